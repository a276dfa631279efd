import { describe, expect, test } from 'vitest';
import type { MonitorView } from '../../shared/monitor/monitor.ts';
import { monitorView } from './fake-monitors.ts';
import {
  countMonitors,
  filterMonitors,
  isFilteringMonitors,
  listedMonitors,
  lookedAt,
  noMonitorFilter,
  steadyMonitors,
} from './monitor-list.ts';

const idsOf = (monitors: MonitorView[]) => monitors.map(({ id }) => id);
const monitors = [
  monitorView({ id: 'b-up', tags: ['shop'] }),
  monitorView({ id: 'a-up', check: { kind: 'ping', host: 'db.local' } }),
  monitorView({ id: 'z-down', state: 'down', tags: ['shop', 'eu'] }),
  monitorView({ id: 'paused', state: 'paused' }),
];

test('what is down stands first, what is paused last, the others by name', () => {
  expect(idsOf(listedMonitors(monitors, 'en'))).toEqual(['z-down', 'a-up', 'b-up', 'paused']);
});

test('the order can be kept as it is; what is new comes last', () => {
  const listed = listedMonitors([...monitors, monitorView({ id: 'new', state: 'down' })], 'en');
  expect(idsOf(steadyMonitors(listed, ['paused', 'b-up', 'a-up', 'z-down']))).toEqual(['paused', 'b-up', 'a-up', 'z-down', 'new']);
});

describe('the filter finds', () => {
  const found = (change: object) => idsOf(filterMonitors(monitors, { ...noMonitorFilter, ...change }));
  test('by words in name, address and tags', () => {
    expect(found({ text: 'DB ping' })).toEqual([]);
    expect(found({ text: 'DB.local' })).toEqual(['a-up']);
    expect(found({ text: 'shop eu' })).toEqual(['z-down']);
  });
  test('by state, kind and all of the tags', () => {
    expect(found({ states: ['down', 'paused'] })).toEqual(['z-down', 'paused']);
    expect(found({ kinds: ['ping'] })).toEqual(['a-up']);
    expect(found({ tags: ['shop', 'eu'] })).toEqual(['z-down']);
  });
  test('everything where nothing is asked for', () => {
    expect(found({})).toHaveLength(4);
    expect(isFilteringMonitors(noMonitorFilter)).toBe(false);
    expect(isFilteringMonitors({ ...noMonitorFilter, text: ' ' })).toBe(false);
    expect(isFilteringMonitors({ ...noMonitorFilter, kinds: ['dns'] })).toBe(true);
  });
});

test('states and tags are counted', () => {
  expect(countMonitors(monitors, ({ tags }) => tags)).toEqual([
    { name: 'shop', count: 2 },
    { name: 'eu', count: 1 },
  ]);
});

test.each([
  [{ kind: 'ping', host: 'db' }, 'db'],
  [{ kind: 'tcp', host: 'fe80::1', port: 22 }, '[fe80::1]:22'],
  [{ kind: 'ssh', command: 'df -h' }, 'web-01 $ df -h'],
  [{ kind: 'metrics', metric: 'disk', over: 90, forSeconds: 0, mount: '/' }, 'web-01 disk /'],
  [{ kind: 'dns', name: 'example.com', record: 'MX' }, 'example.com MX'],
  [{ kind: 'push', token: 'x'.repeat(22), graceSeconds: 1 }, ''],
] as const)('%j looks at %j', (check, told) => expect(lookedAt({ check, target: 'web-01' })).toBe(told));
