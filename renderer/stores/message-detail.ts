import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { MessageDetail, MessageItem } from '../../shared/message-log.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

export interface MessageDetailState {
  /** The row whose detail is open. */
  id: string | null;
  detail: Loadable<MessageDetail>;
  /** What is being done about the sending of the open row, and what that ran into. */
  sending: boolean;
  sendFailure: Failure | null;
  open(id: string | null): void;
  reload(): Promise<void>;
  /** Puts a dead letter, or one that was put aside, back into the outbox. */
  sendAgain(): Promise<void>;
  /** Puts a dead letter aside. */
  putAside(): Promise<void>;
  /** Makes one that was put aside a dead letter again. */
  takeBack(): Promise<void>;
  /** Tries a queued one at once. */
  tryNow(): Promise<void>;
}

/** Whether a row shows in the detail of another: it is told there, or may be an answer that is new. */
function concerns(row: MessageItem, open: MessageDetail | undefined): boolean {
  if (!open) return false;
  const isAnswer = row.direction === 'out' && row.account === open.account && row.person === open.person;
  return isAnswer || open.relatives.some(({ item }) => item.id === row.id);
}

/** The one message that is open beside the list; it follows its changes. */
export function createMessageDetailStore(bridge: WeiguanBridge) {
  const questions = createQuestions();
  const store = createStore<MessageDetailState>()((set, get) => {
    async function act(call: (id: string) => Promise<Result<unknown>>): Promise<void> {
      const { id, sending } = get();
      if (id === null || sending) return;
      set({ sending: true, sendFailure: null });
      const answer = await call(id);
      if (get().id === id) set({ sending: false, sendFailure: answer.ok ? null : answer.error });
    }
    return {
      id: null,
      detail: loading,
      sending: false,
      sendFailure: null,
      sendAgain: () => act((id) => bridge.call('messages.sendAgain', { ids: [id], asideToo: true })),
      putAside: () => act((id) => bridge.call('messages.putAside', { ids: [id] })),
      takeBack: () => act((id) => bridge.call('messages.takeBack', { ids: [id] })),
      tryNow: () => act((id) => bridge.call('messages.tryNow', { id })),
      open(id) {
        if (id === get().id) return;
        set({ id, detail: loading, sending: false, sendFailure: null });
        if (id !== null) void get().reload();
      },
      async reload() {
        const { id } = get();
        if (id === null) return;
        if (get().detail.state === 'failed' && get().detail.value === undefined) set({ detail: loading });
        const detail = await questions.ask(bridge.call('messages.get', { id }));
        // Another row may have been opened in the meantime.
        if (detail && get().id === id) set({ detail: settled(detail.answer, get().detail) });
      },
    };
  });
  return {
    store,
    start() {
      return bridge.on('messages.changed', (changed) => {
        const { id, detail, reload } = store.getState();
        if (id !== null && changed.some((row) => row.id === id || concerns(row, detail.value))) void reload();
      });
    },
  };
}
