import { expect, test } from 'vitest';
import type { ExportState } from '../../shared/export.ts';
import { ok } from '../../shared/result.ts';
import { createFakeBridge } from './fake-bridge.ts';
import { createRunExportsStore } from './run-exports.ts';

const state: ExportState = {
  ...{ id: 'a', what: 'runs', format: 'csv', fileName: 'weiguan-history.csv', phase: 'running', rows: 0, bytes: 0, share: 0 },
};

async function opened() {
  const bridge = createFakeBridge();
  const { store, start } = createRunExportsStore(bridge, { zone: 'Asia/Shanghai', fetchFile: () => undefined });
  start();
  await bridge.answer('exports.last', ok({ ...state, id: 'm', what: 'messages' }));
  return { bridge, store };
}

test('the history is exported as it is filtered, in the reader’s time', async () => {
  const { bridge, store } = await opened();
  store.getState().choose('csv');
  void store.getState().start({ person: 'lisi' });
  expect(bridge.waiting('exports.startRuns')[0]?.input).toEqual({ format: 'csv', filter: { person: 'lisi' }, zone: 'Asia/Shanghai' });
});

test('the trail is exported as a whole, whatever the filter', async () => {
  const { bridge, store } = await opened();
  store.getState().choose('trail');
  void store.getState().start({ person: 'lisi' });
  expect(bridge.waiting('exports.startTrail')[0]?.input).toEqual({ zone: 'Asia/Shanghai' });
});

test('how an export of messages stands is not shown here', async () => {
  const { bridge, store } = await opened();
  expect(store.getState().last).toBeNull();
  bridge.emit('exports.changed', { ...state, what: 'messages' });
  expect(store.getState().last).toBeNull();
  bridge.emit('exports.changed', { ...state, what: 'trail' });
  expect(store.getState().last).toMatchObject({ what: 'trail' });
});
