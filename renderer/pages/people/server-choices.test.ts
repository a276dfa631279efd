import { describe, expect, test } from 'vitest';
import { serverChoices } from './server-choices.ts';

const server = (id: string, group?: string, tags: string[] = []) => ({ id, name: id, tags, ...(group !== undefined && { group }) });
const told = (word: string, meaning: string) => `the ${meaning} ${word}`;
const option = (name: string) => ({ value: name, label: name });
const valuesOf = (...servers: ReturnType<typeof server>[]) =>
  Object.values(serverChoices(servers, {}, told)).map((options) => options.map(({ value }) => value));

test('a right names groups, tags and single servers', () =>
  expect(valuesOf(server('web-01', 'web', ['prod']), server('db-01', 'far', ['prod']), server('db-02', 'far'))).toEqual([
    ['far', 'web'],
    ['@prod'],
    ['web-01', 'db-01', 'db-02'],
  ]));

test('a group that means something else in a right is not offered', () =>
  expect(valuesOf(server('db', 'far'), server('pay-01', 'db'), server('web-01', '@prod', ['prod']))).toEqual([
    ['far'],
    ['@prod'],
    ['db', 'pay-01', 'web-01'],
  ]));

describe('a word that rights have', () => {
  test('as a group is one, though a server is called so by now', () => {
    const { groups, single } = serverChoices([server('db'), server('web-01', 'far')], { db: 'group', far: 'group', gone: 'group' }, told);
    expect(groups).toEqual([option('far'), { value: 'db', label: 'the group db' }]);
    expect(single).toEqual([option('web-01')]);
  });
  test('as a server is one, though it is gone and a group is called so by now', () => {
    const { groups, single } = serverChoices([server('web-01', 'db')], { db: 'server', gone: 'server' }, told);
    expect([groups, single]).toEqual([[], [option('web-01'), { value: 'db', label: 'the server db' }]]);
  });
  test('as this computer is it, whatever is called so', () =>
    expect(serverChoices([server('local')], { local: 'group' }, told).single).toEqual([option('local')]));
});
