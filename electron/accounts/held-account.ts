import type { Account } from '../../shared/account.ts';
import type { AccountSecretName, AccountView, CallbackSecretName, SecretMark, Verification } from '../../shared/account-view.ts';
import type { Failure } from '../../shared/result.ts';
import type { CallbackAccount, Candidate } from '../callback/accounts.ts';
import { type AesKey, type CallbackCredentials, readEncodingAesKey } from '../wechat/credentials.ts';

/** A secret in memory; one of the config file's has no date. */
export interface HeldSecret {
  text: string;
  changedAt?: number | undefined;
}

export type HeldSecrets = { [Name in AccountSecretName]?: HeldSecret };

/** Token and key that have just been replaced: redeliveries may still be signed with them. */
interface Outgoing {
  token: string;
  encodingAesKey?: string | undefined;
  /** Until when they are good, Unix time in ms. */
  until: number;
  /** WeChat signs with them though the change was a while ago. */
  isInUse?: true;
  /** WeChat has signed with those that replaced them: nothing makes them good for longer. `kept` says that it is on disk. */
  isOver?: 'noted' | 'kept';
}

/** An account as the gateway keeps it in memory. Never leaves it. */
export interface HeldAccount {
  account: Account;
  secrets: HeldSecrets;
  /** New ones that WeChat has not verified yet. */
  pending: Pick<HeldSecrets, CallbackSecretName>;
  outgoing?: Outgoing;
  /** What WeChat has verified and the secret store would not keep, and why. Until then old and new ones stay good. */
  unkept?: { used: CallbackKeys; failure: Failure };
  /** The old ones have been put aside for these, which are not all written yet. */
  retiredFor?: CallbackKeys;
  /** Newest first. */
  verifications: Verification[];
  /** Why its secrets could not be read yet: nothing may be decided by what seems to be missing. */
  unread?: Failure;
}

/** Token and key as text, as a request was opened with them. */
export interface CallbackKeys {
  token: string;
  encodingAesKey?: string | undefined;
}

/** The account as the page may see it. */
export function viewOf(held: HeldAccount): AccountView {
  const { account, secrets, pending, outgoing, verifications, unkept, unread } = held;
  const trouble = unread ?? unkept?.failure;
  return {
    ...account,
    callbackPath: `/callback/${account.id}`,
    secrets: marksOf(secrets),
    pending: marksOf(pending),
    missing: missingOf(held),
    verifications,
    ...(outgoing?.isInUse && !outgoing.isOver && { oldInUse: true }),
    ...(unread && { unread: true }),
    ...(trouble && { failure: trouble }),
  };
}

/** What is still to be entered; nothing while nobody knows. */
export function missingOf({ account, secrets, pending, unread }: HeldAccount): AccountSecretName[] {
  const lacks = (name: AccountSecretName) => !secrets[name] && !(name !== 'apiSecret' && pending[name as 'token']);
  return unread ? [] : neededSecrets(account).filter(lacks);
}

function marksOf(secrets: HeldSecrets): { [Name in AccountSecretName]?: SecretMark } {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [name, secret.changedAt === undefined ? {} : { changedAt: secret.changedAt }]),
  );
}

/** What it takes to be set up elsewhere: what is in use, or, as long as that is not whole, what waits for WeChat. */
export function secretsToKeep({ account, secrets, pending }: HeldAccount): HeldSecrets {
  const isWhole = secrets.token !== undefined && (secrets.encodingAesKey !== undefined || account.mode === 'plaintext');
  return isWhole ? secrets : { ...secrets, ...pending };
}

/** What an account cannot do without. */
function neededSecrets({ mode }: Account): AccountSecretName[] {
  return mode === 'plaintext' ? ['apiSecret', 'token'] : ['apiSecret', 'token', 'encodingAesKey'];
}

/**
 * What its callbacks may be signed and sealed with, the likeliest first; undefined where it answers nobody. Both old
 * and new credentials count during a change, because WeChat verifies the new ones before they are in use (protocol
 * reference, 1.4) and redelivers what was signed with the old ones (8.4).
 */
export function callbackAccountOf(held: HeldAccount, now: number): CallbackAccount | undefined {
  const outgoing = held.outgoing && held.outgoing.until > now ? held.outgoing : undefined;
  const known = madeAccounts.get(held);
  if (known && isMadeFrom(known, held, outgoing)) return known.made;
  const made = makeCallbackAccount(held, outgoing);
  const { account, secrets, pending } = held;
  madeAccounts.set(held, { made, account, secrets: { ...secrets }, pending: { ...pending }, outgoing: outgoing && { ...outgoing } });
  return made;
}

/** An account as its callbacks need it, with what it was made from. */
interface MadeAccount extends Pick<HeldAccount, 'account' | 'secrets' | 'pending'> {
  outgoing: Outgoing | undefined;
  made: CallbackAccount | undefined;
}

/** It is asked for with every request, and changes hardly ever: it is made anew where what it is made from has changed. */
const madeAccounts = new WeakMap<HeldAccount, MadeAccount>();

function isMadeFrom(made: MadeAccount, { account, secrets, pending }: HeldAccount, outgoing: Outgoing | undefined): boolean {
  return (
    made.account === account &&
    made.secrets.token?.text === secrets.token?.text &&
    made.secrets.encodingAesKey?.text === secrets.encodingAesKey?.text &&
    made.pending.token?.text === pending.token?.text &&
    made.pending.encodingAesKey?.text === pending.encodingAesKey?.text &&
    made.outgoing?.token === outgoing?.token &&
    made.outgoing?.encodingAesKey === outgoing?.encodingAesKey
  );
}

function makeCallbackAccount(held: HeldAccount, outgoing: Outgoing | undefined): CallbackAccount | undefined {
  const { account, secrets, pending } = held;
  if (!account.enabled) return undefined;
  const present = { token: secrets.token?.text, encodingAesKey: secrets.encodingAesKey?.text };
  const next = { token: pending.token?.text ?? present.token, encodingAesKey: pending.encodingAesKey?.text ?? present.encodingAesKey };
  const isChanging = pending.token !== undefined || pending.encodingAesKey !== undefined;
  const candidates = [
    credentialsOf(held, 'present', present),
    isChanging ? credentialsOf(held, 'pending', next) : undefined,
    outgoing && credentialsOf(held, 'outgoing', outgoing),
  ].filter((candidate) => candidate !== undefined);
  return candidates.length === 0
    ? undefined
    : { account, candidates, access: { operators: account.operators, anyCase: account.platform === 'wecom' } };
}

function credentialsOf(
  held: HeldAccount,
  age: Candidate['age'],
  keys: { token: string | undefined; encodingAesKey?: string | undefined },
): Candidate | undefined {
  const { platform, mode, receiverId } = held.account;
  const { token, encodingAesKey } = keys;
  if (token === undefined || (encodingAesKey === undefined && mode !== 'plaintext')) return undefined;
  const credentials: CallbackCredentials = { platform, mode, receiverId, token };
  const texts = { token, encodingAesKey };
  if (encodingAesKey === undefined) return { age, credentials, texts };
  const aesKey = readyKey(held, encodingAesKey);
  return aesKey && { age, credentials: { ...credentials, aesKey }, texts };
}

/** A present, a new and an old key. */
const keysAtOnce = 3;
const readyKeys = new WeakMap<HeldAccount, Map<string, AesKey>>();

/** An account's key, made ready once: with every message it would be asked for again, and its ciphers live as long as it. */
function readyKey(held: HeldAccount, text: string): AesKey | undefined {
  const ready = readyKeys.get(held) ?? new Map<string, AesKey>();
  const known = ready.get(text);
  if (known) return known;
  const key = readEncodingAesKey(text);
  if (!key.ok) return undefined;
  if (ready.size >= keysAtOnce) ready.clear();
  readyKeys.set(held, ready.set(text, key.value));
  return key.value;
}
