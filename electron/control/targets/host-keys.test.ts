import { expect, test } from 'vitest';
import { openKeptValues } from '../../kept-values.ts';
import { checkHostKey } from '../../ssh/host-key.ts';
import type { Store } from '../../store/store.ts';
import { openTargetHostKeys } from './host-keys.ts';

const [first, other] = ['ssh-ed25519 SHA256:first', 'ssh-ed25519 SHA256:other'];

async function openKept(targetHostKeys: unknown) {
  const rows: Record<string, unknown> = { targetHostKeys };
  const store = { do: async (name: string, given: object) => (name === 'settings.all' ? rows : Object.assign(rows, given)) };
  const kept = await openKeptValues(store as unknown as Store);
  return { rows, kept, keys: openTargetHostKeys(kept) };
}

test.each([
  ['one key', { web: { 'a:22': { key: first } } }],
  ['the keys of a target', { web: [first] }],
  ['all of them', [{ web: first }]],
])('a server is not trusted anew where a newer version has kept %s in another shape', async (_, kept) => {
  const { keys } = await openKept(kept);
  expect(await checkHostKey(keys.of('web'), 'a:22', other)).toBeDefined();
});

test('keys in another shape are told before anybody connects', async () => {
  const { kept } = await openKept({ web: ['newer'] });
  expect(kept.problem()?.params?.names).toBe('targetHostKeys');
});

test('what can be read beside that counts, what can’t stays as it is, and is told', async () => {
  const { rows, kept, keys } = await openKept({ web: { 'a:22': { key: first }, 'b:22': first }, db: ['newer'] });
  expect(await checkHostKey(keys.of('web'), 'b:22', first)).toBeUndefined();
  expect(await checkHostKey(keys.of('web'), 'c:22', other)).toBeUndefined();
  expect(await checkHostKey(keys.of('mail'), 'm:22', other)).toBeUndefined();
  expect(rows.targetHostKeys).toEqual({
    ...{ web: { 'a:22': { key: first }, 'b:22': first, 'c:22': other }, db: ['newer'], mail: { 'm:22': other } },
  });
  await keys.of('web').get('a:22');
  expect(kept.problem()?.params?.names).toBe('targetHostKeys');
});

test('the keys of a target that was deleted are trusted no more, and come back with it', async () => {
  const { keys } = await openKept({ web: { 'a:22': first } });
  const forgotten = await keys.forget('web');
  expect(await keys.of('web').get('a:22')).toBeUndefined();
  await keys.remember('web', forgotten);
  expect(await keys.of('web').get('a:22')).toBe(first);
});

test('where all keys are in another shape, none is trusted anew because a server was deleted and brought back', async () => {
  const { rows, keys } = await openKept([{ web: first }]);
  await keys.remember('web', await keys.forget('web'));
  expect(await checkHostKey(keys.of('db'), 'b:22', other)).toBeDefined();
  expect(rows.targetHostKeys).toEqual([{ web: first }]);
  await keys.trustNext('web');
  expect(await checkHostKey(keys.of('web'), 'a:22', other)).toBeUndefined();
});
