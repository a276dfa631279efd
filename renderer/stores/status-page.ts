import { createStore } from 'zustand/vanilla';
import type { CallInput, WeiguanBridge } from '../../shared/api.ts';
import type { StatusPageState } from '../../shared/monitor/status-page-api.ts';
import type { Failure } from '../../shared/result.ts';
import { type Loadable, loading, settled } from './loadable.ts';

export interface StatusPageStoreState {
  page: Loadable<StatusPageState>;
  /** A change is under way. */
  busy: boolean;
  /** Why what was changed last was not. */
  failure: Failure | null;
  load(): Promise<void>;
  change(change: CallInput<'statusPage.set'>): Promise<void>;
}

/** The status page for phones: whether it is on, its link, and what stands on it. */
export function createStatusPageStore(bridge: WeiguanBridge) {
  const store = createStore<StatusPageStoreState>()((set, get) => ({
    page: loading,
    busy: false,
    failure: null,
    async load() {
      set({ page: settled(await bridge.call('statusPage.get', {}), get().page) });
    },
    async change(change) {
      set({ busy: true });
      const changed = await bridge.call('statusPage.set', change);
      set(changed.ok ? { page: settled(changed), busy: false, failure: null } : { busy: false, failure: changed.error });
    },
  }));
  return { store };
}
