import { type Dispatcher, request } from 'undici';
import { type FailureCode, failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import { type HttpTrouble, troubleOf } from '../platforms/http-trouble.ts';

/** A server that answered. */
export interface Knocked {
  ms: number;
  /** How far our clock is ahead of the server's, in ms; absent where it told no time. */
  aheadMs?: number;
}

const patienceMs = 10_000;

const troubleCodes: Partial<Record<HttpTrouble, FailureCode>> = {
  timeout: 'platform/timeout',
  certificate: 'platform/certificate',
};

/** One request without credentials; whatever is answered, somebody is there. Closes the dispatcher. */
export async function knock(url: string, dispatcher: Dispatcher, clock: Clock): Promise<Result<Knocked>> {
  const startedAt = clock.elapsed();
  try {
    const { headers, body } = await request(url, { dispatcher, signal: AbortSignal.timeout(patienceMs) });
    const ms = clock.elapsed() - startedAt;
    const ahead = aheadOf(headers.date, clock.now() - ms / 2);
    await body.dump();
    return ok({ ms, ...(ahead !== undefined && { aheadMs: ahead }) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { trouble, reason, failure: known } = troubleOf(error);
    return err(known ?? failure(troubleCodes[trouble] ?? 'platform/unreachable', { host: new URL(url).host, reason }));
  } finally {
    await dispatcher.destroy();
  }
}

/** Its `Date` has whole seconds: so much of a difference is none. */
function aheadOf(date: unknown, now: number): number | undefined {
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  if (!Number.isFinite(at)) return undefined;
  const ahead = now - at;
  return ahead >= 0 && ahead < 1000 ? 0 : ahead;
}
