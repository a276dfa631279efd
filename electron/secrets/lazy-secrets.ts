import type { Result } from '../../shared/result.ts';
import type { SecretStore } from './secret-store.ts';

/** The secret store, opened when it is first needed: a keychain may ask for its password, and a newcomer has no secrets. */
export type Secrets = () => Promise<Result<SecretStore>>;

/** Opens once; where that failed, the next one who asks tries again. */
export function lazySecrets(open: () => Promise<Result<SecretStore>>): Secrets {
  let opening: Promise<Result<SecretStore>> | undefined;
  return async () => {
    opening ??= open();
    const opened = await opening;
    if (!opened.ok) opening = undefined;
    return opened;
  };
}

/** The store of secrets, opened when somebody asks for one. */
export function secretsOnDemand(secrets: Secrets): SecretStore {
  const use = async <T>(work: (store: SecretStore) => Promise<Result<T>>): Promise<Result<T>> => {
    const store = await secrets();
    return store.ok ? work(store.value) : store;
  };
  return {
    kind: 'keychain',
    get: (name) => use((store) => store.get(name)),
    set: (name, text) => use((store) => store.set(name, text)),
    delete: (name) => use((store) => store.delete(name)),
  };
}
