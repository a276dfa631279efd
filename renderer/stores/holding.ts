import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Holding } from '../../shared/inspection.ts';
import type { Failure } from '../../shared/result.ts';
import { createQuestions } from './questions.ts';

export interface HoldingState extends Holding {
  /** What the last switch ran into. */
  failure: Failure | null;
  load(): Promise<void>;
  /** Switches "answer by hand" of an account on or off. */
  hold(account: string, on: boolean): Promise<void>;
}

/** Which accounts are answered by hand, and which messages wait for that. */
export function createHoldingStore(bridge: WeiguanBridge) {
  const questions = createQuestions<Holding>();
  const store = createStore<HoldingState>()((set) => ({
    accounts: [],
    messages: [],
    passed: 0,
    failure: null,
    async load() {
      const answered = await questions.ask(bridge.call('messages.holding', {}));
      if (answered?.answer.ok) set(answered.since.at(-1) ?? answered.answer.value);
    },
    async hold(account, on) {
      set({ failure: null });
      const answered = await questions.ask(bridge.call('messages.hold', { account, on }));
      if (!answered) return;
      const { answer, since } = answered;
      set(answer.ok ? (since.at(-1) ?? answer.value) : { failure: answer.error });
    },
  }));
  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('holding.changed', (holding) => {
        questions.note(holding);
        store.setState(holding);
      });
    },
  };
}
