import { beforeEach, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { incident } from './fake-monitors.ts';
import { createIncidentsStore, incidentsAtOnce } from './incidents.ts';

let bridge: FakeBridge;
let incidents: ReturnType<typeof createIncidentsStore>;
const state = () => incidents.store.getState();
const numbers = () => state().incidents.value?.map(({ number }) => number);

beforeEach(async () => {
  bridge = createFakeBridge();
  incidents = createIncidentsStore(bridge);
  incidents.start();
  void state().load();
  await bridge.answer('incidents.page', ok([incident(2), incident(1)]));
});

test('new incidents come first, changed ones take their place', () => {
  bridge.emit('incidents.changed', [incident(3), incident(1, { recoveredAt: 9, ended: 'recovered' })]);
  expect(numbers()).toEqual([3, 2, 1]);
  expect(state().incidents.value?.[2]?.recoveredAt).toBe(9);
});

test('among open ones only, one that has recovered goes away', async () => {
  state().show(true);
  expect(bridge.waiting('incidents.page')[0]?.input).toMatchObject({ open: true });
  await bridge.answer('incidents.page', ok([incident(2), incident(1)]));
  bridge.emit('incidents.changed', [incident(1, { recoveredAt: 9, ended: 'recovered' })]);
  expect(numbers()).toEqual([2]);
});

test('older ones follow on demand, none of them twice', async () => {
  state().show(false);
  const page = Array.from({ length: incidentsAtOnce }, (_, index) => incident(100 - index));
  await bridge.answer('incidents.page', ok(page));
  expect(state().hasMore).toBe(true);
  void state().loadMore();
  expect(bridge.waiting('incidents.page')[0]?.input).toMatchObject({ before: 51 });
  await bridge.answer('incidents.page', ok([incident(51), incident(50)]));
  expect(numbers()?.slice(-2)).toEqual([51, 50]);
  expect(state().hasMore).toBe(false);
});

test('the one that is looked at is read again when it changes', async () => {
  void state().look(2);
  const detail = { incident: incident(2), events: [], notices: [], runs: [] };
  await bridge.answer('incidents.get', ok(detail));
  expect(state().open).toEqual({ number: 2, detail: { state: 'ready', value: detail } });
  bridge.emit('incidents.changed', [incident(1)]);
  expect(bridge.waiting('incidents.get')).toHaveLength(0);
  bridge.emit('incidents.changed', [incident(2, { recoveredAt: 5, ended: 'recovered' })]);
  expect(bridge.waiting('incidents.get')).toHaveLength(1);
  expect(state().open?.detail.value).toEqual(detail);
});

test('an acknowledgement is seen at once, or what was in its way', async () => {
  const done = state().acknowledge(2);
  expect(state().acknowledging).toEqual([2]);
  await bridge.answer('incidents.acknowledge', ok(incident(2, { acknowledged: { at: 1, by: { origin: 'console' } } })));
  await done;
  expect(state().incidents.value?.[0]?.acknowledged?.by).toEqual({ origin: 'console' });
  const again = state().acknowledge(1);
  await bridge.answer('incidents.acknowledge', err(broken));
  await again;
  expect(state()).toMatchObject({ acknowledging: [], failure: broken });
});

test('those of one monitor grow with it', async () => {
  void state().showOwn('web');
  await bridge.answer('incidents.page', ok([incident(2)]));
  bridge.emit('incidents.changed', [incident(4), incident(5, { monitor: 'db' })]);
  expect(state().own?.incidents.value?.map(({ number }) => number)).toEqual([4, 2]);
});
