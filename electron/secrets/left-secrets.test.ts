import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import { type LeftSecrets, openLeftSecrets } from './left-secrets.ts';
import { createMemoryStore } from './memory.ts';
import type { SecretStore } from './secret-store.ts';

let store: Store;
let secrets: SecretStore;
let left: LeftSecrets;
let isLocked: boolean;

beforeEach(async () => {
  store = await openTestStore();
  secrets = createMemoryStore({ now: () => 1, elapsed: () => 1 });
  isLocked = false;
  await secrets.set('target/web/ssh', 'old');
  await secrets.set('target/web/vnc', 'old');
  left = await reopened();
});
afterEach(() => left.close());

const reopened = (retry = { firstMs: 60_000, longestMs: 60_000 }) =>
  openLeftSecrets({
    ...{ store, retry, onBug: (error) => expect.fail(String(error)) },
    secrets: async () => (isLocked ? err(failure('secrets/locked')) : ok(secrets)),
  });
const names = ['target/web/ssh', 'target/web/vnc'];
const texts = async () => Promise.all(names.map(async (name) => ((await secrets.get(name)) as { value?: { text: string } }).value?.text));

test('secrets in an open store go at once', async () => {
  await left.forget(names);
  expect(await texts()).toEqual([undefined, undefined]);
  expect(await left.takeBack(names)).toEqual([]);
});

test('those that the store refuses to let go now go by themselves later, over a restart', async () => {
  isLocked = true;
  await left.forget(names);
  left.close();
  left = await reopened({ firstMs: 1, longestMs: 1 });
  expect(await texts()).toEqual(['old', 'old']);
  isLocked = false;
  await vi.waitFor(async () => expect(await texts()).toEqual([undefined, undefined]));
});

test('what is written anew under a name that was left stays', async () => {
  isLocked = true;
  await left.forget(names);
  isLocked = false;
  await left.sparing(secrets).set('target/web/ssh', 'of a new server');
  await left.again();
  expect(await texts()).toEqual(['of a new server', undefined]);
});

test('what is asked back stays, as far as it has not gone', async () => {
  await left.leave(names);
  expect(await left.takeBack(['target/web/vnc'])).toEqual(['target/web/vnc']);
  await left.again();
  expect(await texts()).toEqual([undefined, 'old']);
  expect(await left.takeBack(names)).toEqual([]);
});
