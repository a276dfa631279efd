import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { failure } from '../../shared/failures.ts';
import type { NoticeRule, OncallPlan, OncallState, Recipients } from '../../shared/monitor/notice-rule.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import { followChanges, rebase } from './follow-changes.ts';
import { type Loadable, loading, settled } from './loadable.ts';

export interface NoticeRulesState {
  rules: Loadable<NoticeRule[]>;
  /** Null as long as there is no plan. */
  oncall: Loadable<OncallState | null>;
  /** The plan that is being typed; null where nobody changes it. */
  planDraft: OncallPlan | null;
  /** Rules that are being typed, by their id, or what stands for a new one. */
  drafts: Record<string, NoticeRule>;
  /** How many people some recipients mean, by `reachKey`. */
  reach: Record<string, number>;
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
  /** Keeps what was typed of the plan until it is saved or put away (`null`). */
  keepPlan(plan: OncallPlan | null): void;
  forgetFailure(): void;
  /** Keeps what was typed of a rule, or of a new one (by another name), until it is saved or put away (`null`). */
  keepDraft(name: string, rule: NoticeRule | null): void;
  /** Asks how many people these mean at this moment; see `reach`. */
  askReach(to: Recipients): Promise<void>;
}

export const reachKey = (to: Recipients) => JSON.stringify(to);

/** Who is told of what, and who is on call. */
export function createNoticeRulesStore(bridge: WeiguanBridge) {
  const store = createStore<NoticeRulesState>()((set, get) => {
    /**
     * Changes the rules as they are by now: another console may have changed them, and none may be taken for what was never read.
     * @param change of the rules by now, where it can be made; with what was shown of them until now
     */
    async function write(change: (rules: NoticeRule[], shown: NoticeRule[]) => Result<NoticeRule[]>): Promise<boolean> {
      set({ saving: true, failure: null });
      const shown = get().rules.value ?? [];
      const now = await bridge.call('notices.rules.get', {});
      const changed = now.ok ? change(now.value, shown) : now;
      const done = changed.ok ? await bridge.call('notices.rules.set', { rules: changed.value }) : changed;
      const rules = done.ok ? done.value : now.ok ? now.value : undefined;
      set({ saving: false, ...(rules && { rules: { state: 'ready', value: rules } }), ...(!done.ok && { failure: done.error }) });
      return done.ok;
    }

    /** Whoever types the first plan is told that another console has made one meanwhile, before it can be overwritten. */
    function showOncall(oncall: Loadable<OncallState | null>): void {
      const { planDraft, oncall: before } = get();
      const [was, is] = [before.value?.plan, oncall.value?.plan];
      const left = planDraft && follow(planDraft, was, is);
      set({ oncall, planDraft: left, ...(left && !was && is && { failure: failure('oncall/made-meanwhile') }) });
    }
    /** What was typed while a plan was being saved. */
    function typedSince(sent: OncallPlan, kept: OncallPlan): OncallPlan | null {
      const { planDraft } = get();
      return planDraft && follow(planDraft, sent, kept);
    }

    return {
      ...{ rules: loading, oncall: loading, saving: false, failure: null, removed: null, drafts: {}, planDraft: null, reach: {} },
      async load() {
        const [rules, oncall] = await Promise.all([bridge.call('notices.rules.get', {}), bridge.call('oncall.get', {})]);
        set({ rules: settled(rules, get().rules) });
        showOncall(settled(oncall, get().oncall));
      },
      put: (rule) =>
        write((rules, shown) => {
          const isKnown = rules.some(({ id }) => id === rule.id);
          const before = shown.find(({ id }) => id === rule.id);
          if (!isKnown) return before ? err(failure('notices/rule-gone', { name: before.name })) : ok([...rules, rule]);
          return ok(rules.map((other) => (other.id === rule.id ? rebase(rule, before ?? other, other) : other)));
        }),
      async remove(id) {
        let removed: NoticeRulesState['removed'] = null;
        const isDone = await write((rules) => {
          const place = rules.findIndex((rule) => rule.id === id);
          const rule = rules[place];
          removed = rule ? { rule, place } : null;
          return ok(rules.filter((other) => other.id !== id));
        });
        if (isDone) set({ removed });
        return isDone;
      },
      async restore() {
        const { removed } = get();
        if (!removed) return;
        const { place, rule } = removed;
        if (await write((rules) => ok(rules.filter(({ id }) => id !== rule.id).toSpliced(place, 0, rule)))) set({ removed: null });
      },
      letGo: () => set({ removed: null }),
      async setOncall(plan) {
        set({ saving: true, failure: null });
        const before = get().oncall.value?.plan;
        const now = await bridge.call('oncall.get', {});
        if (now.ok && now.value && !before) {
          showOncall(settled(now, get().oncall));
          set({ saving: false });
          return false;
        }
        const wanted = now.ok && now.value && before ? rebase(plan, before, now.value.plan) : plan;
        const done = now.ok ? await bridge.call('oncall.set', { plan: wanted }) : now;
        if (!done.ok) set({ saving: false, failure: done.error });
        else set({ saving: false, planDraft: typedSince(plan, done.value.plan), oncall: { state: 'ready', value: done.value } });
        return done.ok;
      },
      keepPlan: (planDraft) => set({ planDraft }),
      forgetFailure: () => set({ failure: null }),
      keepDraft(name, rule) {
        const { [name]: _, ...others } = get().drafts;
        set({ drafts: rule ? { ...others, [name]: rule } : others });
      },
      async askReach(to) {
        const asked = await bridge.call('notices.reach', { recipients: [to] });
        const [count] = asked.ok ? asked.value : [];
        if (count !== undefined) set({ reach: { ...get().reach, [reachKey(to)]: count } });
      },
    };
  });
  followChanges(
    store,
    ({ rules }) => rules,
    (rule: NoticeRule) => rule,
  );
  return {
    store,
    start() {
      void store.getState().load();
      return () => undefined;
    },
  };
}

/** A plan that is typed, once another one is kept. */
function follow(draft: OncallPlan, was: OncallPlan | undefined, is: OncallPlan | undefined): OncallPlan | null {
  const plan = was && is ? rebase(draft, was, is) : draft;
  return JSON.stringify(plan) === JSON.stringify(is) ? null : plan;
}
