import { expect, test } from 'vitest';
import { serverChoices } from './server-choices.ts';

const server = (id: string, group?: string, tags: string[] = []) => ({ id, name: id, tags, ...(group !== undefined && { group }) });
const valuesOf = (...servers: ReturnType<typeof server>[]) =>
  Object.values(serverChoices(servers)).map((options) => options.map(({ value }) => value));

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
