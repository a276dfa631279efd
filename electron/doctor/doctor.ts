import { type CheckId, type CheckReport, checkIds, type DoctorReport, mergeReport } from '../../shared/doctor.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Check, DoctorContext, Finding } from './check.ts';
import { allowList } from './checks/allow-list.ts';
import { app } from './checks/app.ts';
import { callbackIps } from './checks/callback-ips.ts';
import { certificate } from './checks/certificate.ts';
import { clock } from './checks/clock.ts';
import { keychain } from './checks/keychain.ts';
import { lastMessage } from './checks/last-message.ts';
import { latency } from './checks/latency.ts';
import { network } from './checks/network.ts';
import { publicUrl } from './checks/public-url.ts';
import { token } from './checks/token.ts';
import { tunnel } from './checks/tunnel.ts';

/** Every check by its id. */
export const checks: Record<CheckId, Check> = {
  ...{ clock, keychain, network, token, app, tunnel, certificate, latency },
  'allow-list': allowList,
  'public-url': publicUrl,
  'callback-ips': callbackIps,
  'last-message': lastMessage,
};

export interface DoctorOptions {
  /** What to look at, for one account; undefined where there is no such account. */
  context(account: string): DoctorContext | undefined;
  clock: Clock;
  /** The report as it grows. */
  onChange(report: DoctorReport): void;
  onBug(error: unknown): void;
}

/** Looks for what keeps WeChat and this computer apart, check by check. */
export interface Doctor {
  /**
   * All checks in their order, or those asked for; resolves with the whole report. Who asks for what is under way
   * already gets the same report. Fails with `accounts/unknown`.
   */
  run(account: string, only?: readonly CheckId[]): Promise<Result<DoctorReport>>;
  /** The newest findings about each account that is there, as far as they go; for a page that was not there. */
  last(): DoctorReport[];
}

export function createDoctor(options: DoctorOptions): Doctor {
  const underWay = new Map<string, Promise<Result<DoctorReport>>>();
  const found = new Map<string, DoctorReport>();
  const onChange = (report: DoctorReport) => {
    found.set(report.account, mergeReport(found.get(report.account), report));
    options.onChange(report);
  };
  return {
    last: () => [...found.values()].filter(({ account }) => options.context(account) !== undefined),
    run(account, only = checkIds) {
      const ids = checkIds.filter((id) => only.includes(id));
      const key = [account, ...ids].join();
      const there = underWay.get(key);
      if (there) return there;
      const started = runChecks(account, ids, { ...options, onChange }).finally(() => underWay.delete(key));
      underWay.set(key, started);
      return started;
    },
  };
}

async function runChecks(
  account: string,
  ids: readonly CheckId[],
  { context, clock: time, onChange, onBug }: DoctorOptions,
): Promise<Result<DoctorReport>> {
  const looked = context(account);
  if (!looked) return err(failure('accounts/unknown', { id: account }));
  const reports: CheckReport[] = ids.map((id) => ({ id, state: 'waiting' }));
  const report: DoctorReport = { account, startedAt: time.now(), checks: reports };
  const tell = () => onChange({ ...report, checks: [...reports] });
  for (const [index, id] of ids.entries()) {
    reports[index] = { id, state: 'running' };
    tell();
    const startedAt = time.elapsed();
    const { found, ...finding } = await examine(checks[id], looked, onBug);
    reports[index] = { id, ...finding, ...(found !== undefined && { found }), ms: Math.round(time.elapsed() - startedAt) };
  }
  report.finishedAt = time.now();
  tell();
  return ok(report);
}

/** A bug in one check must not hide what the others find. */
async function examine(check: Check, context: DoctorContext, onBug: (error: unknown) => void): Promise<Finding> {
  try {
    return await check.run(context);
  } catch (error) {
    onBug(error);
    return { state: 'failed', failure: failure('api/bug') };
  }
}
