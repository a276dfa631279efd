import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { NoticeRule, OncallPlan, OncallState } from '../../shared/monitor/notice-rule.ts';
import type { Failure } from '../../shared/result.ts';
import { type Loadable, loading, settled } from './loadable.ts';

export interface NoticeRulesState {
  rules: Loadable<NoticeRule[]>;
  /** Null as long as there is no plan. */
  oncall: Loadable<OncallState | null>;
  saving: boolean;
  /** What the last change ran into. */
  failure: Failure | null;
  /** The rule that was deleted last, and where it stood. */
  removed: { rule: NoticeRule; place: number } | null;
  load(): Promise<void>;
  /** Adds a rule or changes the one of its id; whether that was done. */
  put(rule: NoticeRule): Promise<boolean>;
  remove(id: string): Promise<boolean>;
  restore(): Promise<void>;
  letGo(): void;
  setOncall(plan: OncallPlan): Promise<boolean>;
  forgetFailure(): void;
}

/** Who is told of what, and who is on call. */
export function createNoticeRulesStore(bridge: WeiguanBridge) {
  const store = createStore<NoticeRulesState>()((set, get) => {
    const list = () => get().rules.value ?? [];
    async function write(rules: NoticeRule[]): Promise<boolean> {
      set({ saving: true, failure: null });
      const done = await bridge.call('notices.rules.set', { rules });
      set(done.ok ? { saving: false, rules: { state: 'ready', value: done.value } } : { saving: false, failure: done.error });
      return done.ok;
    }
    return {
      ...{ rules: loading, oncall: loading, saving: false, failure: null, removed: null },
      async load() {
        const [rules, oncall] = await Promise.all([bridge.call('notices.rules.get', {}), bridge.call('oncall.get', {})]);
        set({ rules: settled(rules, get().rules), oncall: settled(oncall, get().oncall) });
      },
      put(rule) {
        const isKnown = list().some(({ id }) => id === rule.id);
        return write(isKnown ? list().map((other) => (other.id === rule.id ? rule : other)) : [...list(), rule]);
      },
      async remove(id) {
        const place = list().findIndex((rule) => rule.id === id);
        const rule = list()[place];
        if (!rule || !(await write(list().filter((other) => other.id !== id)))) return false;
        set({ removed: { rule, place } });
        return true;
      },
      async restore() {
        const { removed } = get();
        if (removed && (await write(list().toSpliced(removed.place, 0, removed.rule)))) set({ removed: null });
      },
      letGo: () => set({ removed: null }),
      async setOncall(plan) {
        set({ saving: true, failure: null });
        const done = await bridge.call('oncall.set', { plan });
        set(done.ok ? { saving: false, oncall: { state: 'ready', value: done.value } } : { saving: false, failure: done.error });
        return done.ok;
      },
      forgetFailure: () => set({ failure: null }),
    };
  });
  return {
    store,
    start() {
      void store.getState().load();
      return () => undefined;
    },
  };
}
