import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Failure } from '../../shared/result.ts';
import type { Period, Statistics } from '../../shared/statistics.ts';

export interface StatisticsState {
  period: Period;
  /** In the filter language. */
  filter: string;
  /** The last that were counted; they stay while others are. */
  value: Statistics | null;
  state: 'idle' | 'counting' | 'ready' | 'cancelled' | 'failed';
  /** How far the counting has come, from 0 to 1. */
  share: number;
  failure: Failure | null;
  /** Counts, for what is asked now or for something else. What is being counted is given up. */
  ask(change?: Partial<Pick<StatisticsState, 'period' | 'filter'>>): Promise<void>;
  cancel(): void;
}

interface Options {
  /** The reader's time zone (IANA name). */
  zone: string;
  newId(): string;
}

/** Statistics of the message log. */
export function createStatisticsStore(bridge: WeiguanBridge, { zone, newId }: Options) {
  let asked: string | null = null;
  const giveUp = () => {
    if (asked !== null) void bridge.call('statistics.cancel', { id: asked });
    asked = null;
  };
  const store = createStore<StatisticsState>()((set, get) => ({
    period: '24h',
    filter: '',
    value: null,
    state: 'idle',
    share: 0,
    failure: null,
    async ask(change = {}) {
      giveUp();
      const id = newId();
      asked = id;
      set({ ...change, state: 'counting', share: 0, failure: null });
      const { period, filter } = get();
      const counted = await bridge.call('statistics.get', { id, period, zone, ...(filter !== '' && { filter }) });
      if (asked !== id) return;
      asked = null;
      if (counted.ok) set({ state: 'ready', value: counted.value });
      else set({ state: 'failed', failure: counted.error });
    },
    cancel() {
      if (asked === null) return;
      giveUp();
      set({ state: 'cancelled' });
    },
  }));
  return {
    store,
    start: () =>
      bridge.on('statistics.progress', ({ id, share }) => {
        if (id === asked) store.setState({ share });
      }),
  };
}
