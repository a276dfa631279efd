import { createStore } from 'zustand/vanilla';
import type { Platform } from '../../shared/account.ts';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { MinuteCount, Overview } from '../../shared/overview.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

const rateMinutes = 60;
const minuteMs = 60_000;
/** A busy moment refreshes the rate once, this long after its first message, in ms. */
const rateDelayMs = 1000;

export interface OverviewState {
  overview: Loadable<Overview>;
  rate: Loadable<MinuteCount[]>;
  load(): Promise<void>;
  loadRate(): Promise<void>;
  /** Keeps the rate fresh while somebody looks at it: each minute and upon messages. */
  watchRate(): () => void;
}

/** An account's; undefined where it is not (or no longer) known. */
export const platformIn = ({ overview }: OverviewState, account: string): Platform | undefined =>
  overview.value?.accounts.find(({ id }) => id === account)?.platform;

/** The gateway at one glance. */
export function createOverviewStore(bridge: WeiguanBridge) {
  const overviews = createQuestions<Overview>();
  const rates = createQuestions();
  let watchers = 0;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let minute: ReturnType<typeof setTimeout> | undefined;

  const store = createStore<OverviewState>()((set, get) => {
    const eachMinute = () => {
      minute = setTimeout(
        () => {
          void get().loadRate();
          eachMinute();
        },
        minuteMs - (Date.now() % minuteMs) + rateDelayMs,
      );
    };
    return {
      overview: loading,
      rate: loading,
      async load() {
        if (get().overview.state === 'failed' && get().overview.value === undefined) set({ overview: loading });
        const overview = await overviews.ask(bridge.call('overview.get', {}));
        // What has been told since is newer than the answer.
        if (overview?.since.length === 0) set({ overview: settled(overview.answer, get().overview) });
      },
      async loadRate() {
        if (get().rate.state === 'failed' && get().rate.value === undefined) set({ rate: loading });
        const rate = await rates.ask(bridge.call('overview.rate', { minutes: rateMinutes }));
        if (rate) set({ rate: settled(rate.answer, get().rate) });
      },
      watchRate() {
        watchers += 1;
        if (watchers === 1) {
          void get().loadRate();
          eachMinute();
        }
        return () => {
          watchers -= 1;
          if (watchers > 0) return;
          clearTimeout(minute);
          clearTimeout(soon);
          soon = undefined;
        };
      },
    };
  });

  return {
    store,
    start() {
      void store.getState().load();
      const endOverview = bridge.on('overview.changed', (overview) => {
        overviews.note(overview);
        store.setState({ overview: { state: 'ready', value: overview } });
      });
      const endMessages = bridge.on('messages.changed', () => {
        if (watchers === 0 || soon !== undefined) return;
        soon = setTimeout(() => {
          soon = undefined;
          void store.getState().loadRate();
        }, rateDelayMs);
      });
      return () => {
        endMessages();
        endOverview();
        clearTimeout(soon);
        clearTimeout(minute);
      };
    },
  };
}
