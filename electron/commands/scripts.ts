import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { SavedScript, scriptLimits, wordsOf } from '../../shared/script.ts';
import { scriptRemoved, scriptSaved } from '../console-record.ts';
import type { Store } from '../store/store.ts';
import { foldWord } from './fold-word.ts';

/** Scripts that the admin saved, and nobody else can write; kept on disk. */
export interface Scripts {
  list(): readonly SavedScript[];
  /** By id, name or alias, letter case and full-width forms aside. */
  find(word: string): SavedScript | undefined;
  /** Fails with `scripts/name` and `scripts/too-many`. */
  put(script: SavedScript, language: Language): Promise<Result<SavedScript>>;
  remove(id: string): Promise<void>;
}

export interface ScriptsOptions {
  store: Pick<Store, 'do'>;
  now(): number;
  onChanged(scripts: readonly SavedScript[]): void;
}

export async function openScripts({ store, now, onChanged }: ScriptsOptions): Promise<Scripts> {
  let all = (await store.do('scripts.list')).flatMap((kept) => SavedScript.safeParse(kept).data ?? []);
  const change = (changed: SavedScript[]) => {
    all = changed;
    onChanged(all);
  };
  return {
    list: () => all,
    find: (word) => findScript(all, word),
    async put(script, language) {
      const isNew = !all.some(({ id }) => id === script.id);
      if (isNew && all.length >= scriptLimits.scripts) {
        return err(failure('scripts/too-many', { limit: String(scriptLimits.scripts) }, language));
      }
      const taken = wordsOf(script).find((word) => all.some((other) => other.id !== script.id && isCalled(other, word)));
      if (taken !== undefined) return err(failure('scripts/name', { name: taken }, language));
      await store.do('scripts.put', { script, trail: [scriptSaved(now(), script)] });
      change(isNew ? [...all, script] : all.map((other) => (other.id === script.id ? script : other)));
      return ok(script);
    },
    async remove(id) {
      if (!all.some((script) => script.id === id)) return;
      await store.do('scripts.remove', { id, trail: [scriptRemoved(now(), id)] });
      change(all.filter((other) => other.id !== id));
    },
  };
}

/** What `word` names among some scripts. */
export const findScript = (scripts: readonly SavedScript[], word: string): SavedScript | undefined =>
  scripts.find((script) => isCalled(script, word));

const isCalled = (script: SavedScript, word: string) => wordsOf(script).some((known) => foldWord(known) === foldWord(word));
