import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { MessageDetail } from '../../shared/message-log.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

export interface MessageDetailState {
  /** The row whose detail is open. */
  id: string | null;
  detail: Loadable<MessageDetail>;
  open(id: string | null): void;
  reload(): Promise<void>;
}

/** The one message that is open beside the list; it follows its changes. */
export function createMessageDetailStore(bridge: WeiguanBridge) {
  const questions = createQuestions();
  const store = createStore<MessageDetailState>()((set, get) => ({
    id: null,
    detail: loading,
    open(id) {
      if (id === get().id) return;
      set({ id, detail: loading });
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
  }));
  return {
    store,
    start() {
      return bridge.on('messages.changed', (changed) => {
        if (changed.some((row) => row.id === store.getState().id)) void store.getState().reload();
      });
    },
  };
}
