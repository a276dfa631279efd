import { beforeEach, expect, test } from 'vitest';
import type { RedactionRule, RedactionState } from '../../shared/redaction.ts';
import { ok } from '../../shared/result.ts';
import { defaultRetention, type Forecast, nothingStored } from '../../shared/retention.ts';
import { createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { createUpkeepStore } from './upkeep.ts';

const rule = (id: string): RedactionRule => ({
  ...{ id, name: id, pattern: 'x', ignoreCase: false, replacement: '*', check: 'none', account: null, on: true },
});
const state = (...ids: string[]): RedactionState => ({ rules: ids.map(rule), unusable: [], unreadable: 0, timedOut: null, run: null });
const forecast = (rows: number): Forecast => ({ total: { ...nothingStored, rows }, accounts: {}, pictures: nothingStored });

let pages = 0;
let bridge: FakeBridge;
let store: ReturnType<typeof createUpkeepStore>['store'];
beforeEach(() => {
  bridge = createFakeBridge();
  store = createUpkeepStore(bridge, { newId: () => `page ${++pages}` }).store;
});

test('only the forecast that was asked for last counts', async () => {
  const first = store.getState().ask(defaultRetention);
  const second = store.getState().ask(defaultRetention);
  const [one, two] = bridge.waiting('retention.forecast');
  expect(two?.input.asker).toBe(one?.input.asker);
  two?.answer(ok(forecast(2)));
  one?.answer(ok(forecast(1)));
  await Promise.all([first, second]);
  expect(store.getState().forecast?.value?.total.rows).toBe(2);
});

test('a forecast says which bounds it is about', async () => {
  const bounds = { ...defaultRetention };
  const asking = store.getState().ask(bounds);
  bridge.waiting('retention.forecast')[0]?.answer(ok(forecast(2)));
  await asking;
  expect(store.getState().forecastOf).toBe(bounds);
  await store.getState().ask(null);
  expect(store.getState()).toMatchObject({ forecast: undefined, forecastOf: null });
});

test('a rule that was deleted comes back where it stood', async () => {
  store.setState({ redaction: { state: 'ready', value: state('a', 'b', 'c') } });
  const deleting = store.getState().deleteRule('b');
  bridge.waiting('redaction.set')[0]?.answer(ok(state('a', 'c')));
  await deleting;
  const undoing = store.getState().undoDelete();
  const asked = bridge.waiting('redaction.set')[0];
  expect(asked?.input).toEqual({ rules: state('a', 'b', 'c').rules });
  asked?.answer(ok(state('a', 'b', 'c')));
  await undoing;
  expect(store.getState()).toMatchObject({ deleted: null, redaction: { value: { rules: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] } } });
});
