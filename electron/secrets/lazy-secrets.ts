import type { Result } from '../../shared/result.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { SecretStore } from './secret-store.ts';

/** The secret store, opened when it is first needed: a keychain may ask for its password, and a newcomer has no secrets. */
export type Secrets = () => Promise<Result<SecretStore>>;

/** After a failure nobody tries again for as long as it took to come, and for this long at most, in ms. */
const longestPauseMs = 5_000;

/**
 * Opens once; where that failed, the next one who asks tries again: at once, or 5 seconds after it ran out of time, for
 * then the keychain still waits for its password.
 * @param onOpened whoever found it locked may try again
 */
export function lazySecrets(
  open: () => Promise<Result<SecretStore>>,
  onOpened: () => void,
  clock: Pick<Clock, 'elapsed'> = systemClock,
): Secrets {
  let opening: Promise<Result<SecretStore>> | undefined;
  let againAt = Number.POSITIVE_INFINITY;
  const attempt = async () => {
    const start = clock.elapsed();
    againAt = Number.POSITIVE_INFINITY;
    const opened = await open();
    const end = clock.elapsed();
    if (opened.ok) onOpened();
    else againAt = end + Math.min(end - start, longestPauseMs);
    return opened;
  };
  return async () => {
    if (!opening || clock.elapsed() >= againAt) opening = attempt();
    return opening;
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
