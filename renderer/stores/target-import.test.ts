import { expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import type { ImportCandidate } from '../../shared/target-import.ts';
import { broken, createFakeBridge } from './fake-bridge.ts';
import { createTargetImportStore } from './target-import.ts';

const candidate = (line: number, change: Partial<ImportCandidate> = {}): ImportCandidate => ({
  ...{ line, target: Target.parse({ id: `s${line}`, name: `s${line}` }), problems: [], known: false },
  ...change,
});
const invalid = failure('targets/import-invalid', { field: 'id', value: '?' });
const leftOut = failure('targets/import-field', { field: 'port', value: 'x' });
const found = [candidate(2), candidate(3, { known: true }), candidate(4, { problems: [invalid] }), candidate(5, { problems: [leftOut] })];

test('what is new and whole is chosen, what is wrong is never added', async () => {
  const bridge = createFakeBridge();
  const { store } = createTargetImportStore(bridge);
  void store.getState().read({ kind: 'csv', text: 'x' }, 'a.csv');
  expect(store.getState().busy).toBe('read');
  await bridge.answer('targets.readImport', ok({ found, skipped: [] }));
  expect(store.getState()).toMatchObject({ chosen: [0, 3], from: 'a.csv', busy: null });
  store.getState().choose([0, 2]);
  const added = store.getState().add();
  expect(bridge.waiting('targets.import')[0]?.input.targets.map(({ id }) => id)).toEqual(['s2']);
  await bridge.answer('targets.import', ok({ added: 1 }));
  expect(await added).toEqual(['s2']);
  expect(store.getState().preview).toBeNull();
});

test('of several in one line only those that are chosen are added', async () => {
  const bridge = createFakeBridge();
  const { store } = createTargetImportStore(bridge);
  void store.getState().read({ kind: 'ssh-config' }, '~/.ssh/config');
  const named = (id: string, known = false) => candidate(1, { target: Target.parse({ id, name: id }), known });
  await bridge.answer('targets.readImport', ok({ found: [named('web1', true), named('web2'), named('web3')], skipped: [] }));
  expect(store.getState().chosen).toEqual([1, 2]);
  store.getState().choose([2]);
  void store.getState().add();
  expect(bridge.waiting('targets.import')[0]?.input.targets.map(({ id }) => id)).toEqual(['web3']);
});

test('what could not be added stays to be looked at', async () => {
  const bridge = createFakeBridge();
  const { store } = createTargetImportStore(bridge);
  void store.getState().read({ kind: 'ssh-config' }, '~/.ssh/config');
  await bridge.answer('targets.readImport', ok({ found, skipped: [] }));
  void store.getState().add();
  await bridge.answer('targets.import', err(broken));
  expect(store.getState()).toMatchObject({ failure: broken, chosen: [0, 3], busy: null });
});

test('an answer about a source that was left is not shown', async () => {
  const bridge = createFakeBridge();
  const { store } = createTargetImportStore(bridge);
  void store.getState().read({ kind: 'csv', text: 'x' }, 'a.csv');
  store.getState().clear();
  await bridge.answer('targets.readImport', ok({ found, skipped: [] }));
  expect(store.getState().preview).toBeNull();
});
