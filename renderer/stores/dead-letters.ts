import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Filter } from '../../shared/filter/filter.ts';
import { limits } from '../../shared/limits.ts';
import { type Failure, ok, type Result } from '../../shared/result.ts';
import type { MessagesState } from './messages.ts';

/** Dead letters under the filter, those that there were when somebody asked. */
export interface Gathered {
  ids: string[];
  /** There are older ones, too: so many are dealt with at a time. */
  more: boolean;
}

/** What is done to all dead letters that the filter lets through. */
export interface DeadLettersState {
  /** Those that somebody wants to send again: that has to be confirmed, with their number. */
  asked: Gathered | null;
  /** What was done last: `back` in the outbox, or put `aside`, which can be undone. */
  done: { what: 'back' | 'aside'; ids: string[]; more?: boolean } | null;
  busy: boolean;
  failure: Failure | null;
  ask(): Promise<void>;
  sendAgain(): Promise<void>;
  putAside(): Promise<void>;
  takeBack(): Promise<void>;
  /** Forgets what was asked, and what was told. */
  dismiss(): void;
}

/** Whether a filter lets nothing through but dead letters. */
export const isForDeadOnly = ({ terms }: Filter): boolean =>
  terms.some(
    ({ field, negated, values }) =>
      field === 'status' && !negated && values.every((value) => value.kind === 'is' && value.equals.every((state) => state === 'dead')),
  );

interface Options {
  bridge: WeiguanBridge;
  messages: StoreApi<MessagesState>;
  /** The reader's time zone (IANA name). */
  zone: string;
}

const nothing = { asked: null, done: null, busy: false, failure: null } as const;

export function createDeadLettersStore({ bridge, messages, zone }: Options) {
  const store = createStore<DeadLettersState>()((set, get) => {
    /** One thing at a time; what comes of it is left out where the filter has changed meanwhile. */
    async function act<T>(call: () => Promise<Result<T>>, then: (value: T) => Partial<DeadLettersState>): Promise<void> {
      if (get().busy) return;
      const { filter } = messages.getState();
      set({ busy: true, failure: null });
      const answer = await call();
      if (messages.getState().filter !== filter) return;
      set({ busy: false, ...(answer.ok ? { ...nothing, ...then(answer.value) } : { failure: answer.error }) });
    }

    async function gather(): Promise<Result<Gathered>> {
      const { text } = messages.getState().filter;
      const page = await bridge.call('messages.page', { limit: limits.messagesPerPage, filter: text, zone });
      if (!page.ok) return page;
      const { items, next } = page.value;
      return ok({ ids: items.filter(({ state }) => state === 'dead').map(({ id }) => id), more: next !== null });
    }

    return {
      ...nothing,
      ask: () => act(gather, (asked) => (asked.ids.length > 0 ? { asked } : {})),
      async sendAgain() {
        const { asked } = get();
        if (!asked) return;
        await act(
          () => bridge.call('messages.sendAgain', { ids: asked.ids }),
          ({ changed }) => ({ done: { what: 'back', ids: changed } }),
        );
      },
      putAside: () =>
        act(
          async () => {
            const gathered = await gather();
            if (!gathered.ok) return gathered;
            const { ids, more } = gathered.value;
            if (ids.length === 0) return ok({ changed: [], more });
            const put = await bridge.call('messages.putAside', { ids });
            return put.ok ? ok({ ...put.value, more }) : put;
          },
          ({ changed, more }) => (changed.length > 0 ? { done: { what: 'aside', ids: changed, more } } : {}),
        ),
      async takeBack() {
        const { done } = get();
        if (done?.what !== 'aside') return;
        await act(
          () => bridge.call('messages.takeBack', { ids: done.ids }),
          () => ({}),
        );
      },
      dismiss: () => set({ asked: null, done: null, failure: null }),
    };
  });
  return {
    store,
    start: () =>
      messages.subscribe(({ filter }, before) => {
        if (filter !== before.filter) store.setState(nothing);
      }),
  };
}
