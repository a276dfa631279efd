import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { ExportedThing, ExportStart, ExportState } from '../../shared/export.ts';
import type { Failure, Result } from '../../shared/result.ts';

/** A tray that exports something in one of a few ways. @typeParam Choice the ways. @typeParam Wish what is to be exported */
interface ExportTrayState<Choice extends string, Wish> {
  /** Whether the tray is open. */
  isOpen: boolean;
  format: Choice;
  /** The last export of these things, as it stands; null where the gateway knows of none. */
  last: ExportState | null;
  /** It has been asked for, and the system's dialog may be open. */
  starting: boolean;
  /** Why none came about. */
  failure: Failure | null;
  load(): Promise<void>;
  open(isOpen: boolean): void;
  choose(format: Choice): void;
  /** Exports all that the wish names. */
  start(wish: Wish): Promise<void>;
  cancel(): Promise<void>;
}

interface Options<Choice extends string, Wish> {
  first: Choice;
  /** What this tray exports; how others stand is none of its business. */
  things: readonly ExportedThing[];
  begin(format: Choice, wish: Wish): Promise<Result<ExportStart>>;
  /** Has the browser fetch and save what lies at a path of the gateway's. */
  fetchFile(path: string): void;
}

export function createExportTrayStore<Choice extends string, Wish>(
  bridge: WeiguanBridge,
  { first, things, begin, fetchFile }: Options<Choice, Wish>,
): { store: StoreApi<ExportTrayState<Choice, Wish>>; start(): () => void } {
  const isOwn = (state: ExportState | null) => state !== null && things.includes(state.what);
  const store = createStore<ExportTrayState<Choice, Wish>>()((set, get) => ({
    isOpen: false,
    format: first,
    last: null,
    starting: false,
    failure: null,
    async load() {
      const last = await bridge.call('exports.last', {});
      if (last.ok) set({ last: isOwn(last.value) ? last.value : null });
    },
    open: (isOpen) => set({ isOpen, failure: null }),
    choose: (format) => set({ format }),
    async start(wish) {
      if (get().starting) return;
      set({ starting: true, failure: null });
      const started = await begin(get().format, wish);
      set({ starting: false });
      if (!started.ok) return set({ failure: started.error });
      if (started.value.way === 'dismissed') return;
      const { state } = started.value;
      // What has come in live since is newer than the answer.
      if (get().last?.id !== state.id) set({ last: state });
      if (started.value.way === 'download') fetchFile(started.value.path);
    },
    async cancel() {
      const { last } = get();
      if (last) await bridge.call('exports.cancel', { id: last.id });
    },
  }));
  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('exports.changed', (last) => {
        if (isOwn(last)) store.setState({ last });
      });
    },
  };
}
