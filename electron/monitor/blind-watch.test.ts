import { beforeEach, expect, test } from 'vitest';
import { type FailureCode, failure } from '../../shared/failures.ts';
import type { MonitorState } from '../../shared/monitor/monitor.ts';
import { type SimulatedTiming, simulatedTiming } from '../simulated-timing.ts';
import { type BlindWatch, watchBlind } from './blind-watch.ts';

const minute = 60_000;
let timing: SimulatedTiming;
let watch: BlindWatch;
let told: string[][];
let muted: Set<string>;

beforeEach(() => {
  timing = simulatedTiming();
  told = [];
  muted = new Set();
  watch = watchBlind({
    timing,
    isMuted: (id) => muted.has(id),
    tell: (monitors) => void told.push(monitors.map(({ name, reason }) => `${name} ${reason.code}`)),
  });
});

function become(ids: string[], state: MonitorState, code?: FailureCode, intervalSeconds = 60): void {
  for (const id of ids) watch.seen({ id, name: id, intervalSeconds }, state, code && failure(code));
}

test('monitors that nobody can check for ten minutes are told together, with the reason, once', async () => {
  become(['web', 'db'], 'unknown', 'secrets/locked');
  await timing.pass(9 * minute);
  become(['web', 'db'], 'unknown', 'secrets/locked');
  expect(told).toEqual([]);
  await timing.pass(2 * minute);
  expect(told).toEqual([['web secrets/locked', 'db secrets/locked']]);
  await timing.pass(24 * 60 * minute);
  expect(told).toHaveLength(1);
});

test('one that could be checked again meanwhile, or is deleted, is no news', async () => {
  become(['web', 'db'], 'unknown', 'secrets/locked');
  await timing.pass(5 * minute);
  become(['web'], 'up');
  watch.forget('db');
  await timing.pass(60 * minute);
  expect(told).toEqual([]);
  become(['web'], 'unknown', 'secrets/locked');
  await timing.pass(11 * minute);
  expect(told).toEqual([['web secrets/locked']]);
});

test('a daily check has three days', async () => {
  become(['daily'], 'unknown', 'secrets/locked', 86_400);
  await timing.pass(2 * 24 * 60 * minute);
  expect(told).toEqual([]);
  await timing.pass(25 * 60 * minute);
  expect(told).toHaveLength(1);
});

test('what is told elsewhere, or passes by itself, is not told here', async () => {
  for (const code of ['monitor/parent-down', 'monitor/offline', 'monitor/over-since'] as const) become([code], 'unknown', code);
  await timing.pass(60 * minute);
  expect(told).toEqual([]);
  expect(watch.list()).toEqual([]);
});

test('one that is muted is told when it is not any more', async () => {
  muted.add('web');
  become(['web'], 'unknown', 'secrets/locked');
  await timing.pass(60 * minute);
  expect(told).toEqual([]);
  muted.clear();
  await timing.pass(2 * minute);
  expect(told).toEqual([['web secrets/locked']]);
});

test('whoever asks hears at once which they are', () => {
  become(['web', 'db'], 'unknown', 'secrets/locked');
  become(['db'], 'up');
  expect(watch.list()).toMatchObject([{ id: 'web', reason: { code: 'secrets/locked' } }]);
});
