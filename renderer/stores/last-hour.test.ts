import { expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { createFakeBridge } from './fake-bridge.ts';
import { createLastHourStore } from './last-hour.ts';

const minute = 60_000;
const at = (minutes: number) => ({ at: minutes * minute, cpu: minutes, memory: 50 });
function open() {
  const bridge = createFakeBridge();
  const { store, start } = createLastHourStore(bridge);
  start();
  return { bridge, store, times: () => store.getState().samples?.map((sample) => sample.at / minute) };
}

test('the hour of the server that is open goes on as it passes', async () => {
  const { bridge, store, times } = open();
  store.getState().look('web-01');
  expect(times()).toBeUndefined();
  await bridge.answer('lastHour.get', ok([at(1), at(2)]));
  bridge.emit('lastHour.sampled', [
    { target: 'web-01', sample: at(3) },
    { target: 'db-01', sample: at(4) },
  ]);
  expect(times()).toEqual([1, 2, 3]);
  bridge.emit('lastHour.sampled', [{ target: 'web-01', sample: at(62) }]);
  expect(times()).toEqual([3, 62]);
});

test('a sample that comes before the answer is there once', async () => {
  const { bridge, store, times } = open();
  store.getState().look('web-01');
  bridge.emit('lastHour.sampled', [{ target: 'web-01', sample: at(2) }]);
  await bridge.answer('lastHour.get', ok([at(1), at(2)]));
  expect(times()).toEqual([1, 2]);
});

test('an answer about a server that is not open any more is dropped', async () => {
  const { bridge, store, times } = open();
  store.getState().look('web-01');
  store.getState().look('db-01');
  await bridge.answer('lastHour.get', ok([at(1)]));
  expect(times()).toBeUndefined();
  await bridge.answer('lastHour.get', ok([]));
  expect(times()).toEqual([]);
});
