import { beforeEach, expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { SavedScript } from '../../shared/script.ts';
import { broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';
import { formOfScript, newScriptForm } from './script-form.ts';
import { createScriptsStore, newScript, partOfScript, scriptOfPart, scriptsPart } from './scripts.ts';

let bridge: FakeBridge;
let state: () => ReturnType<ReturnType<typeof createScriptsStore>['store']['getState']>;
const script = (id: string, given: object = {}) => SavedScript.parse({ id, name: id, text: 'true', ...given });

beforeEach(async () => {
  bridge = createFakeBridge();
  const scripts = createScriptsStore(bridge);
  scripts.start();
  state = () => scripts.store.getState();
  await bridge.answer('scripts.list', ok([script('clean')]));
});
const idsOf = () => state().scripts.value?.map(({ id }) => id);

test('an address names the list, or one script', () => {
  expect([scriptOfPart(scriptsPart), scriptOfPart(partOfScript('clean')), scriptOfPart('web-01'), scriptOfPart(null)]).toEqual([
    ...[null, 'clean', undefined, undefined],
  ]);
});

test('a draft is kept until it is saved, and one that says the same as the script is none', async () => {
  const form = formOfScript(script('clean'));
  state().edit('clean', { ...form, summary: 'new words' });
  expect(Object.keys(state().drafts)).toEqual(['clean']);
  state().edit('clean', form);
  expect(state().drafts).toEqual({});
  state().edit('clean', { ...form, summary: 'new words' });
  const saved = state().save('clean', { ...form, summary: 'new words' });
  await bridge.answer('scripts.put', ok(script('clean', { summary: 'new words' })));
  expect([await saved, state().drafts, state().scripts.value?.[0]?.summary]).toEqual(['clean', {}, 'new words']);
});

test('what could not be saved stays a draft, and says why', async () => {
  const form = { ...newScriptForm(), id: 'backup', name: 'backup', text: 'true' };
  state().edit(newScript, form);
  const saved = state().save(newScript, form);
  await bridge.answer('scripts.put', err(broken));
  expect([await saved, state().failure, Object.keys(state().drafts)]).toEqual([null, broken, [newScript]]);
});

test('a deleted script can be put back as it was', async () => {
  const removed = state().remove(script('clean'));
  await bridge.answer('scripts.remove', ok(null));
  expect([await removed, idsOf()]).toEqual([true, []]);
  const back = state().restore();
  expect(bridge.waiting('scripts.put')[0]?.input).toEqual({ script: script('clean') });
  await bridge.answer('scripts.put', ok(script('clean')));
  expect([await back, idsOf(), state().removed]).toEqual([true, ['clean'], null]);
});
