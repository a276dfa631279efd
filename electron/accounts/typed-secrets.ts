import type { Account } from '../../shared/account.ts';
import type { AccountSecretsDraft } from '../../shared/account-draft.ts';
import type { AccountSecretName } from '../../shared/account-view.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { putSecret } from './account-secrets.ts';
import type { HeldAccount } from './held-account.ts';

/** Keeps secrets as typed: a new Token or key replaces nothing that WeChat still signs with. */
export async function putTyped(store: SecretStore, account: HeldAccount, typed: AccountSecretsDraft): Promise<Result<null>> {
  const inUse = account.secrets.token !== undefined;
  for (const [name, text] of Object.entries(typed) as [AccountSecretName, string | undefined][]) {
    if (text === undefined) continue;
    const waits = inUse && (name === 'token' || name === 'encodingAesKey');
    const put = await putSecret(store, account, waits ? { name, pending: true } : { name }, text);
    if (!put.ok) return put;
  }
  return ok(null);
}

/** Which secret would go to another server than the one that it was entered for; it has to be typed again. */
export function secretForElsewhere({ account, secrets }: HeldAccount, wanted: Account, typed: AccountSecretsDraft): string | undefined {
  const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : url);
  const proxyOf = ({ wayOut }: Account) => (wayOut.via === 'proxy' ? wayOut.url : '');
  const movesApi = originOf(account.apiBase) !== originOf(wanted.apiBase);
  if (movesApi && secrets.apiSecret && typed.apiSecret === undefined) return account.platform === 'wecom' ? 'Secret' : 'AppSecret';
  const movesProxy = proxyOf(wanted) !== '' && proxyOf(account) !== proxyOf(wanted);
  return movesProxy && secrets.proxyPassword && typed.proxyPassword === undefined ? 'proxy' : undefined;
}
