import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { type Failure, ok } from '../../shared/result.ts';
import type { SavedScript } from '../../shared/script.ts';
import { followChanges } from './follow-changes.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';
import { formOfScript, type ScriptForm, scriptOfForm } from './script-form.ts';

/** What stands in the place of a server in the address while scripts are looked at; no server's id begins with `+`. */
export const scriptsPart = '+scripts';
/** The place of a script that is yet to be added. */
export const newScript = '+';
/** The address's part for one script. */
export const partOfScript = (id: string): string => `${scriptsPart}:${id}`;
/** Which script a part of the address names: null for the list, undefined where it is about something else. */
export function scriptOfPart(part: string | null): string | null | undefined {
  if (part === scriptsPart) return null;
  return part?.startsWith(`${scriptsPart}:`) ? part.slice(scriptsPart.length + 1) : undefined;
}

export interface ScriptsState {
  scripts: Loadable<SavedScript[]>;
  /** Changes that are not saved, by id, or under `newScript`. */
  drafts: Record<string, ScriptForm>;
  /** The script that is being saved or deleted. */
  busy: string | null;
  /** What the last change ran into. */
  failure: Failure | null;
  /** What was deleted last, and can be put back. */
  removed: SavedScript | null;
  load(): Promise<void>;
  /** Keeps a draft; null discards it. One that says the same as the script is none. */
  edit(key: string, form: ScriptForm | null): void;
  /** Adds or changes it; the answer is its id, or null where it was not saved. */
  save(key: string, form: ScriptForm): Promise<string | null>;
  remove(script: SavedScript): Promise<boolean>;
  /** Puts back what was deleted last; the answer is whether it is back. */
  restore(): Promise<boolean>;
  letGo(): void;
}

/** The scripts that the admin saved. */
export function createScriptsStore(bridge: WeiguanBridge) {
  const questions = createQuestions<SavedScript[]>();
  const store = createStore<ScriptsState>()((set, get) => {
    const list = () => get().scripts.value ?? [];
    const dropDraft = (key: string) => set(({ drafts: { [key]: _, ...drafts } }) => ({ drafts }));
    async function put(script: SavedScript): Promise<boolean> {
      set({ busy: script.id, failure: null });
      const done = await bridge.call('scripts.put', { script });
      set({ busy: null, failure: done.ok ? null : done.error });
      if (!done.ok) return false;
      const isKnown = list().some(({ id }) => id === script.id);
      const value = isKnown ? list().map((other) => (other.id === script.id ? done.value : other)) : [...list(), done.value];
      set({ scripts: { state: 'ready', value } });
      return true;
    }
    return {
      scripts: loading,
      drafts: {},
      busy: null,
      failure: null,
      removed: null,
      async load() {
        const listed = await questions.ask(bridge.call('scripts.list', {}));
        if (!listed) return;
        const { answer, since } = listed;
        set({ scripts: settled(answer.ok ? ok(since.at(-1) ?? answer.value) : answer, get().scripts) });
      },
      edit(key, form) {
        const saved = list().find(({ id }) => id === key);
        set({ failure: null });
        if (!form || (saved && JSON.stringify(form) === JSON.stringify(formOfScript(saved)))) return dropDraft(key);
        set(({ drafts }) => ({ drafts: { ...drafts, [key]: form } }));
      },
      async save(key, form) {
        const script = scriptOfForm(form);
        if (!script || !(await put(script))) return null;
        dropDraft(key);
        return script.id;
      },
      async remove(script) {
        set({ busy: script.id, failure: null });
        const done = await bridge.call('scripts.remove', { id: script.id });
        set({ busy: null, failure: done.ok ? null : done.error });
        if (!done.ok) return false;
        dropDraft(script.id);
        set({ scripts: { state: 'ready', value: list().filter(({ id }) => id !== script.id) }, removed: script });
        return true;
      },
      async restore() {
        const { removed } = get();
        if (!removed || !(await put(removed))) return false;
        set({ removed: null });
        return true;
      },
      letGo: () => set({ removed: null }),
    };
  });
  followChanges(store, ({ scripts }) => scripts, formOfScript);

  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('scripts.changed', (scripts) => {
        questions.note(scripts);
        store.setState({ scripts: { state: 'ready', value: scripts } });
      });
    },
  };
}
