import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Filter } from '../../shared/filter/filter.ts';
import { limits } from '../../shared/limits.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import { type Failure, ok, type Result } from '../../shared/result.ts';
import type { MessagesState } from './messages.ts';

/** Dead letters under the filter, those that there were when somebody asked. */
export interface Gathered {
  ids: string[];
  /** There are older ones, too: so many are dealt with at a time. */
  more: boolean;
}

/**
 * How far it is: they are `asked` for, which somebody has to confirm with their number; what was done last put them `back`
 * into the outbox, where some may have failed `again`, or `aside`, which can be undone.
 */
export type Step =
  | { kind: 'offered' }
  | ({ kind: 'asked' } & Gathered)
  | { kind: 'back'; ids: string[]; again: string[] }
  | ({ kind: 'aside' } & Gathered);

/** The `id` of the bar that offers it. */
export const deadLettersBar = 'dead-letters';

/** What is done to all dead letters that the filter lets through. */
export interface DeadLettersState {
  step: Step;
  busy: boolean;
  failure: Failure | null;
  ask(): Promise<void>;
  sendAgain(): Promise<void>;
  putAside(): Promise<void>;
  takeBack(): Promise<void>;
  /** Forgets what was asked, and what was told; not what is just being taken back. */
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

const offered: Step = { kind: 'offered' };

export function createDeadLettersStore({ bridge, messages, zone }: Options) {
  let dismissals = 0;
  /** Which have been told to be dead since some were last sent again; that can be told before the call is answered. */
  let dead = new Set<string>();
  const back = (ids: string[]): Step => ({ kind: 'back', ids, again: ids.filter((id) => dead.has(id)) });
  const store = createStore<DeadLettersState>()((set, get) => {
    /** One thing at a time. Where it was dismissed meanwhile nobody is asked any more, but what was done is told. */
    async function act(call: () => Promise<Result<Step>>): Promise<void> {
      if (get().busy) return;
      const turn = dismissals;
      set({ busy: true, failure: null });
      const answer = await call();
      const isLate = dismissals !== turn;
      if (!answer.ok) set({ busy: false, failure: answer.error });
      else set({ busy: false, step: isLate && answer.value.kind === 'asked' ? offered : answer.value });
    }

    async function gather(): Promise<Result<Gathered>> {
      const { text } = messages.getState().filter;
      const page = await bridge.call('messages.page', { limit: limits.messagesPerPage, filter: text, zone });
      if (!page.ok) return page;
      const { items, next } = page.value;
      return ok({ ids: items.filter(({ state }) => state === 'dead').map(({ id }) => id), more: next !== null });
    }

    return {
      ...{ step: offered, busy: false, failure: null },
      ask: () =>
        act(async () => {
          const gathered = await gather();
          if (!gathered.ok) return gathered;
          return ok(gathered.value.ids.length > 0 ? { kind: 'asked', ...gathered.value } : offered);
        }),
      async sendAgain() {
        const { step } = get();
        if (step.kind !== 'asked') return;
        await act(async () => {
          dead = new Set();
          const sent = await bridge.call('messages.sendAgain', { ids: step.ids });
          return sent.ok ? ok(back(sent.value.changed)) : sent;
        });
      },
      putAside: () =>
        act(async () => {
          const gathered = await gather();
          if (!gathered.ok) return gathered;
          const { ids, more } = gathered.value;
          if (ids.length === 0) return ok(offered);
          const put = await bridge.call('messages.putAside', { ids });
          return put.ok ? ok({ kind: 'aside', ids: put.value.changed, more }) : put;
        }),
      async takeBack() {
        const { step } = get();
        if (step.kind !== 'aside') return;
        await act(async () => {
          const taken = await bridge.call('messages.takeBack', { ids: step.ids });
          return taken.ok ? ok(offered) : taken;
        });
      },
      dismiss() {
        dismissals += 1;
        const { busy, step } = get();
        if (!busy || step.kind !== 'aside') set({ step: offered, failure: null });
      },
    };
  });

  function noteDead(changed: MessageItem[]): void {
    for (const { id, state } of changed) {
      if (state === 'dead') dead.add(id);
      else dead.delete(id);
    }
    const { step } = store.getState();
    if (step.kind === 'back') store.setState({ step: back(step.ids) });
  }

  return {
    store,
    start() {
      const ends = [
        bridge.on('messages.changed', noteDead),
        messages.subscribe(({ filter }, before) => {
          if (filter !== before.filter) store.getState().dismiss();
        }),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
  };
}
