import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { createTurns } from '../turns.ts';
import type { Secrets } from './lazy-secrets.ts';
import { createRetries, type RetriesOptions } from './retries.ts';
import type { SecretName, SecretStore } from './secret-store.ts';

/** What the names are kept under, in the settings table. */
const settingName = 'secrets.left';

/** Secrets whose owner was deleted while the secret store refused: they go as soon as it can be opened. */
export interface LeftSecrets {
  /** They are gone, or on disk as left, when it resolves: their owner may go then. */
  forget(names: readonly SecretName[]): Promise<void>;
  /** The same without a try: they may be asked back. */
  leave(names: readonly SecretName[]): Promise<void>;
  /** Their owner is there again: gives back which of them are still to be had. */
  takeBack(names: readonly SecretName[]): Promise<SecretName[]>;
  /** The store as owners should see it: what is written anew is left no more. */
  sparing(store: SecretStore): SecretStore;
  /** Tries all of them again. */
  again(): Promise<void>;
  close(): void;
}

export interface LeftSecretsOptions extends Pick<RetriesOptions, 'onBug' | 'retry'> {
  store: Store;
  secrets: Secrets;
}

export async function openLeftSecrets({ store, secrets, onBug, retry }: LeftSecretsOptions): Promise<LeftSecrets> {
  const turns = createTurns();
  const kept = z.array(z.string()).safeParse((await store.do('settings.all'))[settingName]);
  let left: readonly SecretName[] = kept.data ?? [];
  const retries = createRetries({ work: forgetLeft, isLeft: () => left.length > 0, turns, onBug, retry });

  async function keep(names: readonly SecretName[]): Promise<void> {
    await store.do('settings.put', { [settingName]: names });
    left = names;
  }

  async function note(names: readonly SecretName[]): Promise<void> {
    await keep([...new Set([...left, ...names])]);
    retries.later();
  }

  async function takeBack(names: readonly SecretName[]): Promise<SecretName[]> {
    const back = names.filter((name) => left.includes(name));
    if (back.length > 0) await keep(left.filter((name) => !back.includes(name)));
    return back;
  }

  async function forgetLeft(): Promise<void> {
    const remaining = await refusedOf(left);
    if (remaining.length < left.length) await keep(remaining);
  }

  /** Deletes them; gives back those that the store would not let go. */
  async function refusedOf(names: readonly SecretName[]): Promise<readonly SecretName[]> {
    if (names.length === 0) return names;
    const opened = await secrets();
    if (!opened.ok) return names;
    const refused: SecretName[] = [];
    for (const name of names) if (!(await opened.value.delete(name)).ok) refused.push(name);
    return refused;
  }

  if (left.length > 0) retries.later();
  return {
    forget: (names) =>
      turns(async () => {
        const refused = await refusedOf(names);
        if (refused.length > 0) await note(refused);
      }),
    leave: (names) => turns(() => note(names)),
    takeBack: (names) => turns(() => takeBack(names)),
    sparing: (opened) => ({
      ...opened,
      // why before it is written: cut off in between, an old secret stays, and no new one is lost
      set: (name, text) => (left.length === 0 ? opened.set(name, text) : turns(() => takeBack([name]).then(() => opened.set(name, text)))),
    }),
    again: () => turns(forgetLeft),
    close: retries.close,
  };
}
