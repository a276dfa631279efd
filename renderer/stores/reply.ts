import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { ReplyOutlook } from '../../shared/inspection.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import { canSend } from '../text/reply.ts';
import { type Partner, samePartner } from './conversation.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

/** A reply that is being written. Its key names it to the gateway: sent twice under one key it goes out once. */
export interface Draft {
  text: string;
  key: string;
  state: 'writing' | 'sending' | 'failed';
  failure: Failure | null;
}

/** A reply that was sent and whose row has not come yet. */
export interface SentReply extends Partner {
  key: string;
  text: string;
  /** Unix time in ms. */
  at: number;
  /** Its row, where that is known. */
  id?: string | undefined;
}

export interface ReplyState {
  open: boolean;
  /** Somebody wants to write: the field takes the focus as soon as it is there. */
  wanted: boolean;
  /** By `draftName`. */
  drafts: Record<string, Draft>;
  sent: SentReply[];
  /** The message that is answered, and what may be written to its person. */
  target: string | null;
  outlook: Loadable<ReplyOutlook>;
  /** Opens the field and takes the focus there. */
  write(): void;
  /** The field has the focus. */
  focused(): void;
  close(): void;
  type(partner: Partner, text: string): void;
  /** Says which message would be answered; its outlook is kept up to date while the field is open. */
  aim(target: { id: string } & Partner): void;
  look(): Promise<void>;
  /** Sends the draft to the person of `target`. Does nothing while it is under way, or where there is nothing to send. */
  send(partner: Partner): Promise<void>;
}

export const draftName = ({ account, person }: Partner) => JSON.stringify([account, person]);

/** A row shows a text in one line, cut. */
const shown = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, 60);
const shownIn = (summary: string) => summary.replace(/ ⏎ /g, ' ').replace(/\s+/g, ' ').slice(0, 60);

export interface ReplyOptions {
  newKey(): string;
  now(): number;
}

/** Replies by hand: drafts, and what is on its way. */
export function createReplyStore(bridge: WeiguanBridge, { newKey, now }: ReplyOptions) {
  const questions = createQuestions();
  /** Rows that a sent reply was recognised in. */
  const recognised = new Set<string>();
  let aimedAt: Partner | null = null;

  const store = createStore<ReplyState>()((set, get) => {
    const fresh = (): Draft => ({ text: '', key: newKey(), state: 'writing', failure: null });
    const keep = (partner: Partner, draft: Draft) => set({ drafts: { ...get().drafts, [draftName(partner)]: draft } });
    return {
      open: false,
      wanted: false,
      drafts: {},
      sent: [],
      target: null,
      outlook: loading,
      write() {
        set({ open: true, wanted: true });
        void get().look();
      },
      focused: () => set({ wanted: false }),
      close: () => set({ open: false, wanted: false }),
      type(partner, text) {
        const draft = get().drafts[draftName(partner)] ?? fresh();
        if (draft.state === 'sending') return;
        // Another text is another reply: under the old key the gateway would take it for the one that it may have.
        const key = draft.state === 'failed' ? newKey() : draft.key;
        keep(partner, { text, key, state: 'writing', failure: null });
      },
      aim({ id, account, person }) {
        if (get().target === id) return;
        aimedAt = { account, person };
        set({ target: id, outlook: loading });
        if (get().open) void get().look();
      },
      async look() {
        const { target } = get();
        if (target === null) return;
        const answered = await questions.ask(bridge.call('messages.outlook', { id: target }));
        if (answered && get().target === target) set({ outlook: settled(answered.answer, get().outlook) });
      },
      async send(partner) {
        const draft = get().drafts[draftName(partner)];
        const { target } = get();
        if (!draft || draft.state === 'sending' || target === null || !canSend(draft.text)) return;
        const { key } = draft;
        const text = draft.text.trim();
        keep(partner, { ...draft, state: 'sending', failure: null });
        set({ sent: [...get().sent, { ...partner, key, text, at: now() }] });
        const answer = await bridge.call('messages.reply', { id: target, text, key });
        if (answer.ok) {
          keep(partner, fresh());
          const { id } = answer.value;
          set({ sent: get().sent.map((one) => (one.key === key ? { ...one, id } : one)) });
        } else {
          keep(partner, { ...draft, state: 'failed', failure: answer.error });
          set({ sent: get().sent.filter((one) => one.key !== key) });
        }
        void get().look();
      },
    };
  });

  /** Takes out the replies whose rows have come. */
  function recognise(changed: MessageItem[]): void {
    for (const row of changed) {
      const { sent } = store.getState();
      if (row.direction !== 'out' || recognised.has(row.id)) continue;
      const one = sent.find(
        (reply) => reply.id === row.id || (samePartner(reply, row) && reply.id === undefined && shown(reply.text) === shownIn(row.summary)),
      );
      if (!one) continue;
      recognised.add(row.id);
      store.setState({ sent: sent.filter((reply) => reply !== one) });
    }
  }

  return {
    store,
    start() {
      return bridge.on('messages.changed', (changed) => {
        if (store.getState().sent.length > 0) recognise(changed);
        const concerned = changed.some((row) => aimedAt && samePartner(aimedAt, { account: row.account, person: row.person }));
        if (concerned && store.getState().open) void store.getState().look();
      });
    },
  };
}
