import type { Account } from '../../shared/account.ts';
import { type CheckId, checkIds, type DoctorReport } from '../../shared/doctor.ts';
import { type FailureCode, failure } from '../../shared/failures.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { TunnelState } from '../../shared/tunnel.ts';
import type { AppCheck, PlatformClient } from '../platforms/platform-client.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { ProbeOutcome } from '../tunnel/probe.ts';
import type { CallbackCredentials } from '../wechat/credentials.ts';
import type { SeenCertificate } from './certificate.ts';
import type { Knocked } from './knock.ts';
import type { Verified } from './own-verification.ts';

/** What a check found. */
export type Finding =
  | { state: 'ok'; found?: string | undefined }
  | { state: 'warning' | 'failed' | 'skipped'; found?: string | undefined; failure: Failure };

/** What the checks may look at. Answers that several checks need are fetched once a run. */
export interface DoctorContext {
  account: Account;
  /** Unix time in ms. */
  now(): number;
  secrets(): Promise<Result<SecretStore>>;
  /** One request to the platform's server over the account's way out, without credentials. */
  knock(): Promise<Result<Knocked>>;
  client(): Promise<Result<PlatformClient>>;
  /** A new access_token, fetched in this run. */
  checkCredentials(): Promise<Result<null>>;
  checkApp(): Promise<Result<AppCheck>>;
  tunnel(): TunnelState;
  /** One probe of the public URL; fails where there is none. */
  probe(): Promise<Result<ProbeOutcome>>;
  /** Token and key that a callback is checked with; undefined where they are not set, or the account answers nobody. */
  credentials(): CallbackCredentials | undefined;
  /** Our own signed URL verification, sent to the public URL. */
  verification(): Promise<Result<Verified>>;
  /** The public URL's certificate. */
  certificate(host: string, port: number): Promise<Result<SeenCertificate>>;
  lastMessageAt(): number | undefined;
}

/** One check. It changes nothing, and needs no other to have run before it. */
export interface Check {
  id: CheckId;
  run(context: DoctorContext): Promise<Finding>;
}

export const fine = (found?: string): Finding => ({ state: 'ok', found });
export const failed = (problem: Failure, found?: string): Finding => ({ state: 'failed', failure: problem, found });
export const warned = (problem: Failure, found?: string): Finding => ({ state: 'warning', failure: problem, found });
export const warn = (code: FailureCode, params: Record<string, string> = {}, found?: string): Finding =>
  warned(failure(code, params), found);
/** Not looked at, and why. */
export const skip = (problem: Failure): Finding => ({ state: 'skipped', failure: problem });
/** Not looked at, because another check has to pass first. */
export const waitFor = (check: CheckId): Finding => skip(failure('doctor/needs', { check }));

/** The checks that others in a report wait for. */
export function neededBy({ checks }: Pick<DoctorReport, 'checks'>): CheckId[] {
  const waiting = checks.flatMap(({ failure: why }) => (why?.code === 'doctor/needs' ? [why.params?.check] : []));
  return checkIds.filter((id) => waiting.includes(id));
}
