import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { RedactionRule, RedactionState, StoredWish, Trial } from '../../shared/redaction.ts';
import type { Failure } from '../../shared/result.ts';
import type { Forecast, Retention, RetentionState } from '../../shared/retention.ts';
import { type Loadable, loading, settled } from './loadable.ts';

export interface UpkeepState {
  retention: Loadable<RetentionState>;
  redaction: Loadable<RedactionState>;
  /** What the bounds that stand in the form would take away; undefined while nobody has asked. */
  forecast: Loadable<Forecast> | undefined;
  /** The bounds that were asked about: of others the forecast tells nothing. */
  forecastOf: Retention | null;
  /** What the rule in the form would do. */
  trial: Loadable<Trial> | undefined;
  /** Why what was saved last was not. */
  failure: Failure | null;
  /** The rule that was deleted last, and where it stood. */
  deleted: { rule: RedactionRule; index: number } | null;
  load(): Promise<void>;
  /** Asks what would go; null forgets the answer. */
  ask(retention: Retention | null): Promise<void>;
  keep(retention: Retention): Promise<boolean>;
  /** Writes all rules. */
  setRules(rules: RedactionRule[]): Promise<boolean>;
  deleteRule(id: string): Promise<void>;
  undoDelete(): Promise<void>;
  /** Tries a rule; null forgets what came of it. */
  tryRule(rule: RedactionRule | null, sample?: string): Promise<void>;
  goThrough(wish: StoredWish): Promise<void>;
  stopRun(): Promise<void>;
}

/** How long messages are kept, and what of them is not. */
export function createUpkeepStore(bridge: WeiguanBridge, { newId }: { newId(): string }) {
  /** Names this page to the gateway: what another page asks for ends no forecast of this one's. */
  let asker: string | undefined;
  let asked = 0;
  let tried = 0;
  const store = createStore<UpkeepState>()((set, get) => ({
    retention: loading,
    redaction: loading,
    forecast: undefined,
    forecastOf: null,
    trial: undefined,
    failure: null,
    deleted: null,
    async load() {
      const [retention, redaction] = await Promise.all([bridge.call('retention.get', {}), bridge.call('redaction.get', {})]);
      set({ retention: settled(retention, get().retention), redaction: settled(redaction, get().redaction) });
    },
    async ask(retention) {
      asked += 1;
      const turn = asked;
      set({ forecast: retention ? loading : undefined, forecastOf: retention });
      if (!retention) return;
      asker ??= newId();
      const answer = await bridge.call('retention.forecast', { retention, asker });
      if (turn !== asked || (answer.ok && answer.value === null)) return;
      set({ forecast: answer.ok ? { state: 'ready', value: answer.value as Forecast } : { state: 'failed', failure: answer.error } });
    },
    async keep(retention) {
      const kept = await bridge.call('retention.set', { retention });
      if (kept.ok) set({ retention: { state: 'ready', value: kept.value }, forecast: undefined, failure: null });
      else set({ failure: kept.error });
      return kept.ok;
    },
    async setRules(rules) {
      const kept = await bridge.call('redaction.set', { rules });
      if (kept.ok) set({ redaction: { state: 'ready', value: kept.value }, failure: null });
      else set({ failure: kept.error });
      return kept.ok;
    },
    async deleteRule(id) {
      const rules = get().redaction.value?.rules ?? [];
      const index = rules.findIndex((rule) => rule.id === id);
      const rule = rules[index];
      if (rule && (await get().setRules(rules.filter((other) => other !== rule)))) set({ deleted: { rule, index } });
    },
    async undoDelete() {
      const { deleted, redaction } = get();
      if (!deleted) return;
      if (await get().setRules((redaction.value?.rules ?? []).toSpliced(deleted.index, 0, deleted.rule))) set({ deleted: null });
    },
    async tryRule(rule, sample = '') {
      tried += 1;
      const turn = tried;
      if (!rule) return set({ trial: undefined });
      const answer = await bridge.call('redaction.try', { rule, sample });
      if (turn === tried) set({ trial: settled(answer) });
    },
    async goThrough(wish) {
      const begun = await bridge.call('redaction.goThrough', wish);
      set({ failure: begun.ok ? null : begun.error });
    },
    async stopRun() {
      await bridge.call('redaction.stop', {});
    },
  }));

  return {
    store,
    start() {
      void store.getState().load();
      const stops = [
        bridge.on('retention.changed', (value) => store.setState({ retention: { state: 'ready', value } })),
        bridge.on('redaction.changed', (value) => store.setState({ redaction: { state: 'ready', value } })),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
