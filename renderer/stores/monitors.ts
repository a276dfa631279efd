import { createStore } from 'zustand/vanilla';
import type { CallInput, WeiguanBridge } from '../../shared/api.ts';
import type { AddedBeat, Beat, Uptime } from '../../shared/monitor/beats.ts';
import type { Monitor, MonitorId, MonitorsChange, MonitorTrial, MonitorView } from '../../shared/monitor/monitor.ts';
import type { MonitorSecretsDraft } from '../../shared/monitor/monitor-secrets.ts';
import { type Failure, ok, type Result } from '../../shared/result.ts';
import { type Acts, actsOf, without } from './acts.ts';
import { followChanges } from './follow-changes.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { formOfMonitor, type MonitorForm, sameMonitorForm } from './monitor-form.ts';
import { newMonitor } from './monitor-part.ts';
import { createQuestions } from './questions.ts';
import { createUndoOffers } from './undo.ts';

/** So many beats of each monitor are shown as a strip. */
export const stripBeats = 40;
/** Shares of weeks don't change faster than this, in ms. */
const uptimeMs = 60_000;
/** And the first one of a monitor is known this long after its first check, in ms. */
const firstUptimeMs = 3000;

/** Under this name stands what is done to many at once. */
export const many = '';
export type MonitorAct = 'save' | 'delete' | 'restore' | 'pause' | 'mute' | 'edit' | 'check' | 'clone' | 'export';

/** How the trial of a form went. */
export type MonitorTrialState = { state: 'trying' } | { state: 'found'; found: MonitorTrial } | { state: 'failed'; failure: Failure };

/** Monitors that were deleted together and can still be brought back. */
export interface DeletedMonitors {
  key: string;
  ids: MonitorId[];
  name: string;
}

export interface MonitorsState extends Acts<MonitorAct> {
  monitors: Loadable<MonitorView[]>;
  /** What comes before the token in the address that jobs report to. */
  pushUrl: string;
  strips: Record<MonitorId, Beat[]>;
  uptime: Record<MonitorId, Uptime>;
  /** Changes that are not saved, by id, or under `newMonitor`. */
  drafts: Record<string, MonitorForm>;
  trials: Record<string, MonitorTrialState>;
  deleted: DeletedMonitors[];
  load(): Promise<void>;
  /** Asks for strips and shares, and keeps the shares up to date until the returned function is called. */
  watch(): () => void;
  /** Keeps a draft; null discards it. One that says the same as the monitor is none. */
  edit(key: string, form: MonitorForm | null): void;
  /** Whether it was saved. */
  save(key: string, monitor: Monitor, secrets: MonitorSecretsDraft): Promise<boolean>;
  tryOut(key: string, monitor: Monitor, secrets: MonitorSecretsDraft): Promise<void>;
  /** What was found out about a form that has changed since counts no more. */
  forgetTrial(key: string): void;
  remove(ids: MonitorId[]): Promise<boolean>;
  restore(key: string): Promise<boolean>;
  /** Takes away the offer to bring them back. */
  letGo(key: string): void;
  pause(ids: MonitorId[], paused: boolean): Promise<void>;
  /** Until then (Unix ms) nothing is told of them; null ends that. */
  mute(ids: MonitorId[], until: number | null): Promise<void>;
  /** Whether the same was changed of them all. */
  editMany(input: CallInput<'monitors.edit'>): Promise<boolean>;
  check(ids: MonitorId[]): Promise<void>;
  /** The id of the copy; null where there is none. */
  clone(id: MonitorId): Promise<MonitorId | null>;
  /** The file; null where there is none. */
  exportFile(ids?: MonitorId[]): Promise<{ fileName: string; text: string } | null>;
  newToken(): Promise<string | null>;
  forgetFailure(key: string): void;
}

/** The monitors after a change. */
export function changedMonitors(monitors: MonitorView[], { changed, removed }: MonitorsChange): MonitorView[] {
  const later = new Map(changed.map((monitor) => [monitor.id, monitor]));
  const gone = new Set(removed);
  const kept = monitors.filter(({ id }) => !gone.has(id) || later.has(id)).map((monitor) => later.get(monitor.id) ?? monitor);
  const known = new Set(monitors.map(({ id }) => id));
  return [...kept, ...changed.filter(({ id }) => !known.has(id))];
}

/** The strips after more beats: the oldest go out at the left. */
export function grownStrips(strips: Record<MonitorId, Beat[]>, added: readonly AddedBeat[]): Record<MonitorId, Beat[]> {
  const grown = { ...strips };
  for (const { monitor, ...beat } of added) {
    const before = grown[monitor] ?? [];
    if ((before.at(-1)?.at ?? 0) < beat.at) grown[monitor] = [...before, beat].slice(-stripBeats);
  }
  return grown;
}

/** The monitors, their last beats, and everything that is done to them on their page. */
export function createMonitorsStore(bridge: WeiguanBridge) {
  const questions = createQuestions<MonitorsChange>();
  const stripQuestions = createQuestions<AddedBeat[]>();
  const offers = createUndoOffers((key) => store.getState().letGo(key));
  let watchers = 0;
  let firstUptime: ReturnType<typeof setTimeout> | undefined;

  const store = createStore<MonitorsState>()((set, get) => {
    const say = actsOf<MonitorAct>(set);
    const act = <Value>(keys: string[], name: MonitorAct, call: Promise<Result<Value>>) =>
      say(keys.length === 1 ? (keys[0] ?? many) : many, name, call);
    const list = () => get().monitors.value ?? [];
    const apply = (change: MonitorsChange) => set({ monitors: { state: 'ready', value: changedMonitors(list(), change) } });
    const put = (changed: MonitorView[]) => apply({ changed, removed: [] });
    async function loadStrips() {
      const asked = await stripQuestions.ask(bridge.call('beats.strip', { count: stripBeats }));
      if (asked?.answer.ok) set({ strips: grownStrips(asked.answer.value, asked.since.flat()) });
    }

    return {
      monitors: loading,
      ...{ pushUrl: '', strips: {}, uptime: {}, drafts: {}, busy: {}, failures: {}, trials: {}, deleted: [] },
      async load() {
        if (get().monitors.state === 'failed' && get().monitors.value === undefined) set({ monitors: loading });
        const listed = await questions.ask(bridge.call('monitors.list', {}));
        if (!listed) return;
        const { answer, since } = listed;
        const monitors = answer.ok ? ok(since.reduce(changedMonitors, answer.value.monitors)) : answer;
        set({ monitors: settled(monitors, get().monitors), ...(answer.ok && { pushUrl: answer.value.pushUrl }) });
        if (watchers > 0) await Promise.all([loadStrips(), loadUptime()]);
      },
      watch() {
        watchers += 1;
        void loadStrips();
        void loadUptime();
        const timer = setInterval(() => void loadUptime(), uptimeMs);
        return () => {
          watchers -= 1;
          clearInterval(timer);
        };
      },
      edit(key, form) {
        const saved = list().find(({ id }) => id === key);
        const isSame = form === null || (saved !== undefined && sameMonitorForm(form, formOfMonitor(saved)));
        set(({ drafts }) => ({ drafts: isSame ? without(drafts, key) : { ...drafts, [key]: form } }));
      },
      async save(key, monitor, secrets) {
        const isNew = key === newMonitor;
        const saved = await act([key], 'save', bridge.call('monitors.save', { monitor, isNew, secrets }));
        if (!saved.ok) return false;
        put([saved.value]);
        set(({ drafts, trials }) => ({ drafts: without(drafts, key), trials: without(trials, key) }));
        return true;
      },
      async tryOut(key, monitor, secrets) {
        const trying: MonitorTrialState = { state: 'trying' };
        const put = (trial: MonitorTrialState) => set(({ trials }) => ({ trials: { ...trials, [key]: trial } }));
        put(trying);
        const tried = await bridge.call('monitors.test', { monitor, secrets });
        if (get().trials[key] !== trying) return;
        put(tried.ok ? { state: 'found', found: tried.value } : { state: 'failed', failure: tried.error });
      },
      forgetTrial: (key) => set(({ trials }) => ({ trials: without(trials, key) })),
      async remove(ids) {
        const gone = list().filter(({ id }) => ids.includes(id));
        const done = await act(ids, 'delete', bridge.call('monitors.delete', { ids }));
        if (!done.ok) return false;
        apply({ changed: [], removed: ids });
        const key = ids.join();
        const name = gone.map((monitor) => monitor.name).join(', ');
        set(({ deleted, drafts }) => ({
          deleted: [...deleted.filter((one) => one.key !== key), { key, ids, name }],
          drafts: Object.fromEntries(Object.entries(drafts).filter(([id]) => !ids.includes(id))),
        }));
        offers.begin(key);
        return true;
      },
      async restore(key) {
        const ids = get().deleted.find((one) => one.key === key)?.ids ?? [];
        const back = await act([key], 'restore', bridge.call('monitors.restore', { ids }));
        if (!back.ok) return false;
        put(back.value);
        get().letGo(key);
        return true;
      },
      letGo(key) {
        offers.end(key);
        set(({ deleted, failures }) => ({ deleted: deleted.filter((one) => one.key !== key), failures: without(failures, key) }));
      },
      async pause(ids, paused) {
        await act(ids, 'pause', bridge.call('monitors.pause', { ids, paused }));
      },
      async mute(ids, until) {
        await act(ids, 'mute', bridge.call('monitors.mute', { ids, until }));
      },
      async editMany(input) {
        return (await act(input.ids, 'edit', bridge.call('monitors.edit', input))).ok;
      },
      async check(ids) {
        await act(ids, 'check', bridge.call('monitors.check', { ids }));
      },
      async clone(id) {
        const made = await act([id], 'clone', bridge.call('monitors.clone', { id }));
        if (!made.ok) return null;
        put([made.value]);
        return made.value.id;
      },
      async exportFile(ids) {
        const input = ids === undefined ? {} : { ids };
        const made = await act([many], 'export', bridge.call('monitors.export', input));
        return made.ok ? made.value : null;
      },
      async newToken() {
        const made = await bridge.call('monitors.newToken', {});
        return made.ok ? made.value.token : null;
      },
      forgetFailure: (key) => set(({ failures }) => ({ failures: without(failures, key) })),
    };
  });

  async function loadUptime(): Promise<void> {
    const shares = await bridge.call('beats.uptime', {});
    if (shares.ok) store.setState({ uptime: shares.value });
  }

  /** Asks for the shares of monitors that had none yet. */
  function followFirst(added: readonly AddedBeat[]): void {
    const { uptime } = store.getState();
    if (firstUptime !== undefined || added.every(({ monitor }) => uptime[monitor]?.day !== undefined)) return;
    firstUptime = setTimeout(() => {
      firstUptime = undefined;
      void loadUptime();
    }, firstUptimeMs);
  }

  followChanges(store, ({ monitors }) => monitors, formOfMonitor);

  return {
    store,
    start() {
      void store.getState().load();
      const ends = [
        bridge.on('monitors.changed', (change) => {
          questions.note(change);
          const { monitors } = store.getState();
          if (monitors.value) store.setState({ monitors: { state: 'ready', value: changedMonitors(monitors.value, change) } });
        }),
        bridge.on('beats.added', (added) => {
          stripQuestions.note(added);
          if (watchers === 0) return;
          store.setState(({ strips }) => ({ strips: grownStrips(strips, added) }));
          followFirst(added);
        }),
      ];
      return () => {
        for (const end of ends) end();
        clearTimeout(firstUptime);
        offers.endAll();
      };
    },
  };
}
