import { expect, test } from 'vitest';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { monitorView } from '../../stores/fake-monitors.ts';
import { attentionOf } from './attention.ts';

const day = 86_400_000;
const metric = (id: string, name: 'disk' | 'cpu', value: number): MonitorView =>
  monitorView({ id, check: { kind: 'metrics', metric: name, over: 90, forSeconds: 0 }, value });
const idsOf = (monitors: MonitorView[]) => monitors.map(({ id }) => id);

test('what is down stands first, the longest at the top', () => {
  const { down } = attentionOf([monitorView({ id: 'a', state: 'down', since: 20 }), monitorView({ id: 'b', state: 'down', since: 10 })], 0);
  expect(idsOf(down)).toEqual(['b', 'a']);
});

test('what is tried again, nearly at its limit, or flapping, is close to down', () => {
  const flapping = monitorView({ id: 'd', incident: 1, isFlapping: true });
  const monitors = [monitorView({ id: 'a', state: 'retrying' }), metric('b', 'cpu', 85), metric('c', 'cpu', 20), flapping];
  expect(idsOf(attentionOf(monitors, 0).close)).toEqual(['a', 'b', 'd']);
});

test('of which nobody knows how they stand is counted, and not among those that are up', () => {
  const monitors = [
    ...[monitorView({ id: 'a', state: 'unknown' }), monitorView({ id: 'b', state: 'pending' }), monitorView({ id: 'c' })],
    ...[monitorView({ id: 'd', state: 'unknown', certificateEndsAt: 0 }), monitorView({ id: 'e', state: 'paused' })],
  ];
  expect(attentionOf(monitors, 0)).toMatchObject({ up: 1, unknown: 2, pending: 1 });
});

test('certificates that end and disks that fill up are told in time', () => {
  const monitors = [
    monitorView({ id: 'a', certificateEndsAt: 10 * day }),
    monitorView({ id: 'b', certificateEndsAt: 90 * day }),
    metric('c', 'disk', 88),
    monitorView({ id: 'd', certificateEndsAt: -day }),
  ];
  expect(idsOf(attentionOf(monitors, 0).soon)).toEqual(['d', 'c', 'a']);
});

test('nobody is bothered with what is paused or in maintenance', () => {
  const monitors = [monitorView({ id: 'a', state: 'paused', certificateEndsAt: 0 }), monitorView({ id: 'b', state: 'maintenance' })];
  expect(attentionOf(monitors, 0)).toEqual({ down: [], close: [], soon: [], up: 0, unknown: 0, pending: 0 });
});
