import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AccountDraft } from '../../shared/account-draft.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import { createEventHub } from '../events.ts';
import { type LeftSecrets, openLeftSecrets } from '../secrets/left-secrets.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import { type Accounts, openAccounts } from './accounts.ts';

const secretTexts = { apiSecret: 's'.repeat(43), token: 'firstToken', encodingAesKey: 'k'.repeat(43) };
const draft = AccountDraft.parse({ id: 'ops', platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '1000002' });
const clock = { now: () => 1_700_000_000_000, elapsed: () => 0 };
const never = { firstMs: 60_000, longestMs: 60_000 };

let store: Store;
let secrets: SecretStore;
let leftSecrets: LeftSecrets;
let accounts: Accounts;
let isLocked: boolean;
let events: ReturnType<typeof createEventHub>;

beforeEach(async () => {
  store = await openTestStore();
  secrets = createMemoryStore(clock);
  await start(false);
  await accounts.add(draft, secretTexts);
});
afterEach(() => {
  accounts.close();
  leftSecrets.close();
});

/** As after a restart, with a keychain that is locked or open. */
async function start(locked: boolean, retry = never): Promise<void> {
  accounts?.close();
  leftSecrets?.close();
  isLocked = locked;
  events = createEventHub();
  const opened = async () => (isLocked ? err(failure('secrets/locked')) : ok(leftSecrets.sparing(secrets)));
  const common = { store, secrets: opened, retry, onBug: () => undefined };
  leftSecrets = await openLeftSecrets(common);
  accounts = await openAccounts({ ...common, leftSecrets, given: [], events, random: randomBytes, clock });
}

const view = (id = 'ops') => accounts.list().find((account) => account.id === id);
const tokens = () => accounts.callback('ops')?.candidates.map(({ age, credentials }) => `${age} ${credentials.token}`);

test('an account whose keychain was locked at the start says so, and answers by itself soon after it is unlocked', async () => {
  await start(true, { firstMs: 1, longestMs: 1 });
  expect(accounts.callback('ops')).toBeUndefined();
  expect([accounts.silence('ops'), accounts.unread('ops'), view()?.failure].map((found) => found?.code)).toEqual(
    Array(3).fill('secrets/locked'),
  );
  const answers = new Promise<void>((resolve) => events.listen(() => accounts.callback('ops') && resolve()));
  isLocked = false;
  await answers;
  expect(tokens()).toEqual(['present firstToken']);
  expect(view()?.failure).toBeUndefined();
});

test('while the keychain is locked nothing is changed or exported, and when it opens all is there again', async () => {
  await start(true);
  // Nobody may take what could not be read for what is not there, and reset it in WeChat's console.
  expect(view()).toMatchObject({ missing: [], unread: true });
  expect(await accounts.edit({ ...draft, name: 'x' }, { token: 'secondToken' })).toMatchObject({ error: { code: 'secrets/locked' } });
  expect(await accounts.exportFile('ops', 'a long passphrase')).toMatchObject({ error: { code: 'secrets/locked' } });
  isLocked = false;
  await accounts.edit(draft, { token: 'secondToken' });
  expect(tokens()).toEqual(['present firstToken', 'pending secondToken']);
  expect(view()).not.toHaveProperty('unread');
});

test('an account whose secrets nobody can open any more is disabled, enabled and deleted all the same', async () => {
  await start(true);
  expect(await accounts.enable('ops', false)).toMatchObject({ value: { enabled: false, unread: true } });
  expect(await accounts.enable('ops', true)).toMatchObject({ value: { enabled: true, unread: true } });
  expect(await accounts.remove('ops', draft.name)).toEqual(ok(null));
  expect(accounts.list()).toEqual([]);
});

test('what a deleted account leaves in a locked keychain goes as soon as it opens, over a restart', async () => {
  await start(true);
  await accounts.remove('ops', draft.name);
  expect(await secrets.get('account/ops/token')).toMatchObject({ value: { text: 'firstToken' } });
  await start(true, { firstMs: 1, longestMs: 1 });
  isLocked = false;
  await expect.poll(async () => secrets.get('account/ops/token')).toEqual(ok(undefined));
});

test('an account that is added under the id of one that left secrets keeps its own', async () => {
  await start(true);
  await accounts.remove('ops', draft.name);
  isLocked = false;
  await accounts.add(draft, { ...secretTexts, token: 'ofTheNewOne' });
  await start(false);
  expect([view()?.missing, tokens()]).toEqual([[], ['present ofTheNewOne']]);
});
