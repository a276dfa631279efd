import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { DesktopSettings, DesktopState } from '../../shared/desktop-api.ts';
import type { Failure } from '../../shared/result.ts';
import { type Loadable, loading, settled } from './loadable.ts';

export interface DesktopStoreState {
  /** Null where the program runs without a window. */
  desktop: Loadable<DesktopState | null>;
  /** Why what was changed last was not kept. */
  failure: Failure | null;
  load(): Promise<void>;
  /** Shown at once; taken back where it could not be kept. */
  change(change: Partial<DesktopSettings>): Promise<void>;
}

/** The program's place on the desktop: notifications and tray. */
export function createDesktopStore(bridge: WeiguanBridge) {
  let changes = 0;
  const store = createStore<DesktopStoreState>()((set, get) => ({
    desktop: loading,
    failure: null,
    async load() {
      const turn = changes;
      const answer = await bridge.call('desktop.get', {});
      if (turn === changes) set({ desktop: settled(answer, get().desktop) });
    },
    async change(change) {
      const before = get().desktop;
      if (!before.value) return;
      changes += 1;
      const turn = changes;
      set({ desktop: { state: 'ready', value: { ...before.value, ...change } }, failure: null });
      const kept = await bridge.call('desktop.set', change);
      if (turn === changes) set(kept.ok ? { desktop: { state: 'ready', value: kept.value } } : { desktop: before, failure: kept.error });
    },
  }));
  return { store };
}
