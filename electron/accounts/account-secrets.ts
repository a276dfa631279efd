import type { AccountSecretName } from '../../shared/account-view.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { HeldAccount, HeldSecrets } from './held-account.ts';

/** What each secret of an account is called in the secret store, below `account/<id>/`. */
const storedNames = {
  apiSecret: 'api-secret',
  token: 'token',
  encodingAesKey: 'encoding-aes-key',
  proxyPassword: 'proxy-password',
} as const satisfies Record<AccountSecretName, string>;
const pendingNames = { token: 'pending-token', encodingAesKey: 'pending-encoding-aes-key' } as const;

/** Kept by the API client; it goes with its account. */
const accessTokenName = 'access-token';

/** Whether a secret is in use, or new and not verified yet. */
export type SecretSlot = { name: AccountSecretName; pending?: false } | { name: keyof typeof pendingNames; pending: true };

const placeOf = (account: string, slot: SecretSlot) =>
  `account/${account}/${slot.pending ? pendingNames[slot.name] : storedNames[slot.name]}`;

/** Reads all secrets of an account. */
export async function loadSecrets(store: SecretStore, account: string): Promise<Result<Pick<HeldAccount, 'secrets' | 'pending'>>> {
  const secrets: HeldSecrets = {};
  const pending: HeldAccount['pending'] = {};
  for (const name of Object.keys(storedNames) as AccountSecretName[]) {
    const read = await store.get(placeOf(account, { name }));
    if (!read.ok) return read;
    if (read.value) secrets[name] = read.value;
  }
  for (const name of Object.keys(pendingNames) as (keyof typeof pendingNames)[]) {
    const read = await store.get(placeOf(account, { name, pending: true }));
    if (!read.ok) return read;
    if (read.value) pending[name] = read.value;
  }
  return ok({ secrets, pending });
}

/** Writes one secret, on disk first and then in memory. */
export async function putSecret(store: SecretStore, held: HeldAccount, slot: SecretSlot, text: string): Promise<Result<null>> {
  const written = await store.set(placeOf(held.account.id, slot), text);
  if (!written.ok) return written;
  if (slot.pending) held.pending[slot.name] = written.value;
  else held.secrets[slot.name] = written.value;
  return ok(null);
}

/** Makes the new Token and key the present ones. The order is such that a crash in between loses neither. */
export async function promotePending(store: SecretStore, held: HeldAccount): Promise<Result<null>> {
  for (const [name, secret] of Object.entries(held.pending) as [keyof typeof pendingNames, { text: string }][]) {
    const written = await putSecret(store, held, { name }, secret.text);
    if (!written.ok) return written;
    const removed = await store.delete(placeOf(held.account.id, { name, pending: true }));
    if (!removed.ok) return removed;
    delete held.pending[name];
  }
  return ok(null);
}

/** Forgets everything of an account. */
export async function deleteSecrets(store: SecretStore, account: string): Promise<Result<null>> {
  const names = [...Object.values(storedNames), ...Object.values(pendingNames), accessTokenName];
  for (const name of names) {
    const removed = await store.delete(`account/${account}/${name}`);
    if (!removed.ok) return removed;
  }
  return ok(null);
}
