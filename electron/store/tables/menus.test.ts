import { DatabaseSync } from '@photostructure/sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Menu } from '../../../shared/menu/menu.ts';
import type { LiveMenu, MenuVersion } from '../../../shared/menu/menu-state.ts';
import type { Db } from '../database.ts';
import { menusSchema } from '../schema/16-menus.ts';
import { menuBasesSchema } from '../schema/21-menu-bases.ts';
import { openTestDatabase } from '../test-store.ts';
import * as accounts from './accounts.ts';
import { change, get, version as keptVersion, pending, saveDraft, versions } from './menus.ts';

let db: Db;
beforeEach(() => {
  db = openTestDatabase();
  add();
});

const account = (receiverId = 'ww1', origin = 'console') =>
  ({ id: 'ops', origin, receiverId }) as Parameters<typeof accounts.put>[1]['account'];
const add = () => accounts.put(db, { account: account() });
const begunAfter = () => db.one("SELECT messages_after FROM accounts WHERE id = 'ops'")?.messages_after;
const arrive = () => db.run("INSERT INTO messages (direction, account, at, type, state) VALUES ('in', 'ops', 1, 'text', 'queued')");
const waiting = () => db.all("SELECT id FROM messages WHERE state = 'queued'").length;
const ofOps = () => ({ ...get(db, { account: 'ops' }), versions: versions(db, { account: 'ops' }).length });
const menu = (name: string): Menu => ({ button: [{ type: 'click', name, key: name }] });
const live = (name: string): LiveMenu => ({ menu: menu(name), fingerprint: `of ${name}`, pulledAt: 1000, source: 'api' });
const version = (id: string, at: number): MenuVersion => ({ id, at, who: 'console', menu: menu(id), kind: 'published' });

test('every version is kept, in the order in which they came though the clock was put back', () => {
  const made = Array.from({ length: 300 }, (_, index) => version(`${index}`, 10_000 - index));
  for (const one of made) change(db, { account: 'ops', set: {}, versions: [one] });
  expect(versions(db, { account: 'ops' }).map(({ id }) => id)).toEqual(made.map(({ id }) => id).toReversed());
  expect(versions(db, { account: 'ops', limit: 2 }).map(({ id }) => id)).toEqual(['299', '298']);
});

test('a version is found by its id, in its own account only', () => {
  change(db, { account: 'ops', set: {}, versions: [version('1', 1), version('2', 2)] });
  expect(keptVersion(db, { account: 'ops', id: '1' })).toEqual(version('1', 1));
  expect([keptVersion(db, { account: 'ops', id: '3' }), keptVersion(db, { account: 'other', id: '1' })]).toEqual([null, null]);
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

test('a draft that is saved again, since the answer was lost, is the same', () => {
  const save = (name: string) => saveDraft(db, { account: 'ops', draft: menu(name), at: 1, revision: 0 });
  expect([save('a'), save('a'), save('b')]).toEqual([{ revision: 1 }, { revision: 1 }, null]);
});

test('a draft is based on what it was made from, though another menu became known before it was saved', () => {
  change(db, { account: 'ops', set: { live: live('b') } });
  const base = { fingerprint: 'of a', pulledAt: 500 };
  saveDraft(db, { account: 'ops', draft: menu('mine'), at: 1, revision: 0, base });
  expect(get(db, { account: 'ops' }).base).toEqual(base);
  change(db, { account: 'ops', set: { base: { fingerprint: 'of b', pulledAt: 1000 } } });
  saveDraft(db, { account: 'ops', draft: menu('mine 2'), at: 2, revision: 1, base });
  expect(get(db, { account: 'ops' }).base?.fingerprint).toBe('of b');
  saveDraft(db, { account: 'ops', draft: menu('in the place of mine'), at: 2, revision: 2, base, anew: true });
  expect(get(db, { account: 'ops' }).base).toEqual(base);
  saveDraft(db, { account: 'ops', draft: null, at: 3, revision: 3, base });
  saveDraft(db, { account: 'ops', draft: menu('begun before anything was known'), at: 4, revision: 4, base: null });
  expect(get(db, { account: 'ops' }).base).toBeNull();
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

describe('another company under the id of an account has nothing of its menu or its answers', () => {
  beforeEach(() => {
    db.run('DELETE FROM accounts');
  });
  const publishLater = () => {
    change(db, { account: 'ops', set: { live: live('a'), scheduledAt: 5000, scheduledMenu: menu('later') }, versions: [version('1', 1)] });
    saveDraft(db, { account: 'ops', draft: menu('mine'), at: 1, revision: get(db, { account: 'ops' }).revision });
    arrive();
  };
  const nothing = { draft: null, live: null, scheduledAt: null, scheduledMenu: null, versions: 0 };
  const give = (...receivers: string[]) => accounts.replaceGiven(db, { accounts: receivers.map((id) => account(id, 'config')) });

  test('where its CorpID is edited; other edits leave it', () => {
    add();
    publishLater();
    add();
    expect([ofOps().scheduledAt, begunAfter(), waiting()]).toEqual([5000, 0, 1]);
    const { revision } = ofOps();
    accounts.put(db, { account: account('ww2') });
    expect([ofOps(), begunAfter(), waiting()]).toEqual([expect.objectContaining(nothing), 1, 0]);
    expect(ofOps().revision).toBeGreaterThan(revision);
  });

  test('where the config file names another one; a restart with the same leaves it', () => {
    give('ww1');
    publishLater();
    give('ww1');
    expect([ofOps().scheduledAt, begunAfter(), waiting()]).toEqual([5000, 0, 1]);
    give('ww2');
    expect([ofOps(), begunAfter(), waiting()]).toEqual([expect.objectContaining(nothing), 1, 0]);
    publishLater();
    give('ww2');
    expect([ofOps().scheduledAt, begunAfter()]).toEqual([5000, 1]);
  });

  test('where the config file names none any more, and one is added later; the same company gets back what it had', () => {
    give('ww1');
    publishLater();
    give();
    expect([accounts.list(db), waiting()]).toEqual([[], 1]);
    give('ww1');
    expect([ofOps().scheduledAt, begunAfter(), waiting()]).toEqual([5000, 0, 1]);
    give();
    accounts.put(db, { account: account('ww2') });
    expect([ofOps(), begunAfter(), waiting()]).toEqual([expect.objectContaining(nothing), 1, 0]);
    expect(accounts.list(db)).toHaveLength(1);
  });

  test('where an earlier version of the program has left it', () => {
    give('ww1');
    publishLater();
    db.run('DELETE FROM accounts');
    accounts.put(db, { account: account('ww2') });
    expect(ofOps()).toMatchObject(nothing);
  });
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
