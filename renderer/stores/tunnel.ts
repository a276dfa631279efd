import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { TunnelConfig, TunnelState } from '../../shared/tunnel.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';
import { configOfTunnel, sameTunnel, type TunnelForm } from './tunnel-form.ts';

export type TunnelAct = 'save' | 'start' | 'stop' | 'forgetHostKey' | 'acknowledge';

interface TunnelNow {
  config: TunnelConfig;
  state: TunnelState;
}

export interface TunnelStoreState {
  tunnel: Loadable<TunnelNow>;
  /** Changes that are not saved. No secret is in them. */
  draft: TunnelForm | null;
  busy: TunnelAct | null;
  /** What the last act ran into. */
  failed: { act: TunnelAct; failure: Failure } | null;
  load(): Promise<void>;
  /** Keeps a draft; null discards it. One that says what is saved is none. */
  edit(form: TunnelForm | null): void;
  /** Saves and starts. Whether it was saved. */
  save(form: TunnelForm, password: string): Promise<boolean>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Trusts the key that the ssh server shows next. */
  forgetHostKey(): Promise<void>;
  acknowledge(): Promise<void>;
}

/** The way that WeChat takes to the listener: how it is set, and how it stands. */
export function createTunnelStore(bridge: WeiguanBridge) {
  const questions = createQuestions<TunnelState>();

  const store = createStore<TunnelStoreState>()((set, get) => {
    /** Says what is under way, and what it ran into. */
    async function act(name: TunnelAct, call: Promise<Result<TunnelNow>>): Promise<boolean> {
      set({ busy: name, failed: null });
      const asked = questions.ask(call);
      const answer = await call;
      const taken = await asked;
      set({ busy: null, failed: answer.ok ? null : { act: name, failure: answer.error } });
      if (answer.ok && taken)
        set({ tunnel: { state: 'ready', value: { ...answer.value, state: taken.since.at(-1) ?? answer.value.state } } });
      return answer.ok;
    }
    /** The configuration stays as it is. */
    async function change(name: TunnelAct, call: Promise<Result<TunnelState>>): Promise<void> {
      const config = get().tunnel.value?.config;
      if (config) await act(name, withConfig(call, config));
    }
    return {
      tunnel: loading,
      draft: null,
      busy: null,
      failed: null,
      async load() {
        if (get().tunnel.state === 'failed' && get().tunnel.value === undefined) set({ tunnel: loading });
        const asked = await questions.ask(bridge.call('tunnel.get', {}));
        if (!asked) return;
        const { answer, since } = asked;
        const newest = since.at(-1);
        const now = answer.ok && newest ? { ok: true as const, value: { ...answer.value, state: newest } } : answer;
        set({ tunnel: settled(now, get().tunnel) });
      },
      edit(form) {
        const saved = get().tunnel.value?.config;
        set({ draft: form && saved && sameTunnel(form, saved) ? null : form, failed: null });
      },
      async save(form, password) {
        const input = { config: configOfTunnel(form), ...(password !== '' && { password }) };
        const saved = await act('save', bridge.call('tunnel.set', input));
        // What has been typed meanwhile stays.
        if (saved && get().draft === form) set({ draft: null });
        return saved;
      },
      start: () => change('start', bridge.call('tunnel.start', {})),
      stop: () => change('stop', bridge.call('tunnel.stop', {})),
      forgetHostKey: () => change('forgetHostKey', bridge.call('tunnel.forgetHostKey', {})),
      acknowledge: () => change('acknowledge', bridge.call('tunnel.acknowledge', {})),
    };
  });

  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('tunnel.changed', (state) => {
        questions.note(state);
        const known = store.getState().tunnel.value;
        if (!known) return;
        store.setState({ tunnel: { state: 'ready', value: { ...known, state } } });
        if (store.getState().busy === null && hasBegunAnew(known.state, state)) void store.getState().load();
      });
    },
  };
}

/** Another window may have set it: only its beginning shows, so then the configuration is asked for again. */
const hasBegunAnew = (before: TunnelState, now: TunnelState): boolean =>
  now.provider !== before.provider || now.publicUrl !== before.publicUrl || (now.state !== before.state && now.state !== 'up');

async function withConfig(call: Promise<Result<TunnelState>>, config: TunnelConfig): Promise<Result<TunnelNow>> {
  const answer = await call;
  return answer.ok ? { ok: true, value: { config, state: answer.value } } : answer;
}
