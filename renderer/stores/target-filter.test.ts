import { describe, expect, test } from 'vitest';
import type { TargetView } from '../../shared/target.ts';
import { Target } from '../../shared/target.ts';
import { filterTargets, groupsOf, isFiltering, listedTargets, tagsOf } from './target-filter.ts';

const made = (given: object): TargetView => ({
  ...Target.parse(given),
  ...{ drivers: [], capabilities: [], secrets: {}, light: { state: 'unknown' } },
});
const web = made({
  id: 'web-01',
  name: '官网',
  aliases: ['门户'],
  group: 'A',
  tags: ['生产', 'nginx'],
  ssh: { host: '10.0.0.5', user: 'a', auth: { by: 'agent' } },
});
const db = made({ id: 'db-01', name: 'DB', group: 'B', tags: ['生产'], vnc: { host: 'db.example.com' }, asset: 'IT-7' });
const pc = made({ id: 'pc', name: '前台', wake: { mac: '00:11:22:33:44:55' } });
const all = [web, db, pc];
const found = (change: object) => filterTargets(all, { text: '', groups: [], tags: [], ...change }).map(({ id }) => id);

describe('servers are found by', () => {
  test.each([
    ['name', '官网', ['web-01']],
    ['alias', '门户', ['web-01']],
    ['id, in any letter case', 'DB-0', ['db-01']],
    ['address', '10.0.0', ['web-01']],
    ['host name', 'example', ['db-01']],
    ['tag', '生产', ['web-01', 'db-01']],
    ['asset label', 'it-7', ['db-01']],
    ['MAC address', '33:44', ['pc']],
    ['all words together', '生产 db', ['db-01']],
    ['nothing at all', '  ', ['web-01', 'db-01', 'pc']],
  ])('%s', (_, text, ids) => expect(found({ text })).toEqual(ids));
});

test('any of the chosen groups, and all of the chosen tags', () => {
  expect(found({ groups: ['A', 'B'] })).toEqual(['web-01', 'db-01']);
  expect(found({ tags: ['生产', 'nginx'] })).toEqual(['web-01']);
  expect(isFiltering({ text: ' ', groups: [], tags: [] })).toBe(false);
  expect(isFiltering({ text: '', groups: [], tags: ['生产'] })).toBe(true);
});

test('groups and tags are counted', () => {
  expect(groupsOf(all)).toEqual([
    { name: 'A', count: 1 },
    { name: 'B', count: 1 },
  ]);
  expect(tagsOf(all)).toContainEqual({ name: '生产', count: 2 });
});

test('this computer is listed first, the others by name, numbers as such', () => {
  const list = ['web-10', 'web-9', 'local'].map((id) => made({ id, name: id }));
  expect(listedTargets(list, 'en').map(({ id }) => id)).toEqual(['local', 'web-9', 'web-10']);
});
