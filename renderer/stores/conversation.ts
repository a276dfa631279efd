import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { formatFilter } from '../../shared/filter/format.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import { compareIds, mergeRows } from './message-rows.ts';
import { createQuestions } from './questions.ts';

const pageSize = 40;

/** Who is talked to: a person in WeChat, through one account. */
export interface Partner {
  account: string;
  person: string;
}

export const samePartner = (one: Partner | null, other: Partner | null) => one?.account === other?.account && one?.person === other?.person;

/** What was said with one person, as far as it is loaded. */
export interface ConversationState {
  /** Null where no row is open, or the open one is nobody's. */
  partner: Partner | null;
  /** Newest first, without gaps. */
  rows: MessageItem[];
  /** The cursor of the older page, null at the beginning. */
  next: string | null;
  /** Reaches to the newest message; else `toLatest` leads there. */
  latest: boolean;
  state: 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  more: 'idle' | 'loading' | 'failed';
  /** Shows the conversation that a row stands in, so far back that the row is there. */
  show(row: Pick<MessageItem, 'id' | 'account' | 'person'> | null): void;
  toLatest(): Promise<void>;
  loadOlder(): Promise<void>;
  /** Loads it again: after a break of the connection, a failure, or a change of language. */
  reload(): Promise<void>;
}

const filterOf = ({ account, person }: Partner) =>
  formatFilter({
    terms: [
      { field: 'account', negated: false, values: [{ kind: 'is', text: account, equals: [account] }] },
      { field: 'from', negated: false, values: [{ kind: 'is', text: person, equals: [person] }] },
    ],
  });

const empty = (): Pick<ConversationState, 'rows' | 'next' | 'latest' | 'state' | 'failure' | 'more'> => ({
  ...{ rows: [], next: null, latest: true, state: 'loading', failure: null, more: 'idle' },
});

/** The conversation of the open message's person, live. */
export function createConversationStore(bridge: WeiguanBridge) {
  let questions = createQuestions<MessageItem>();

  const store = createStore<ConversationState>()((set, get) => {
    const ask = (partner: Partner, before: string | undefined) =>
      questions.ask(bridge.call('messages.page', { limit: pageSize, filter: filterOf(partner), ...(before !== undefined && { before }) }));

    /** The page that ends with the row `upTo`, or the newest one. */
    async function load(upTo?: string): Promise<void> {
      const { partner } = get();
      if (!partner) return;
      if (get().state === 'failed') set({ state: 'loading', failure: null });
      const answered = await ask(partner, upTo === undefined ? undefined : String(BigInt(upTo) + 1n));
      if (!answered || !samePartner(partner, get().partner)) return;
      const { answer, since } = answered;
      if (!answer.ok) {
        set({ state: get().rows.length > 0 ? 'ready' : 'failed', failure: answer.error });
        return;
      }
      const { items, next } = answer.value;
      const latest = upTo === undefined;
      set({ rows: latest ? mergeRows(items, since) : items, next, latest, state: 'ready', failure: null, more: 'idle' });
    }

    return {
      partner: null,
      ...empty(),
      show(row) {
        const partner = row && row.person !== '' ? { account: row.account, person: row.person } : null;
        if (!samePartner(partner, get().partner)) {
          questions = createQuestions();
          set({ partner, ...empty() });
          if (row && partner) void load().then(() => reach(row.id));
        } else if (row && get().state === 'ready') void reach(row.id);
      },
      toLatest: () => load(),
      async loadOlder() {
        const { partner, next, more } = get();
        if (!partner || next === null || more === 'loading') return;
        set({ more: 'loading' });
        const answered = await ask(partner, next);
        if (!answered || !samePartner(partner, get().partner) || get().next !== next) return;
        const { answer } = answered;
        if (!answer.ok) set({ more: 'failed', failure: answer.error });
        else set({ rows: mergeRows(answer.value.items, get().rows), next: answer.value.next, more: 'idle', failure: null });
      },
      reload: () => load(get().latest ? undefined : get().rows[0]?.id),
    };

    /** Goes back to a row that is older than all that is loaded. */
    async function reach(id: string): Promise<void> {
      const { rows, next } = get();
      const oldest = rows.at(-1)?.id;
      if (next === null || oldest === undefined || compareIds(id, oldest) >= 0) return;
      await load(id);
    }
  });

  return {
    store,
    start() {
      return bridge.on('messages.changed', (changed) => {
        const { partner, rows, latest, state } = store.getState();
        const own = partner ? changed.filter((row) => samePartner(partner, { account: row.account, person: row.person })) : [];
        if (own.length === 0) return;
        questions.note(...own);
        if (state !== 'ready') return;
        const known = new Set(rows.map(({ id }) => id));
        const newest = rows[0]?.id;
        const fitting = own.filter(({ id }) => known.has(id) || (latest && (newest === undefined || compareIds(id, newest) > 0)));
        if (fitting.length > 0) store.setState({ rows: mergeRows(rows, fitting) });
      });
    },
  };
}
