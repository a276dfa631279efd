import { expect, test } from 'vitest';
import { row } from '../../stores/fake-bridge.ts';
import { peopleOffered, peopleSeen } from './people-seen.ts';

const platformOf = (account: string) => (account === 'oa' ? 'official-account' : 'wecom');

test('those who have written lately are offered once each, but for those who have a role, in whatever case a UserID is written', () => {
  const rows = [
    row(5, { person: 'lisi' }),
    row(4, { person: 'zhangsan' }),
    row(4, { person: 'ZhangSan' }),
    row(3, { person: 'oLi', account: 'oa' }),
    row(3, { person: 'OLI', account: 'oa' }),
    row(3, { person: 'lisi', account: 'oa' }),
    row(2, { person: 'lisi' }),
    row(1, { person: 'stranger', direction: 'refused' }),
    row(0, { person: '' }),
  ];
  const known = [{ account: 'ops', person: 'zhangsan', name: '张三', role: 'admin' }];
  expect(peopleSeen(rows, known, platformOf)).toEqual([
    { account: 'ops', person: 'lisi' },
    { account: 'oa', person: 'oLi' },
    { account: 'oa', person: 'OLI' },
    { account: 'oa', person: 'lisi' },
  ]);
});

test('members of the enterprise come after those who have written, with their names, and nobody comes twice', () => {
  const people = [{ account: 'ops', person: 'zhangsan', name: '张三', role: 'admin' }];
  const contacts = [{ person: 'zhangsan', name: '张三' }, { person: 'LiSi', name: '李四' }, { person: 'wangwu' }];
  expect(peopleOffered([{ account: 'ops', person: 'lisi' }], { account: 'ops', contacts, people, platformOf })).toEqual([
    { account: 'ops', person: 'lisi', name: '李四' },
    { account: 'ops', person: 'wangwu' },
  ]);
});
