import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { type Failure, ok } from '../../shared/result.ts';
import type { Phone, PhoneAction } from '../../shared/simulator.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

export interface SimulatorState {
  phones: Loadable<Phone[]>;
  /** The account whose phone is shown; the first one until somebody chooses. */
  account: string | null;
  /** The bubble whose deliveries are shown; the last one sent until somebody chooses. */
  bubble: string | null;
  /** What is being typed on each phone. */
  drafts: Record<string, string>;
  /** What the last act ran into. */
  failure: Failure | null;
  load(): Promise<void>;
  choose(account: string): void;
  chooseBubble(id: string | null): void;
  type(account: string, text: string): void;
  /** What was typed leaves with the act that says it, and comes back where that fails. */
  act(account: string, action: PhoneAction): Promise<void>;
  clear(account: string): Promise<void>;
}

/** Replaces the phones that have changed and adds those not seen before. */
export function mergePhones(phones: Phone[], changed: Phone[]): Phone[] {
  const byAccount = new Map(phones.map((phone) => [phone.account, phone]));
  for (const phone of changed) byAccount.set(phone.account, phone);
  return [...byAccount.values()];
}

/** The phone on the table: the chosen one, or the first. */
export function shownPhone(state: Pick<SimulatorState, 'phones' | 'account'>): Phone | undefined {
  const phones = state.phones.value ?? [];
  return phones.find((phone) => phone.account === state.account) ?? phones[0];
}

/** Somebody may have turned to another phone while a call was under way. */
const isShown = (state: SimulatorState, account: string) => shownPhone(state)?.account === account;

/** The bubble whose deliveries are shown: the chosen one, or the last that the person sent. */
export function shownBubble(phone: Phone, bubble: string | null) {
  const sent = phone.bubbles.filter((candidate) => candidate.side === 'person');
  return sent.find((candidate) => candidate.id === bubble) ?? sent.at(-1);
}

/** What the person says with an act; undefined where that is no words. */
function wordsOf(action: PhoneAction): string | undefined {
  if (action.kind === 'text') return action.text;
  return action.kind === 'voice' ? action.transcript : undefined;
}

/** The phones of the sandbox accounts. */
export function createSimulatorStore(bridge: WeiguanBridge) {
  const questions = createQuestions<Phone>();
  const store = createStore<SimulatorState>()((set, get) => ({
    phones: loading,
    account: null,
    bubble: null,
    drafts: {},
    failure: null,
    async load() {
      if (get().phones.state === 'failed' && get().phones.value === undefined) set({ phones: loading });
      const phones = await questions.ask(bridge.call('simulator.phones', {}));
      if (!phones) return;
      const { answer, since } = phones;
      set({ phones: settled(answer.ok ? ok(mergePhones(answer.value, since)) : answer, get().phones) });
    },
    choose: (account) => set({ account, bubble: null, failure: null }),
    chooseBubble: (bubble) => set({ bubble }),
    type: (account, text) => set(({ drafts }) => ({ drafts: { ...drafts, [account]: text } })),
    async act(account, action) {
      const typed = get().drafts[account] ?? '';
      const said = wordsOf(action) === typed.trim() ? typed : '';
      set({ failure: null, bubble: null });
      if (said !== '') get().type(account, '');
      const act = await bridge.call('simulator.act', { account, action });
      if (act.ok) return;
      if (said !== '' && get().drafts[account] === '') get().type(account, said);
      if (isShown(get(), account)) set({ failure: act.error });
    },
    async clear(account) {
      const cleared = await bridge.call('simulator.clear', { account });
      if (isShown(get(), account)) set({ failure: cleared.ok ? null : cleared.error, bubble: null });
    },
  }));
  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('simulator.changed', (changed) => {
        questions.note(...changed);
        store.setState((state) => ({ phones: { state: 'ready', value: mergePhones(state.phones.value ?? [], changed) } }));
      });
    },
  };
}
