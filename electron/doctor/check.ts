import type { Account } from '../../shared/account.ts';
import type { CheckId } from '../../shared/doctor.ts';
import { type FailureCode, failure } from '../../shared/failures.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { TunnelState } from '../../shared/tunnel.ts';
import type { AppCheck, PlatformClient } from '../platforms/platform-client.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { CallbackCredentials } from '../wechat/credentials.ts';
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
  knock(): Promise<Result<{ ms: number; date?: number | undefined }>>;
  client(): Promise<Result<PlatformClient>>;
  checkApp(): Promise<Result<AppCheck>>;
  tunnel(): TunnelState;
  /** Token and key that a callback is checked with; undefined where they are not set. */
  credentials(): CallbackCredentials | undefined;
  /** Our own signed URL verification, sent to the public URL. */
  verification(): Promise<Result<Verified>>;
  /** The public URL's certificate: when it ends, Unix time in ms. */
  certificate(host: string, port: number): Promise<Result<{ endsAt: number }>>;
  lastMessageAt(): number | undefined;
}

/** One check. It changes nothing. */
export interface Check {
  id: CheckId;
  run(context: DoctorContext): Promise<Finding>;
}

export const fine = (found?: string): Finding => ({ state: 'ok', found });
export const failed = (problem: Failure, found?: string): Finding => ({ state: 'failed', failure: problem, found });
export const warn = (code: FailureCode, params: Record<string, string> = {}, found?: string): Finding => ({
  state: 'warning',
  failure: failure(code, params),
  found,
});
/** What a check waits for: the code of the failure says what is missing. */
export const skip = (problem: Failure): Finding => ({ state: 'skipped', failure: problem });
export const waitFor = (check: CheckId): Finding => skip(failure('doctor/needs', { check }));
