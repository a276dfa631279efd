import { ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { forgetProxyPassword, loadSecrets } from './account-secrets.ts';
import type { HeldAccount } from './held-account.ts';

/** Reads an account's secrets, where that has not been done yet. */
export async function readSecrets(secrets: SecretStore, account: HeldAccount, clock: Clock): Promise<Result<null>> {
  if (!account.unread) return ok(null);
  const loaded = await loadSecrets(secrets, account.account.id, clock.now());
  if (!loaded.ok) {
    account.unread = loaded.error;
    return loaded;
  }
  Object.assign(account, loaded.value);
  delete account.unread;
  // What could not be deleted when the way out was changed.
  return forgetProxyPassword(secrets, account);
}

/** Reads those of all these accounts; gives back the first failure. */
export async function readAll(secrets: Secrets, accounts: readonly HeldAccount[], clock: Clock): Promise<Result<null>> {
  const opened = await secrets();
  if (!opened.ok) {
    for (const account of accounts) account.unread = opened.error;
    return opened;
  }
  const results = await Promise.all(accounts.map((account) => readSecrets(opened.value, account, clock)));
  return results.find((result) => !result.ok) ?? ok(null);
}
