import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Menu } from '../../shared/menu/menu.ts';
import type { LiveMenu, MenuVersion } from '../../shared/menu/menu-state.ts';
import * as accounts from './accounts.ts';
import { type Db, openDatabase } from './database.ts';
import { menuBasesSchema } from './menu-bases-schema.ts';
import { change, get, pending, saveDraft, versions } from './menus.ts';
import { menusSchema } from './menus-schema.ts';

let dir: string;
let db: Db;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'weiguan-menus-'));
  db = openDatabase(join(dir, 'weiguan.db'));
  add();
});
afterEach(() => {
  db.close();
  rmSync(dir, { recursive: true, force: true });
});

const add = () => accounts.put(db, { account: { id: 'ops', origin: 'console' } as Parameters<typeof accounts.put>[1]['account'] });
const menu = (name: string): Menu => ({ button: [{ type: 'click', name, key: name }] });
const live = (name: string): LiveMenu => ({ menu: menu(name), fingerprint: `of ${name}`, pulledAt: 1000, source: 'api' });
const version = (id: string, at: number): MenuVersion => ({ id, at, who: 'console', menu: menu(id), kind: 'published' });

test('every version is kept, in the order in which they came though the clock was put back', () => {
  const made = Array.from({ length: 300 }, (_, index) => version(`${index}`, 10_000 - index));
  for (const one of made) change(db, { account: 'ops', set: {}, versions: [one] });
  expect(versions(db, { account: 'ops' }).map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed());
  expect(versions(db, { account: 'ops', limit: 2 }).map(({ id }) => id)).toEqual(['299', '298']);
});

test('a draft is based on what was live when it was begun', () => {
  change(db, { account: 'ops', set: { live: live('a') } });
  saveDraft(db, { account: 'ops', draft: menu('mine'), at: 1, revision: 0 });
  change(db, { account: 'ops', set: { live: live('b') } });
  saveDraft(db, { account: 'ops', draft: menu('mine 2'), at: 2, revision: 1 });
  expect(get(db, { account: 'ops' }).base).toEqual({ fingerprint: 'of a', pulledAt: 1000 });
  saveDraft(db, { account: 'ops', draft: null, at: 3, revision: 2 });
  saveDraft(db, { account: 'ops', draft: menu('next'), at: 4, revision: 3 });
  expect(get(db, { account: 'ops' }).base?.fingerprint).toBe('of b');
});

test('a deleted account takes all that there is of its menu with it, and what is still under way for it leaves nothing', () => {
  const later = { scheduledAt: 5000, scheduledMenu: menu('later') };
  change(db, { account: 'ops', set: { live: live('a'), ...later }, versions: [version('1', 1)] });
  accounts.remove(db, { id: 'ops' });
  change(db, { account: 'ops', set: { live: live('late'), ...later }, versions: [version('2', 2)] });
  add();
  expect(get(db, { account: 'ops' })).toMatchObject({ live: null, scheduledMenu: null });
  expect([pending(db), versions(db, { account: 'ops' })]).toEqual([[], []]);
});

test('a draft and a schedule of an earlier version of the program are based on the live menu that was known last', () => {
  const earlier = new DatabaseSync(':memory:');
  earlier.exec(menusSchema);
  const insert = earlier.prepare('INSERT INTO menus (account, draft, live, scheduled_at, scheduled_menu) VALUES (?, ?, ?, 1, ?)');
  const text = JSON.stringify(menu('mine'));
  insert.run('ops', text, JSON.stringify(live('a')), text);
  insert.run('unseen', text, null, text);
  earlier.exec(menuBasesSchema);
  const bases = earlier.prepare('SELECT base, scheduled_base FROM menus ORDER BY account').all();
  earlier.close();
  const base = JSON.stringify({ fingerprint: 'of a', pulledAt: 1000 });
  expect(bases).toEqual([
    { base, scheduled_base: base },
    { base: null, scheduled_base: null },
  ]);
});
