import { createStore, type StoreApi } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { type CheckId, checkIds, type DoctorReport, mergeReport } from '../../shared/doctor.ts';
import type { Failure } from '../../shared/result.ts';
import { without } from './acts.ts';

export interface DoctorState {
  /** The account that is looked at; null until somebody chooses. */
  account: string | null;
  /** The newest findings, by account. A run of a few checks renews these and leaves the others. */
  reports: Record<string, DoctorReport>;
  /** Why no run came about, by account. */
  failures: Record<string, Failure>;
  choose(account: string): void;
  /** Asks for what was found before this page was there. */
  load(): Promise<void>;
  /** All checks in their order, or those named. */
  run(account: string, only?: CheckId[]): Promise<void>;
}

export const isRunning = (report: DoctorReport | undefined): boolean => report !== undefined && report.finishedAt === undefined;

/** The doctor's findings, as they come in. */
export function createDoctorStore(bridge: WeiguanBridge) {
  const store: StoreApi<DoctorState> = createStore<DoctorState>()((set, get) => ({
    account: null,
    reports: {},
    failures: {},
    choose: (account) => set({ account }),
    async load() {
      const last = await bridge.call('doctor.last', {});
      if (!last.ok) return;
      // What has come in since is newer than the answer.
      const isNews = ({ account, startedAt, finishedAt = 0 }: DoctorReport) => {
        const here = get().reports[account];
        return !here || startedAt > here.startedAt || (isRunning(here) && finishedAt >= here.startedAt);
      };
      for (const report of last.value.filter(isNews)) store.setState(withReport(report));
    },
    async run(account, only) {
      const before = get().reports[account];
      if (isRunning(before)) return;
      const asked = only ?? [...checkIds];
      const waiting = { account, startedAt: Date.now(), checks: asked.map((id) => ({ id, state: 'waiting' as const })) };
      set(({ reports, failures }) => ({
        reports: { ...reports, [account]: mergeReport(before, waiting) },
        failures: without(failures, account),
      }));
      const done = await bridge.call('doctor.run', { account, ...(only && { only }) });
      if (done.ok) return store.setState(withReport(done.value));
      const reports = before ? { ...get().reports, [account]: before } : without(get().reports, account);
      set({ reports, failures: { ...get().failures, [account]: done.error } });
    },
  }));

  return {
    store,
    start() {
      void store.getState().load();
      return bridge.on('doctor.changed', (report) => store.setState(withReport(report)));
    },
  };
}

const withReport =
  (report: DoctorReport) =>
  ({ reports }: DoctorState) => ({
    reports: { ...reports, [report.account]: mergeReport(reports[report.account], report) },
  });
