import { type AccountSecretName, callbackSecretNames } from '../../shared/account-view.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Secret, SecretStore } from '../secrets/secret-store.ts';
import type { CallbackKeys, HeldAccount, HeldSecrets } from './held-account.ts';

/** What each secret of an account is called in the secret store, below `account/<id>/`. */
const storedNames = {
  apiSecret: 'api-secret',
  token: 'token',
  encodingAesKey: 'encoding-aes-key',
  proxyPassword: 'proxy-password',
} as const satisfies Record<AccountSecretName, string>;
const pendingNames = { token: 'pending-token', encodingAesKey: 'pending-encoding-aes-key' } as const;
const outgoingNames = { token: 'outgoing-token', encodingAesKey: 'outgoing-encoding-aes-key', isOver: 'outgoing-is-over' } as const;

/** Redeliveries may come signed with the old Token for a minute; ten leave room for a slow hand. */
export const outgoingMs = 10 * 60_000;

/** Kept by the API client; it goes with its account. */
const accessTokenName = 'access-token';

/** Whether a secret is in use, or new and not verified yet. */
export type SecretSlot = { name: AccountSecretName; pending?: false } | { name: keyof typeof pendingNames; pending: true };

const placeOf = (account: string, slot: SecretSlot) =>
  `account/${account}/${slot.pending ? pendingNames[slot.name] : storedNames[slot.name]}`;

type Loaded = Pick<HeldAccount, 'secrets' | 'pending' | 'outgoing'>;

/** One that is damaged is as good as missing: then it can be entered again. */
async function readable(store: SecretStore, place: string): Promise<Result<Secret | undefined>> {
  const read = await store.get(place);
  return !read.ok && read.error.code === 'secrets/entry' ? ok(undefined) : read;
}

/** Reads all secrets of an account. Those whose time is over are forgotten. */
export async function loadSecrets(store: SecretStore, account: string, now: number): Promise<Result<Loaded>> {
  const secrets: HeldSecrets = {};
  const pending: HeldAccount['pending'] = {};
  for (const name of Object.keys(storedNames) as AccountSecretName[]) {
    const read = await readable(store, placeOf(account, { name }));
    if (!read.ok) return read;
    if (read.value) secrets[name] = read.value;
  }
  for (const name of Object.keys(pendingNames) as (keyof typeof pendingNames)[]) {
    const read = await readable(store, placeOf(account, { name, pending: true }));
    if (!read.ok) return read;
    if (read.value) pending[name] = read.value;
  }
  const outgoing = await loadOutgoing(store, account, now);
  return outgoing.ok ? ok({ secrets, pending, ...(outgoing.value && { outgoing: outgoing.value }) }) : outgoing;
}

async function loadOutgoing(store: SecretStore, account: string, now: number): Promise<Result<HeldAccount['outgoing']>> {
  const place = (name: keyof typeof outgoingNames) => `account/${account}/${outgoingNames[name]}`;
  const token = await readable(store, place('token'));
  if (!token.ok) return token;
  if (!token.value) return ok(undefined);
  const until = token.value.changedAt + outgoingMs;
  if (until <= now) return forgetOutgoing(store, account);
  const key = await readable(store, place('encodingAesKey'));
  if (!key.ok) return key;
  const isOver = await readable(store, place('isOver'));
  return isOver.ok
    ? ok({ token: token.value.text, encodingAesKey: key.value?.text, until, ...(isOver.value && { isOver: 'kept' }) })
    : isOver;
}

async function forgetOutgoing(store: SecretStore, account: string): Promise<Result<undefined>> {
  for (const name of Object.values(outgoingNames)) {
    const removed = await store.delete(`account/${account}/${name}`);
    if (!removed.ok) return removed;
  }
  return ok(undefined);
}

/** Writes one secret, on disk first and then in memory. */
export async function putSecret(store: SecretStore, held: HeldAccount, slot: SecretSlot, text: string): Promise<Result<null>> {
  const written = await store.set(placeOf(held.account.id, slot), text);
  if (!written.ok) return written;
  if (slot.pending) held.pending[slot.name] = written.value;
  else held.secrets[slot.name] = written.value;
  return ok(null);
}

/** Forgets a new Token or key that waits for WeChat. */
export async function dropPending(store: SecretStore, held: HeldAccount, name: keyof typeof pendingNames): Promise<Result<null>> {
  const removed = await store.delete(placeOf(held.account.id, { name, pending: true }));
  if (removed.ok) delete held.pending[name];
  return removed;
}

/**
 * Makes the Token and key that WeChat signs with the present ones; those in use before are good for a while yet. What
 * is pending stays so where it is something else by now. The order is such that a crash in between loses neither.
 */
export async function adopt(store: SecretStore, held: HeldAccount, used: CallbackKeys): Promise<Result<null>> {
  const isPresent = callbackSecretNames.every((name) => used[name] === held.secrets[name]?.text);
  // Where only half could be written the last time, what is present now is a mixture that WeChat never signed with.
  const isRetired = held.retiredFor?.token === used.token && held.retiredFor.encodingAesKey === used.encodingAesKey;
  if (!isPresent && !isRetired) {
    const retired = await retirePresent(store, held);
    if (!retired.ok) return retired;
    held.retiredFor = used;
  }
  for (const name of callbackSecretNames) {
    const text = used[name];
    if (text === undefined) continue;
    const written = held.secrets[name]?.text === text ? ok(null) : await putSecret(store, held, { name }, text);
    if (!written.ok) return written;
    const removed = held.pending[name]?.text === text ? await dropPending(store, held, name) : ok(null);
    if (!removed.ok) return removed;
  }
  delete held.retiredFor;
  return ok(null);
}

/** WeChat signs with the new ones: the old ones, which somebody else may have, last no longer than they do now. */
export async function endOutgoing(store: SecretStore, held: HeldAccount): Promise<Result<null>> {
  const { outgoing } = held;
  const ended = await store.set(`account/${held.account.id}/${outgoingNames.isOver}`, 'true');
  if (!ended.ok) return ended;
  if (outgoing) outgoing.isOver = 'kept';
  return ok(null);
}

/** WeChat still signs with the old ones, so they stay good. */
export async function keepOutgoing(store: SecretStore, held: HeldAccount): Promise<Result<null>> {
  const { outgoing } = held;
  if (!outgoing || outgoing.isOver) return ok(null);
  const kept = await store.set(`account/${held.account.id}/${outgoingNames.token}`, outgoing.token);
  if (!kept.ok) return kept;
  held.outgoing = { ...outgoing, until: kept.value.changedAt + outgoingMs };
  return ok(null);
}

async function retirePresent(store: SecretStore, held: HeldAccount): Promise<Result<null>> {
  const { token, encodingAesKey } = held.secrets;
  if (!token) return ok(null);
  const forgotten = await forgetOutgoing(store, held.account.id);
  if (!forgotten.ok) return forgotten;
  const place = (name: keyof typeof outgoingNames) => `account/${held.account.id}/${outgoingNames[name]}`;
  const key = encodingAesKey ? await store.set(place('encodingAesKey'), encodingAesKey.text) : ok(undefined);
  if (!key.ok) return key;
  const kept = await store.set(place('token'), token.text);
  if (!kept.ok) return kept;
  held.outgoing = { token: token.text, encodingAesKey: encodingAesKey?.text, until: kept.value.changedAt + outgoingMs };
  return ok(null);
}

/** Forgets a secret that is in use. */
export async function dropSecret(store: SecretStore, held: HeldAccount, name: AccountSecretName): Promise<Result<null>> {
  const removed = await store.delete(placeOf(held.account.id, { name }));
  if (removed.ok) delete held.secrets[name];
  return removed;
}

/** Forgets the password of a proxy that is not the way out any more. */
export async function forgetProxyPassword(store: SecretStore, held: HeldAccount): Promise<Result<null>> {
  if (held.account.wayOut.via === 'proxy' || !held.secrets.proxyPassword) return ok(null);
  return dropSecret(store, held, 'proxyPassword');
}

/** What everything of an account is kept under. */
export const secretNames = (account: string): string[] =>
  [...Object.values(storedNames), ...Object.values(pendingNames), ...Object.values(outgoingNames), accessTokenName].map(
    (name) => `account/${account}/${name}`,
  );

/** Forgets everything of an account. */
export async function deleteSecrets(store: SecretStore, account: string): Promise<Result<null>> {
  for (const name of secretNames(account)) {
    const removed = await store.delete(name);
    if (!removed.ok) return removed;
  }
  return ok(null);
}
