import { expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { broken, createFakeBridge } from './fake-bridge.ts';
import { monitorView } from './fake-monitors.ts';
import { createMonitorImportStore } from './monitor-import.ts';

const found = [monitorView({ id: 'a' }), monitorView({ id: 'b' })];

test('a file is looked at first; what is chosen of it is added', async () => {
  const bridge = createFakeBridge();
  const { store } = createMonitorImportStore(bridge);
  const { read, choose, add } = store.getState();
  void read('{}', 'kuma.json');
  expect(store.getState().busy).toBe('read');
  await bridge.answer('monitors.readImport', ok({ found, changes: [], problems: [{ name: 'c', reason: broken }] }));
  expect(store.getState()).toMatchObject({ chosen: ['a', 'b'], from: 'kuma.json', busy: null });
  choose(['a'], false);
  const added = add();
  expect(bridge.waiting('monitors.import')[0]?.input.monitors.map(({ id }) => id)).toEqual(['b']);
  await bridge.answer('monitors.import', ok({ added: 1 }));
  expect(await added).toEqual(['b']);
  expect(store.getState().preview).toBeNull();
});

test('what stands behind one that is not chosen is added without it', async () => {
  const bridge = createFakeBridge();
  const { store } = createMonitorImportStore(bridge);
  void store.getState().read('{}', 'x');
  const behind = [monitorView({ id: 'b', parent: 'a' }), monitorView({ id: 'c', parent: 'b' }), monitorView({ id: 'd', parent: 'gw' })];
  await bridge.answer('monitors.readImport', ok({ found: [monitorView({ id: 'a' }), ...behind], changes: [], problems: [] }));
  store.getState().choose(['a'], false);
  void store.getState().add();
  const sent = bridge.waiting('monitors.import')[0]?.input.monitors;
  expect(sent?.map(({ id, parent }) => [id, parent])).toEqual([
    ['b', undefined],
    ['c', 'b'],
    ['d', 'gw'],
  ]);
});

test('what cannot be read or added says why, and the choice stays', async () => {
  const bridge = createFakeBridge();
  const { store } = createMonitorImportStore(bridge);
  void store.getState().read('{', 'x');
  await bridge.answer('monitors.readImport', err(broken));
  expect(store.getState()).toMatchObject({ failure: broken, preview: null });
  void store.getState().read('{}', 'x');
  await bridge.answer('monitors.readImport', ok({ found, changes: [], problems: [] }));
  const added = store.getState().add();
  await bridge.answer('monitors.import', err(broken));
  expect(await added).toBeNull();
  expect(store.getState()).toMatchObject({ failure: broken, chosen: ['a', 'b'] });
});

test('an answer about a file that was left, or for another one, is not shown', async () => {
  const bridge = createFakeBridge();
  const { store } = createMonitorImportStore(bridge);
  void store.getState().read('{}', 'old.json');
  store.getState().clear();
  await bridge.answer('monitors.readImport', ok({ found, changes: [], problems: [] }));
  expect(store.getState().preview).toBeNull();
  void store.getState().read('{}', 'old.json');
  void store.getState().read('{}', 'new.json');
  await bridge.answer('monitors.readImport', ok({ found, changes: [], problems: [] }));
  expect(store.getState()).toMatchObject({ preview: null, from: 'new.json', busy: 'read' });
});

test('an import under way does not wipe the file that is chosen after it', async () => {
  const bridge = createFakeBridge();
  const { store } = createMonitorImportStore(bridge);
  void store.getState().read('{}', 'old.json');
  await bridge.answer('monitors.readImport', ok({ found, changes: [], problems: [] }));
  const added = store.getState().add();
  store.getState().clear();
  void store.getState().read('{}', 'new.json');
  await bridge.answer('monitors.readImport', ok({ found, changes: [], problems: [] }));
  await bridge.answer('monitors.import', ok({ added: 2 }));
  expect(await added).toEqual(['a', 'b']);
  expect(store.getState()).toMatchObject({ from: 'new.json', chosen: ['a', 'b'], busy: null });
});
