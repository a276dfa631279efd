import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { failure } from '../shared/failures.ts';
import { namedSettings } from '../shared/setting-words.ts';
import { type KeptValues, openKeptValues } from './kept-values.ts';
import type { Store } from './store/store.ts';

/** A settings table that holds these. */
async function opened(rows: Record<string, unknown>, onProblem?: () => void) {
  const store = {
    do: async (name: string, given: object) => (name === 'settings.all' ? structuredClone(rows) : Object.assign(rows, given)),
  } as unknown as Store;
  return openKeptValues(store, onProblem);
}

const Rule = z.object({ id: z.string() }).strict();
const newer = { id: 'b', urgent: true };

test('of a list one entry that a newer version has kept does not take the others with it', async () => {
  const kept = await opened({ rules: [{ id: 'a' }, newer, { id: 'c' }] });
  expect(kept.readEach('rules', Rule)).toEqual({ items: [{ id: 'a' }, { id: 'c' }], unreadable: 1 });
  expect(kept.problem()).toMatchObject({ code: 'settings/unreadable', params: { names: 'rules' } });
});

test('what can not be read is put aside before something else takes its place', async () => {
  const rows: Record<string, unknown> = { rules: [newer], plan: { weeks: 2 }, fine: 1 };
  const told: (string | undefined)[] = [];
  const kept: KeptValues = await opened(rows, () => void told.push(kept.problem()?.params?.names));
  kept.readEach('rules', Rule);
  expect([kept.read('plan', z.string()), kept.read('fine', z.number())]).toEqual([undefined, 1]);
  expect([kept.problem()?.params, told]).toEqual([{ names: 'rules, plan' }, ['rules', 'rules, plan']]);
  await kept.keep('rules', []);
  await kept.keep('plan', 'weekly');
  await kept.keep('fine', 2);
  expect(rows).toEqual({ rules: [], 'rules.unreadable': [newer], plan: 'weekly', 'plan.unreadable': { weeks: 2 }, fine: 2 });
  expect([kept.problem(), told.slice(2)]).toEqual([undefined, ['plan', undefined]]);
  await kept.keep('rules', [{ id: 'a' }]);
  expect(rows['rules.unreadable']).toEqual([newer]);
});

test('what was never kept, or was taken back, is no problem', async () => {
  const kept = await opened({ held: null });
  expect([kept.read('held', z.literal(1)), kept.readEach('rules', Rule)]).toEqual([undefined, { items: [], unreadable: 0 }]);
  expect(kept.problem()).toBeUndefined();
});

test('what the disk refuses is not taken for kept', async () => {
  const rows = { retention: { days: 1 } };
  const store = { do: async (name: string) => (name === 'settings.all' ? rows : Promise.reject(new Error('full'))) };
  const kept = await openKeptValues(store as unknown as Store);
  await expect(kept.keep('retention', { days: 2 })).rejects.toThrow('full');
  expect(kept.read('retention', z.object({ days: z.number() }))).toEqual({ days: 1 });
});

test('every name that something is kept under has its words', () => {
  const folder = new URL('./', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  const names = sources.flatMap((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const constants = new Map([...text.matchAll(/const (\w+) = '([\w.]+)';/g)].map(([, name = '', value = '']) => [name, value]));
    return [...text.matchAll(/kept\.(?:keep|read|readEach)\((?:'([\w.]+)'|(\w+))/g)].flatMap(
      ([, given, name = '']) => given ?? constants.get(name) ?? [],
    );
  });
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(namedSettings(failure('settings/unreadable', { names: name }), 'en').params?.names, name).not.toBe(name);
});
