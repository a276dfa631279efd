import { z } from 'zod';
import type { Failure } from './result.ts';

/** The checks of the doctor, in their order. */
export const checkIds = [
  'clock',
  'keychain',
  'network',
  'token',
  'allow-list',
  'app',
  'tunnel',
  'public-url',
  'certificate',
  'latency',
  'callback-ips',
  'last-message',
] as const;
export const CheckId = z.enum(checkIds);
export type CheckId = z.infer<typeof CheckId>;

/** How a check ended: fine, fine but worth a look, not fine; `skipped` where what it needs is not there. */
export type CheckState = 'waiting' | 'running' | 'ok' | 'warning' | 'failed' | 'skipped';

/** One line of the report. */
export interface CheckReport {
  id: CheckId;
  state: CheckState;
  ms?: number;
  /** What was found, for people: an address, a time, a name. */
  found?: string;
  /** What is wrong and how to mend it; of a skipped check, what it waits for. */
  failure?: Failure;
}

/** The doctor's report about one account. */
export interface DoctorReport {
  account: string;
  /** Unix time in ms. */
  startedAt: number;
  finishedAt?: number;
  checks: CheckReport[];
}

/** The findings of a run among those that were there: a run of a few checks renews these and leaves the others. */
export function mergeReport(before: DoctorReport | undefined, report: DoctorReport): DoctorReport {
  const newer = new Map(report.checks.map((check) => [check.id, check]));
  const older = new Map(before?.checks.map((check) => [check.id, check]));
  const checks = checkIds.flatMap((id) => newer.get(id) ?? older.get(id) ?? []);
  return { ...report, checks };
}
