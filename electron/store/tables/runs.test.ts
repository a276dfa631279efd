import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../../../shared/run.ts';
import type { RunFilter } from '../../../shared/run-filter.ts';
import { type Db, openDatabase } from '../database.ts';
import { put as putOperator } from './operators.ts';
import { count, get, page, picture, put } from './runs.ts';

let folder = '';
let db: Db;
const run = (id: string, at: number, change: Partial<Run> = {}): Run => ({
  ...{ id, at, origin: 'chat', account: 'ops', person: 'lisi', command: 'status', line: 'status web-01', danger: 'read' },
  ...{ targets: ['web-01'], state: 'done', answer: '100% fine' },
  ...change,
});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'weiguan-runs-'));
  db = openDatabase(join(folder, 'weiguan.db'));
  for (const [id, platform] of [
    ['ops', 'wecom'],
    ['lab', 'official-account'],
  ] as const)
    db.run("INSERT INTO accounts (id, origin, account) VALUES (:id, 'console', :account)", { id, account: { id, platform } });
  for (const [account, person, name] of [
    ['ops', 'LiSi', '李四'],
    ['lab', 'LiSi', '李思'],
  ] as const)
    putOperator(db, { operator: { account, person, name, role: 'operator' }, human: `${account} ${person}`, trail: [] });
  put(db, { run: run('a', 1), trail: [] });
  put(db, { run: run('b', 2, { person: 'wangwu', targets: ['web-01', 'web-012'], state: 'failed', command: 'power' }), trail: [] });
  put(db, { run: run('c', 3, { account: 'lab', line: 'disk db_1', targets: ['db_1'], answer: '7 of 9' }), trail: [] });
  const { account: _account, person: _person, ...byClick } = run('d', 4, { origin: 'console', command: 'screenshot' });
  put(db, { run: { ...byClick, hasPicture: true }, trail: [], picture: { type: 'image/png', base64: 'AAAA' } });
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  [{}, ['d', 'c', 'b', 'a']],
  [{ text: 'WANG' }, ['b']],
  [{ text: '100%' }, ['d', 'b', 'a']],
  [{ text: 'b_1' }, ['c']],
  [{ text: '李四' }, ['a']],
  [{ text: '李' }, ['a']],
  [{ text: '李%' }, []],
  [{ person: 'LISI' }, ['a']],
  [{ origin: 'console' }, ['d']],
  [{ states: ['failed', 'running'] }, ['b']],
  [{ account: 'lab' }, ['c']],
  [{ person: 'lisi' }, ['c', 'a']],
  [{ command: 'power' }, ['b']],
  [{ target: 'web-01' }, ['d', 'b', 'a']],
  [{ target: 'web-012' }, ['b']],
  [{ since: 2, until: 4 }, ['c', 'b']],
  [{ withPicture: true }, ['d']],
  [{ target: 'db_1', withPicture: true }, []],
] as [RunFilter, string[]][])('%j finds %j, and counts as many', (filter, ids) => {
  expect(page(db, { ...filter, limit: 10 }).map(({ id }) => id)).toEqual(ids);
  expect(count(db, filter)).toBe(ids.length);
});

test('the next page begins after the last run of the one before', () => {
  const first = page(db, { limit: 2 });
  const last = first[1];
  expect(page(db, { limit: 2, before: last && { at: last.at, id: last.id } }).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('a run says that it has a picture, which is fetched by itself', () => {
  expect(get(db, { id: 'd' })).toMatchObject({ hasPicture: true });
  expect(get(db, { id: 'a' })?.hasPicture).toBeUndefined();
  expect(picture(db, { id: 'd' })).toEqual({ type: 'image/png', base64: 'AAAA' });
  expect(picture(db, { id: 'a' })).toBeNull();
});

test('a run whose line was changed by a rule says so, to its end', () => {
  const changed = run('e', 0, { line: 'run sms [phone]', state: 'running', isRedacted: true });
  put(db, { run: changed, trail: [] });
  put(db, { run: { ...changed, state: 'done' }, trail: [] });
  expect(get(db, { id: 'e' })).toMatchObject({ state: 'done', isRedacted: true });
  expect(get(db, { id: 'a' })?.isRedacted).toBeUndefined();
});

test('a run that a replay asked for is found as one, and not among those of the chat', () => {
  put(db, { run: run('r', 5, { command: 'disk', isReplay: true }), trail: [] });
  const found = (origin: RunFilter['origin']) => page(db, { command: 'disk', origin, limit: 10 }).map(({ id }) => id);
  expect([found('replay'), found('chat')]).toEqual([['r'], []]);
  expect(count(db, { origin: 'replay' })).toBe(1);
});

test('runs with pictures are found without looking at the others', () => {
  const plan = db.all('EXPLAIN QUERY PLAN SELECT id FROM runs WHERE picture IS NOT NULL ORDER BY at DESC, id DESC LIMIT 40');
  expect(plan.map(({ detail }) => detail).join()).toContain('runs_pictures');
});
