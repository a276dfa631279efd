import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { CommandView, Run, RunPlan, TrailVerdict } from '../../shared/run.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';
import { askedRuns, type KnownPeople, listedRuns, noRunFilter, type RunFilter, withNewest } from './run-list.ts';

export interface RunsState {
  runs: Loadable<Run[]>;
  /** Whether there are older ones. */
  hasMore: boolean;
  filter: RunFilter;
  /** Runs that somebody looks at, whether the list has them or not. */
  watched: Record<string, Run>;
  /** The last run that was begun at each place of the console, such as `servers/web-01`. */
  begun: Record<string, string>;
  /** What stands in the console line of the History page. */
  typed: string;
  /** What commands have printed since the page was opened, by run. */
  outputs: Record<string, string>;
  /** Pictures of runs, as data URLs. */
  pictures: Record<string, string | null>;
  commands: CommandView[];
  /** Whether everything is on hold; null until it is known. */
  held: boolean | null;
  trail: Loadable<TrailVerdict> | null;
  /** What older runs or the switch ran into. */
  failure: Failure | null;
  load(): Promise<void>;
  loadMore(): Promise<void>;
  loadCommands(): Promise<void>;
  loadHold(): Promise<void>;
  narrow(filter: Partial<RunFilter>): void;
  loadPicture(id: string): Promise<void>;
  /** Keeps a run up to date, though it may be too old for the list. */
  watch(id: string): Promise<void>;
  type(line: string): void;
  /** What a line would do. */
  plan(line: string): Promise<Result<RunPlan>>;
  /** Begins a run, which the place it was begun at remembers; the answer is its id. */
  start(line: string, confirmed?: string[], place?: string): Promise<Result<string>>;
  /** The place has seen enough of its run. */
  forget(place: string): void;
  /** Why it goes on, or null. */
  cancel(id: string): Promise<Failure | null>;
  verify(): Promise<void>;
  setHeld(held: boolean): Promise<void>;
}

const pageSize = 100;
/** So much of what a run prints is kept, in characters. */
const mostOutput = 200_000;
/** So many rows that came in live are kept beside those that were asked for. */
const mostRows = 1_000;
/** Of so many runs the output and the state are kept. */
const mostKept = 40;
/** A picture is megabytes: so many are kept. */
const mostPictures = 6;

/** A click like one whose answer was lost is the same click so long, in ms; after that only where the first has not begun. */
const sameClickMs = 10 * 60_000;

/** Nobody knows whether the gateway has got it. */
const isLost = ({ code }: Failure) => code === 'api/unreachable' || code === 'api/no-answer';

/** The history of commands, and everything that starts one by click. */
export function createRunsStore(bridge: WeiguanBridge, { newKey, ...people }: KnownPeople & { newKey(): string }) {
  const questions = createQuestions<Run>();
  /** Runs that are looked at, and of these the ones that have changed since they were asked for. */
  const looked = new Set<string>();
  const changedSince = new Set<string>();
  /** Clicks whose answer was lost, by what they asked for: done again, they are the same clicks to the gateway. */
  const unanswered = new Map<string, { key: string; at: number }>();

  async function hasBegun(run: string): Promise<boolean> {
    const found = await bridge.call('runs.get', { id: run });
    return found.ok && found.value !== null;
  }

  const store = createStore<RunsState>()((set, get) => {
    const asked = () => ({ limit: pageSize, ...askedRuns(get().filter, Date.now()) });
    return {
      runs: loading,
      hasMore: false,
      filter: noRunFilter,
      watched: {},
      begun: {},
      typed: '',
      outputs: {},
      pictures: {},
      commands: [],
      held: null,
      trail: null,
      failure: null,
      async load() {
        for (const id of looked) void get().watch(id);
        const listed = await questions.ask(bridge.call('runs.page', asked()));
        if (!listed) return;
        const { answer, since } = listed;
        const runs = settled(answer, get().runs);
        const hasMore = answer.ok ? answer.value.length === pageSize : get().hasMore;
        const met = (list: Run[]) => listedRuns(list, since, askedRuns(get().filter, Date.now()), hasMore, people);
        set({ hasMore, runs: runs.value ? { ...runs, value: met(runs.value) } : runs });
      },
      async loadMore() {
        const known = get().runs.value ?? [];
        const last = known.at(-1);
        if (!last || !get().hasMore) return;
        const older = await bridge.call('runs.page', { ...asked(), before: { at: last.at, id: last.id } });
        if (!older.ok) return set({ failure: older.error });
        const now = get().runs.value ?? [];
        // why: a filter that has changed meanwhile has a list of its own
        if (now.at(-1)?.id !== last.id) return;
        set({ runs: { state: 'ready', value: [...now, ...older.value] }, hasMore: older.value.length === pageSize, failure: null });
      },
      async loadCommands() {
        const listed = await bridge.call('commands.list', {});
        if (listed.ok) set({ commands: listed.value });
      },
      async loadHold() {
        const found = await bridge.call('hold.get', {});
        if (found.ok) set({ held: found.value.held });
      },
      narrow(filter) {
        set({ filter: { ...get().filter, ...filter } });
        void get().load();
      },
      async loadPicture(id) {
        if (typeof get().pictures[id] === 'string') return;
        const found = await bridge.call('runs.picture', { id });
        if (found.ok) set(({ pictures }) => ({ pictures: withNewest(pictures, id, found.value, mostPictures) }));
      },
      async watch(id) {
        looked.add(id);
        const [oldest] = looked;
        if (looked.size > mostKept && oldest !== undefined) looked.delete(oldest);
        changedSince.delete(id);
        const found = await bridge.call('runs.get', { id });
        if (!found.ok || !found.value || changedSince.has(id)) return;
        const { value } = found;
        set(({ watched }) => ({ watched: withNewest(watched, id, value, mostKept) }));
      },
      type: (typed) => set({ typed }),
      plan: (line) => bridge.call('commands.plan', { line }),
      async start(line, confirmed, place) {
        const click = JSON.stringify([line, confirmed]);
        const before = unanswered.get(click);
        // why: long after it has begun they mean another one
        const isOver = before && Date.now() - before.at > sameClickMs && (await hasBegun(before.key));
        const key = before && !isOver ? before.key : newKey();
        const started = await bridge.call('commands.run', { line, key, ...(confirmed && { confirmed }) });
        if (!started.ok && isLost(started.error)) {
          unanswered.set(click, { key, at: Date.now() });
          void get().watch(key);
          return err(failure('command/unanswered'));
        }
        // why: any other refusal says nothing of the answer that was lost
        if (started.ok || started.error.code === 'command/key-used') unanswered.delete(click);
        if (!started.ok) return started;
        const { run } = started.value;
        if (place !== undefined) set(({ begun }) => ({ begun: withNewest(begun, place, run, mostKept) }));
        void get().watch(run);
        return ok(run);
      },
      forget: (place) => set(({ begun: { [place]: _, ...begun } }) => ({ begun })),
      async cancel(id) {
        const done = await bridge.call('runs.cancel', { id });
        return done.ok ? null : done.error;
      },
      async verify() {
        set({ trail: loading });
        set({ trail: settled(await bridge.call('runs.verify', {})) });
      },
      async setHeld(held) {
        const done = await bridge.call('hold.set', { held });
        set(done.ok ? { held: done.value.held, failure: null } : { failure: done.error });
      },
    };
  });

  return {
    store,
    start() {
      const { load, loadCommands, loadHold } = store.getState();
      void load();
      void loadCommands();
      void loadHold();
      const ends = [
        bridge.on('runs.changed', (changed) => {
          questions.note(...changed);
          const { runs, filter, hasMore } = store.getState();
          const seen = changed.filter(({ id }) => looked.has(id));
          for (const { id } of seen) changedSince.add(id);
          if (seen.length > 0) {
            const watched = seen.reduce((kept, run) => withNewest(kept, run.id, run, mostKept), store.getState().watched);
            store.setState({ watched });
          }
          if (!runs.value) return;
          const value = listedRuns(runs.value, changed, askedRuns(filter, Date.now()), hasMore, people);
          store.setState({ runs: { ...runs, value: value.slice(0, mostRows) }, hasMore: hasMore || value.length > mostRows });
        }),
        bridge.on('runs.output', (pieces) => {
          let { outputs } = store.getState();
          for (const { run, text } of pieces) {
            outputs = withNewest(outputs, run, ((outputs[run] ?? '') + text).slice(-mostOutput), mostKept);
          }
          store.setState({ outputs });
        }),
        bridge.on('hold.changed', ({ held }) => store.setState({ held })),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
