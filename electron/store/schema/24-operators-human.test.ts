import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { list, unidentified } from '../tables/operators.ts';
import { testFolder } from '../test-store.ts';
import { operatorsHumanSchema } from './24-operators-human.ts';
import { migrations } from './migrations.ts';

test('earlier roles count for nobody yet, stand in the order in which they were decided, and people of no account have none', () => {
  const file = join(testFolder(), 'earlier.db');
  const steps = migrations.slice(0, migrations.indexOf(operatorsHumanSchema));
  const earlier = new DatabaseSync(file);
  earlier.enableDefensive(false);
  for (const step of steps) earlier.exec(step);
  earlier.exec(`PRAGMA user_version = ${steps.length}`);
  const account = earlier.prepare('INSERT INTO accounts (id, origin, account) VALUES (?, ?, ?)');
  account.run('corp', 'gone', JSON.stringify({ platform: 'wecom', receiverId: 'ww1' }));
  account.run('shop', 'console', JSON.stringify({ platform: 'official-account', receiverId: 'wx1' }));
  const operator = earlier.prepare('INSERT INTO operators (account, person, name, role, tags) VALUES (?, ?, ?, ?, ?)');
  const decision = earlier.prepare("INSERT INTO audit (record, hash) VALUES (?, '')");
  const bind = (account: string, person: string, role: string, tags: string[] = []) => {
    operator.run(account, person, '', role, JSON.stringify(tags));
    decision.run(JSON.stringify({ kind: 'operator-bound', operator: { account, person, role } }));
  };
  bind('corp', 'zhangsan', 'viewer', ['day']);
  bind('corp', 'ZhangSan', 'admin');
  bind('shop', 'oLi', 'admin');
  bind('shop', 'oli', 'viewer');
  bind('left', 'lisi', 'admin');
  // why: the older row was the one that was given another role in the end
  decision.run(JSON.stringify({ kind: 'operator-bound', operator: { account: 'corp', person: 'zhangsan', role: 'viewer' } }));
  // ... and one of before the trail told of such things.
  operator.run('corp', 'wangwu', '', 'viewer', '[]');
  earlier.close();

  const db = openDatabase(file);
  expect(list(db)).toEqual([]);
  const [corp, shop] = [
    { platform: 'wecom', receiverId: 'ww1' },
    { platform: 'official-account', receiverId: 'wx1' },
  ];
  expect(unidentified(db)).toEqual([
    { account: 'corp', person: 'wangwu', of: corp },
    { account: 'corp', person: 'ZhangSan', of: corp },
    { account: 'shop', person: 'oLi', of: shop },
    { account: 'shop', person: 'oli', of: shop },
    { account: 'corp', person: 'zhangsan', of: corp },
  ]);
  db.close();
});
