import { expect, test } from 'vitest';
import type { ExportState } from '../../shared/export.ts';
import { ok } from '../../shared/result.ts';
import { createExportsStore } from './exports.ts';
import { broken, createFakeBridge } from './fake-bridge.ts';

const state: ExportState = {
  id: 'a',
  what: 'messages',
  format: 'jsonl',
  fileName: 'weiguan.jsonl',
  phase: 'running',
  rows: 0,
  bytes: 0,
  share: 0,
};

async function opened() {
  const bridge = createFakeBridge();
  const fetched: string[] = [];
  const { store, start } = createExportsStore(bridge, { zone: 'Asia/Shanghai', fetchFile: (path) => fetched.push(path) });
  start();
  await bridge.answer('exports.last', ok(null));
  return { bridge, store, fetched };
}

test('an export has the filter of the list and the zone of the reader', async () => {
  const { bridge, store } = await opened();
  store.getState().choose('csv');
  void store.getState().start('from:lisi');
  expect(bridge.waiting('exports.start')[0]?.input).toEqual({ format: 'csv', zone: 'Asia/Shanghai', filter: 'from:lisi' });
  expect(store.getState().starting).toBe(true);
});

test('while the dialog is open it is not asked for twice', async () => {
  const { bridge, store } = await opened();
  void store.getState().start('');
  void store.getState().start('');
  expect(bridge.waiting('exports.start')).toHaveLength(1);
});

test('what comes in live counts, even where it overtakes the answer', async () => {
  const { bridge, store } = await opened();
  void store.getState().start('');
  bridge.emit('exports.changed', { ...state, phase: 'done', rows: 7, share: 1 });
  await bridge.answer('exports.start', ok({ way: 'file', state }));
  expect(store.getState().last).toMatchObject({ phase: 'done', rows: 7 });
});

test('in a browser the file is fetched from where the gateway says', async () => {
  const { bridge, store, fetched } = await opened();
  void store.getState().start('');
  await bridge.answer('exports.start', ok({ way: 'download', state: { ...state, phase: 'offered' }, path: '/exports/ticket' }));
  expect(fetched).toEqual(['/exports/ticket']);
});

test('a dismissed dialog changes nothing; a refusal is told, until the next try', async () => {
  const { bridge, store } = await opened();
  void store.getState().start('');
  await bridge.answer('exports.start', ok({ way: 'dismissed' }));
  expect(store.getState()).toMatchObject({ last: null, failure: null, starting: false });
  void store.getState().start('');
  await bridge.answer('exports.start', { ok: false, error: broken });
  expect(store.getState()).toMatchObject({ failure: broken, starting: false });
  void store.getState().start('');
  expect(store.getState().failure).toBeNull();
});

test('cancelling names the export that is under way', async () => {
  const { bridge, store } = await opened();
  bridge.emit('exports.changed', state);
  void store.getState().cancel();
  expect(bridge.waiting('exports.cancel')[0]?.input).toEqual({ id: 'a' });
});
