import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { MessageDetail } from '../../shared/message-log.ts';
import { type Loadable, loading, settled } from './loadable.ts';

export interface CompareState {
  /** Both null: nothing is compared. The second one null: it is still to be chosen. */
  first: string | null;
  second: string | null;
  one: Loadable<MessageDetail>;
  other: Loadable<MessageDetail>;
  /** Compares a message with one that is chosen next, or at once with `second`. */
  start(first: string, second?: string): void;
  /** Takes the second message, where one is waited for. */
  choose(second: string): void;
  reload(): Promise<void>;
  end(): void;
}

const nothing = { first: null, second: null, one: loading, other: loading } as const;

/** Two messages side by side. */
export function createCompareStore(bridge: WeiguanBridge) {
  const store = createStore<CompareState>()((set, get) => ({
    ...nothing,
    start(first, second) {
      set({ ...nothing, first });
      if (second !== undefined) get().choose(second);
    },
    choose(second) {
      const { first, second: chosen } = get();
      if (first === null || chosen !== null || first === second) return;
      set({ second });
      void get().reload();
    },
    async reload() {
      const { first, second } = get();
      if (first === null || second === null) return;
      const [one, other] = await Promise.all([bridge.call('messages.get', { id: first }), bridge.call('messages.get', { id: second })]);
      if (get().first === first && get().second === second) set({ one: settled(one), other: settled(other) });
    },
    end: () => set(nothing),
  }));
  return { store };
}
