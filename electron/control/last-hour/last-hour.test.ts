import { expect, test } from 'vitest';
import type { TargetSample } from '../../../shared/last-hour.ts';
import { Target } from '../../../shared/target.ts';
import { createLastHour } from './last-hour.ts';

const minute = 60_000;
const target = (id: string, watch = false) => Target.parse({ id, name: id, watch, ssh: { host: 'h', user: 'u', auth: { by: 'agent' } } });

function open(targets: Target[], { silent = [] }: { silent?: string[] } = {}) {
  let now = 1_000_000_000_000;
  const asked: string[] = [];
  const told: TargetSample[] = [];
  const hour = createLastHour({
    targets: () => targets,
    async read({ id }) {
      asked.push(id);
      return silent.includes(id) ? undefined : { cpu: asked.length, memory: 50 };
    },
    clock: { now: () => now },
    onSampled: (sample) => told.push(sample),
    onBug: (error) => {
      throw error;
    },
  });
  return {
    ...{ hour, asked, told, targets },
    async pass(minutes: number) {
      for (let i = 0; i < minutes; i += 1) {
        now += minute;
        await hour.sample();
      }
    },
  };
}

test('this computer and servers that are watched are looked at, others only while they are in use', async () => {
  const { hour, asked, pass } = open([target('local'), target('web-01', true), target('db-01')]);
  await pass(1);
  expect(asked).toEqual(['local', 'web-01']);
  hour.used('db-01');
  await pass(1);
  expect(asked.slice(2)).toEqual(['local', 'web-01', 'db-01']);
  await pass(5);
  expect(hour.of('db-01')).toHaveLength(4);
});

test('a server in use that does not answer is not connected to again', async () => {
  const { hour, asked, pass } = open([target('db-01')], { silent: ['db-01'] });
  hour.used('db-01');
  await pass(3);
  expect(asked).toEqual(['db-01']);
});

test('an hour is kept, and no more', async () => {
  const { hour, told, pass } = open([target('web-01', true)]);
  await pass(75);
  expect(hour.of('web-01')).toHaveLength(60);
  expect(hour.of('web-01').at(-1)).toEqual(told.at(-1)?.sample);
  expect(told).toHaveLength(75);
});

test('what is older than an hour is forgotten, and all of a server that is gone', async () => {
  const silent: string[] = [];
  const { hour, targets, pass } = open([target('web-01', true), target('db-01', true)], { silent });
  await pass(2);
  silent.push('web-01');
  await pass(30);
  expect(hour.of('web-01')).toHaveLength(2);
  await pass(31);
  expect(hour.of('web-01')).toEqual([]);
  targets.pop();
  await pass(1);
  expect(hour.of('db-01')).toEqual([]);
});

test('of more than 500 servers those that were looked at last are kept', async () => {
  const many = Array.from({ length: 501 }, (_, index) => target(`web-${index}`));
  const { hour, pass } = open(many);
  for (const { id } of many.slice(0, 500)) hour.used(id);
  await pass(1);
  expect(many.filter(({ id }) => hour.of(id).length > 0)).toHaveLength(500);
  hour.used('web-500');
  for (const { id } of many.slice(0, 500)) if (id !== 'web-3') hour.used(id);
  await pass(1);
  expect(many.filter(({ id }) => hour.of(id).length > 0).length).toBeLessThanOrEqual(500);
});
