import type { AccountSecretName } from '../../shared/account-view.ts';
import { ok } from '../../shared/result.ts';
import type { ConfiguredAccount } from '../config/configuration.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Accounts } from './accounts.ts';
import type { HeldAccount, HeldSecrets } from './held-account.ts';

/** What an API client asks for, of what the config file gives. */
const givenNames: Record<string, AccountSecretName> = { 'api-secret': 'apiSecret', 'proxy-password': 'proxyPassword' };

/** An account of the config file or the sandbox; its secrets have no date. */
export function holdGiven({ account, secrets }: ConfiguredAccount): HeldAccount {
  const known = Object.entries(secrets).filter(([, text]) => text !== undefined);
  const held = Object.fromEntries(known.map(([name, text]) => [name, { text }])) as HeldSecrets;
  return { account, secrets: held, pending: {}, verifications: [] };
}

/** Secrets of the config file and the sandbox are in memory, and what is got with them stays there. */
export function givenSecrets(accounts: Pick<Accounts, 'secret'>, memory: SecretStore): SecretStore {
  return {
    ...memory,
    async get(name) {
      const [, id = '', kind = ''] = name.split('/');
      const given = givenNames[kind];
      const text = given && accounts.secret(id, given);
      return text === undefined ? memory.get(name) : ok({ text, changedAt: 0 });
    },
  };
}

/**
 * The secrets of accounts of the console, for their API clients. A client that is still at work when its account is
 * deleted writes nothing any more: what was written before is deleted with the account.
 */
export function consoleSecrets(accounts: Pick<Accounts, 'mayKeep'>, store: SecretStore): SecretStore {
  return {
    ...store,
    async set(name, text) {
      const [, id = ''] = name.split('/');
      return accounts.mayKeep(id) ? store.set(name, text) : ok({ text, changedAt: 0 });
    },
  };
}
