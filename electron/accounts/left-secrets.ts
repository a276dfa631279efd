import { z } from 'zod';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Store } from '../store/store.ts';
import { deleteSecrets } from './account-secrets.ts';

/** What the ids are kept under, in the settings table. */
const settingName = 'accounts.left-secrets';

/** Accounts that were deleted while the secret store refused: their secrets go as soon as it can be opened. */
export interface LeftSecrets {
  /** On disk when it resolves: the account itself may go then. */
  note(id: string): Promise<void>;
  isLeft(): boolean;
  /** Forgets what is left of accounts that are not there; gives back the first failure. */
  forget(secrets: () => Promise<Result<SecretStore>>, isThere: (id: string) => boolean): Promise<Result<null>>;
}

export async function openLeftSecrets(store: Store): Promise<LeftSecrets> {
  const kept = z.array(z.string()).safeParse((await store.do('settings.all'))[settingName]);
  let left: readonly string[] = kept.data ?? [];
  const keep = async (ids: readonly string[]) => {
    await store.do('settings.put', { [settingName]: ids });
    left = ids;
  };
  return {
    note: (id) => keep([...new Set([...left, id])]),
    isLeft: () => left.length > 0,
    async forget(secrets, isThere) {
      if (left.length === 0) return ok(null);
      const opened = await secrets();
      if (!opened.ok) return opened;
      let failed: Failure | undefined;
      const remaining: string[] = [];
      for (const id of left) {
        // why: an account that was added under this id since began with none of them
        const forgotten = isThere(id) ? ok(null) : await deleteSecrets(opened.value, id);
        if (forgotten.ok) continue;
        failed ??= forgotten.error;
        remaining.push(id);
      }
      await keep(remaining);
      return failed ? err(failed) : ok(null);
    },
  };
}
