import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { ExportFormat, ExportState } from '../../shared/export.ts';
import type { Failure } from '../../shared/result.ts';

export interface ExportsState {
  /** Whether the tray is open. */
  isOpen: boolean;
  format: ExportFormat;
  /** The last export, as it stands; null where the gateway knows of none. */
  last: ExportState | null;
  /** It has been asked for, and the system's dialog may be open. */
  starting: boolean;
  /** Why none came about. */
  failure: Failure | null;
  load(): Promise<void>;
  open(isOpen: boolean): void;
  choose(format: ExportFormat): void;
  /** Exports all messages that meet the filter. */
  start(filter: string): Promise<void>;
  cancel(): Promise<void>;
}

interface Options {
  /** The reader's time zone (IANA name). */
  zone: string;
  /** Has the browser fetch and save what lies at a path of the gateway's. */
  fetchFile(path: string): void;
}

/** Exports of the message log. */
export function createExportsStore(bridge: WeiguanBridge, { zone, fetchFile }: Options) {
  const store = createStore<ExportsState>()((set, get) => ({
    isOpen: false,
    format: 'jsonl',
    last: null,
    starting: false,
    failure: null,
    async load() {
      const last = await bridge.call('exports.last', {});
      if (last.ok) set({ last: last.value });
    },
    open: (isOpen) => set({ isOpen, failure: null }),
    choose: (format) => set({ format }),
    async start(filter) {
      if (get().starting) return;
      set({ starting: true, failure: null });
      const started = await bridge.call('exports.start', { format: get().format, zone, ...(filter !== '' && { filter }) });
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
      return bridge.on('exports.changed', (last) => store.setState({ last }));
    },
  };
}
