import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { type Failure, ok } from '../../shared/result.ts';
import type { TargetSecretName, TargetView } from '../../shared/target.ts';
import { freeId } from './account-form.ts';
import { type Acts, actsOf, without } from './acts.ts';
import { followChanges } from './follow-changes.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';
import {
  type FormDriver,
  formOfTarget,
  givenTargetSecrets,
  sameTargetForm,
  type TargetForm,
  type TypedTargetSecrets,
  targetOfForm,
  trialTarget,
} from './target-form.ts';
import { createUndoOffers } from './undo.ts';

/** What stands in the place of an id in the address while targets are being added; no id begins with `+`. */
export const newTarget = '+';
export const importingTargets = '+import';
export const scanning = '+scan';
/** And while labels are printed. */
export const printingLabels = '+labels';

export type TargetAct = 'save' | 'delete' | 'restore' | 'hostKey' | 'check';

/** How the last trial of a way went. */
export type Trial = { state: 'trying' } | { state: 'found'; ms: number; found: string } | { state: 'failed'; failure: Failure };

/** What is done to all stands under ''. */
export interface TargetsState extends Acts<TargetAct> {
  targets: Loadable<TargetView[]>;
  /** Changes that are not saved, by target id, or under `newTarget`. No secret is in them. */
  drafts: Record<string, TargetForm>;
  /** Trials by target and kind, see `trialKey`. */
  trials: Record<string, Trial>;
  /** Those whose host key was forgotten since the page was opened. */
  forgotten: string[];
  /** Deleted targets that can still be brought back, oldest first. */
  deleted: { id: string; name: string }[];
  load(): Promise<void>;
  /** Keeps a draft; null discards it. One that says the same as the target is none. */
  edit(key: string, form: TargetForm | null): void;
  /** Adds or changes the target; the answer is its id, or null where it was not saved. */
  save(key: string, form: TargetForm, secrets: TypedTargetSecrets, forget: TargetSecretName[]): Promise<string | null>;
  /** Whether it is gone. */
  remove(id: string): Promise<boolean>;
  /** Whether it is back. */
  restore(id: string): Promise<boolean>;
  /** Takes away the offer to bring it back. */
  letGo(id: string): void;
  tryDriver(key: string, form: TargetForm, kind: FormDriver, secrets: TypedTargetSecrets): Promise<void>;
  /** What was found out about a way that has changed since counts no more. */
  forgetTrial(key: string, kind: FormDriver): void;
  forgetHostKey(id: string): Promise<void>;
  /** Whether one answers, or all. */
  check(id?: string): Promise<void>;
  forgetFailure(key: string): void;
}

export const trialKey = (key: string, kind: FormDriver): string => `${key}/${kind}`;

/** A copy of the list in which an answer has taken its place. */
const merged = (targets: TargetView[], changed: TargetView): TargetView[] =>
  targets.some(({ id }) => id === changed.id)
    ? targets.map((target) => (target.id === changed.id ? changed : target))
    : [...targets, changed];

/** The servers, and everything that is done to them on their page. */
export function createTargetsStore(bridge: WeiguanBridge) {
  const questions = createQuestions<TargetView[]>();
  const offers = createUndoOffers((id) => store.getState().letGo(id));

  const store = createStore<TargetsState>()((set, get) => {
    const act = actsOf<TargetAct>(set);
    const list = () => get().targets.value ?? [];
    const put = (targets: TargetView[]) => set({ targets: { state: 'ready', value: targets } });
    const dropDraft = (key: string) => set(({ drafts }) => ({ drafts: without(drafts, key) }));
    const dropTrials = (key: string) =>
      set(({ trials }) => ({ trials: Object.fromEntries(Object.entries(trials).filter(([name]) => !name.startsWith(`${key}/`))) }));

    return {
      targets: loading,
      drafts: {},
      busy: {},
      failures: {},
      trials: {},
      forgotten: [],
      deleted: [],
      async load() {
        if (get().targets.state === 'failed' && get().targets.value === undefined) set({ targets: loading });
        const listed = await questions.ask(bridge.call('targets.list', {}));
        if (!listed) return;
        const { answer, since } = listed;
        set({ targets: settled(answer.ok ? ok(since.at(-1) ?? answer.value.targets) : answer, get().targets) });
      },
      edit(key, form) {
        const saved = list().find(({ id }) => id === key);
        if (!form || (saved && sameTargetForm(form, formOfTarget(saved)))) return dropDraft(key);
        set(({ drafts }) => ({ drafts: { ...drafts, [key]: form } }));
      },
      async save(key, form, typed, forget) {
        const target = targetOfForm(form);
        if (!target) return null;
        const secrets = givenTargetSecrets(form, typed);
        const input = { target, secrets, isNew: key === newTarget, ...(forget.length > 0 && { forget }) };
        const saved = await act(key, 'save', bridge.call('targets.save', input));
        if (!saved.ok) return null;
        put(merged(list(), saved.value));
        dropDraft(key);
        if (key === newTarget) dropTrials(key);
        return saved.value.id;
      },
      async remove(id) {
        const name = list().find((target) => target.id === id)?.name ?? id;
        const gone = await act(id, 'delete', bridge.call('targets.delete', { id, typed: id }));
        if (!gone.ok) return false;
        put(list().filter((target) => target.id !== id));
        dropDraft(id);
        dropTrials(id);
        set(({ deleted }) => ({ deleted: [...deleted.filter((one) => one.id !== id), { id, name }] }));
        offers.begin(id);
        return true;
      },
      async restore(id) {
        const back = await act(id, 'restore', bridge.call('targets.restore', { id }));
        if (!back.ok) return false;
        put(merged(list(), back.value));
        get().letGo(id);
        return true;
      },
      letGo(id) {
        offers.end(id);
        set(({ deleted, failures }) => ({ deleted: deleted.filter((one) => one.id !== id), failures: without(failures, id) }));
      },
      async tryDriver(key, form, kind, typed) {
        // why: a target that is not saved must not be tried with the secrets of another one of its id
        const id =
          key === newTarget
            ? freeId(
                'trial',
                list().map((target) => target.id),
              )
            : key;
        const target = trialTarget(form, kind, id);
        if (!target) return;
        const trial: Trial = { state: 'trying' };
        const name = trialKey(key, kind);
        set(({ trials }) => ({ trials: { ...trials, [name]: trial } }));
        const secrets = givenTargetSecrets(form, typed);
        const tried = await bridge.call('targets.try', { target, kind, secrets });
        if (get().trials[name] !== trial) return;
        const outcome: Trial = tried.ok ? { state: 'found', ...tried.value } : { state: 'failed', failure: tried.error };
        set(({ trials }) => ({ trials: { ...trials, [name]: outcome } }));
      },
      forgetTrial: (key, kind) => set(({ trials }) => ({ trials: without(trials, trialKey(key, kind)) })),
      async forgetHostKey(id) {
        const done = await act(id, 'hostKey', bridge.call('targets.forgetHostKey', { id }));
        if (done.ok) set(({ forgotten }) => ({ forgotten: [...forgotten.filter((one) => one !== id), id] }));
      },
      async check(id) {
        await act(id ?? '', 'check', bridge.call('targets.check', id === undefined ? {} : { ids: [id] }));
      },
      forgetFailure: (key) => set(({ failures }) => ({ failures: without(failures, key) })),
    };
  });

  followChanges(store, ({ targets }) => targets, formOfTarget);

  return {
    store,
    start() {
      const end = bridge.on('targets.changed', (targets) => {
        questions.note(targets);
        store.setState({ targets: { state: 'ready', value: targets } });
      });
      return () => {
        end();
        offers.endAll();
      };
    },
  };
}
