import type { StoreApi } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { limits } from '../../shared/limits.ts';
import type { AppliedFilter } from './applied-filter.ts';
import { knownCount, type Log } from './message-pages.ts';

interface Options {
  bridge: Pick<WeiguanBridge, 'call'>;
  store: StoreApi<Log & { filter: AppliedFilter }>;
  filtered(): { filter?: string; zone?: string };
  /** How often the log has started afresh. */
  starts(): number;
}

/** Changes of rows that are not loaded are counted together, after so many ms: to count may take the gateway a while. */
const pauseMs = 5000;

/** Asks how many of the rows that aren't loaded meet the filter: those that come in while the gateway counts are no part of it. */
export function createCounting({ bridge, store, filtered, starts }: Options) {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function count(): Promise<void> {
    const { filter, next } = store.getState();
    if (filter.text === '' || next === null) return;
    const start = starts();
    const answer = await bridge.call('messages.count', { before: next, ...filtered() });
    const log = store.getState();
    if (!answer.ok || start !== starts() || log.filter.text !== filter.text || log.next === null) return;
    if (log.next !== next) return countSoon();
    const { count: left, atLeast } = answer.value;
    // why: where counting ended at its bound, that round number is shown for all
    const isBound = atLeast && left >= limits.messagesCounted;
    store.setState({ behind: { count: isBound ? Math.max(0, left - knownCount(log)) : left, atLeast } });
  }

  function countSoon(): void {
    if (store.getState().filter.text === '') return;
    timer ??= setTimeout(() => {
      timer = undefined;
      void count();
    }, pauseMs);
  }

  return {
    count,
    countSoon,
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
