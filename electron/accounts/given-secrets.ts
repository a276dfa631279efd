import { ok } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Accounts } from './accounts.ts';

/** Secrets of the config file and the sandbox are in memory, and what is got with them stays there. */
export function givenSecrets(accounts: Accounts, memory: SecretStore): SecretStore {
  return {
    ...memory,
    async get(name) {
      const [, id = '', kind] = name.split('/');
      const text = kind === 'api-secret' ? accounts.secret(id, 'apiSecret') : undefined;
      return text === undefined ? memory.get(name) : ok({ text, changedAt: 0 });
    },
  };
}
