import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { CurlCopy, Rehearsal } from '../../shared/inspection.ts';
import type { MessageDetail } from '../../shared/message-log.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { prettyXml } from '../text/xml.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

export interface ReplayState {
  /** The message that is sent through again; null while nobody wants to. */
  id: string | null;
  /** As it was, laid out, and as it is by now. */
  original: string;
  xml: string;
  /** What it would do. */
  rehearsal: Loadable<Rehearsal>;
  /** `sure`: whoever asked for the real thing is shown what that means. */
  state: 'rehearsing' | 'sure' | 'running' | 'done' | 'failed';
  failure: Failure | null;
  /** Names to the gateway what somebody is sure of: asked for again after a failure that nobody knows the end of, it runs once. */
  key: string | null;
  /** The row of the replay. */
  result: string | null;
  open(message: Pick<MessageDetail, 'id' | 'xml'>): void;
  close(): void;
  edit(xml: string): void;
  rehearse(): Promise<void>;
  /** Asks before it runs, or takes that back. */
  ask(sure: boolean): void;
  /** Sends it through for real, once, and only from `sure`. */
  run(): Promise<void>;
  /** A command line that delivers a message again. */
  curl(id: string): Promise<Result<CurlCopy>>;
}

const nothing = {
  id: null,
  original: '',
  xml: '',
  rehearsal: loading,
  state: 'rehearsing',
  failure: null,
  key: null,
  result: null,
} as const;

/** Sends a message of the log through again: without touching anything first, then for real. */
export function createReplayStore(bridge: WeiguanBridge, { newKey }: { newKey(): string }) {
  const questions = createQuestions();
  const store = createStore<ReplayState>()((set, get) => {
    /** What is sent in the place of the stored XML: nothing, where it was not changed. */
    const given = () => (get().xml === get().original ? {} : { xml: get().xml });
    return {
      ...nothing,
      open({ id, xml }) {
        if (get().id === id) return;
        const original = prettyXml(xml);
        set({ ...nothing, id, original, xml: original });
        void get().rehearse();
      },
      close: () => set(nothing),
      edit(xml) {
        if (get().state === 'running') return;
        const { value } = get().rehearsal;
        set({ xml, state: 'rehearsing', failure: null, key: null, result: null, rehearsal: { state: 'loading', ...(value && { value }) } });
        void get().rehearse();
      },
      async rehearse() {
        const { id } = get();
        if (id === null) return;
        const asked = get().xml;
        const answered = await questions.ask(bridge.call('messages.rehearse', { id, ...given() }));
        if (answered && get().id === id && get().xml === asked) set({ rehearsal: settled(answered.answer) });
      },
      ask: (sure) => {
        // Nobody can be sure of what was not rehearsed as it stands.
        if (get().state === 'running' || (sure && get().rehearsal.state !== 'ready')) return;
        set(sure ? { state: 'sure', key: get().key ?? newKey() } : { state: 'rehearsing' });
      },
      async run() {
        const { id, state, key } = get();
        if (id === null || key === null || state !== 'sure') return;
        set({ state: 'running', failure: null });
        const answer = await bridge.call('messages.replay', { id, key, ...given() });
        if (get().id !== id) return;
        set(answer.ok ? { state: 'done', key: null, result: answer.value.id } : { state: 'failed', failure: answer.error });
      },
      curl: (id) => bridge.call('messages.curl', { id }),
    };
  });
  return { store };
}
