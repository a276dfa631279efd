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

test('what is tried again, or nearly at its limit, is close to down', () => {
  const { close } = attentionOf([monitorView({ id: 'a', state: 'retrying' }), metric('b', 'cpu', 85), metric('c', 'cpu', 20)], 0);
  expect(idsOf(close)).toEqual(['a', 'b']);
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
  expect(attentionOf(monitors, 0)).toEqual({ down: [], close: [], soon: [] });
});
