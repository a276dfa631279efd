import { expect, test } from 'vitest';
import type { KeptStorage } from './kept.ts';
import { createListDeskStore } from './list-desk.ts';
import { noTargetFilter } from './target-filter.ts';

const openDesk = (storage: KeptStorage) => createListDeskStore(storage, { key: 'weiguan.servers', view: 'cards', filter: noTargetFilter });

test('the view is found as it was left, the filters are not', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, text: string) => void kept.set(name, text) };
  const { store } = openDesk(storage);
  expect(store.getState().view).toBe('cards');
  store.getState().show('table');
  store.getState().toggle('tags', '生产');
  expect(store.getState().tags).toEqual(['生产']);
  expect(openDesk(storage).store.getState()).toMatchObject({ view: 'table', tags: [] });
  store.getState().toggle('tags', '生产');
  expect(store.getState().tags).toEqual([]);
});

test('servers are taken into the choice and out of it, each once', () => {
  const { store } = openDesk({ getItem: () => null, setItem: () => undefined });
  store.getState().choose(['web', 'db'], true);
  store.getState().choose(['web'], true);
  expect(store.getState().chosen).toEqual(['db', 'web']);
  store.getState().choose(['db', 'gone'], false);
  expect(store.getState().chosen).toEqual(['web']);
});
