import type { Account } from '../../shared/account.ts';
import type { AccountSecretsDraft } from '../../shared/account-draft.ts';
import { type AccountSecretName, type CallbackSecretName, isCallbackSecret } from '../../shared/account-view.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { dropPending, putSecret } from './account-secrets.ts';
import type { HeldAccount } from './held-account.ts';

/** Keeps secrets as typed: a new Token or key replaces nothing that WeChat still signs with, and joins what waits for it already. */
export async function putTyped(store: SecretStore, account: HeldAccount, typed: AccountSecretsDraft): Promise<Result<null>> {
  const { secrets, pending } = account;
  const isWaiting = (secrets.token ?? pending.token ?? pending.encodingAesKey) !== undefined;
  for (const [name, text] of Object.entries(typed) as [AccountSecretName, string | undefined][]) {
    if (text === undefined) continue;
    const put = await (isWaiting && isCallbackSecret(name)
      ? putWaiting(store, account, name, text)
      : putSecret(store, account, { name }, text));
    if (!put.ok) return put;
  }
  return ok(null);
}

/** What is in use already has nothing to wait for: nobody could tell when WeChat has verified it. */
async function putWaiting(store: SecretStore, account: HeldAccount, name: CallbackSecretName, text: string): Promise<Result<null>> {
  if (account.secrets[name]?.text !== text) return putSecret(store, account, { name, pending: true }, text);
  return account.pending[name] ? dropPending(store, account, name) : ok(null);
}

/** The secrets that would go to another server than the one that they were entered for. */
export function movedSecrets({ account, secrets }: HeldAccount, wanted: Account): AccountSecretName[] {
  const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : url);
  const proxyOf = ({ wayOut }: Account) => (wayOut.via === 'proxy' ? wayOut.url : '');
  const movesApi = originOf(account.apiBase) !== originOf(wanted.apiBase);
  const movesProxy = proxyOf(wanted) !== '' && proxyOf(account) !== proxyOf(wanted);
  const moved: AccountSecretName[] = [...(movesApi ? (['apiSecret'] as const) : []), ...(movesProxy ? (['proxyPassword'] as const) : [])];
  return moved.filter((name) => secrets[name] !== undefined);
}

/** One that moves and was not typed again, as its field is called. */
export function notRetyped(moved: AccountSecretName[], typed: AccountSecretsDraft, { platform }: Account): string | undefined {
  const missing = moved.find((name) => typed[name] === undefined);
  if (missing === 'apiSecret') return platform === 'wecom' ? 'Secret' : 'AppSecret';
  return missing && 'proxy';
}

export const only = (typed: AccountSecretsDraft, names: AccountSecretName[]): AccountSecretsDraft =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => names.some((one) => one === name)));
export const without = (typed: AccountSecretsDraft, names: AccountSecretName[]): AccountSecretsDraft =>
  Object.fromEntries(Object.entries(typed).filter(([name]) => !names.some((one) => one === name)));
