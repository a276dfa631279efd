import { beforeEach, expect, test } from 'vitest';
import { createSavedFiltersStore } from './saved-filters.ts';

let kept: Map<string, string>;
const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text) };
const open = () => createSavedFiltersStore(storage).store;
const told = (store: ReturnType<typeof open>) => store.getState().filters.map(({ name, text }) => `${name}=${text}`);

beforeEach(() => {
  kept = new Map();
});

test('a filter is kept under its name for the next time; the same name again replaces it', () => {
  open().getState().save(' 失败 ', 'status:failed');
  const store = open();
  store.getState().save('慢', 'ms:>2000');
  store.getState().save('失败', 'status:failed,interrupted');
  expect(told(open())).toEqual(['失败=status:failed,interrupted', '慢=ms:>2000']);
});

test('nothing is kept without a name or a filter', () => {
  const store = open();
  store.getState().save(' ', 'dir:in');
  store.getState().save('空', ' ');
  expect(told(store)).toEqual([]);
});

test('one is renamed, but not to the name of another', () => {
  const store = open();
  store.getState().save('a', 'dir:in');
  store.getState().save('b', 'dir:out');
  store.getState().rename(2, 'a');
  store.getState().rename(1, 'c');
  expect(told(open())).toEqual(['c=dir:in', 'b=dir:out']);
});

test('what was deleted comes back into its place', () => {
  const store = open();
  for (const name of ['a', 'b', 'c']) store.getState().save(name, 'dir:in');
  store.getState().delete(2);
  expect(told(open())).toEqual(['a=dir:in', 'c=dir:in']);
  store.getState().undo();
  expect([told(open()), store.getState().deleted]).toEqual([['a=dir:in', 'b=dir:in', 'c=dir:in'], null]);
});

test('what cannot be read counts as nothing', () => {
  kept.set('weiguan.filters', '[{"name":1}]');
  expect(told(open())).toEqual([]);
});
