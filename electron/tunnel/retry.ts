import { once } from 'node:events';
import type { FailureCode } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';
import { bounded } from '../bounded.ts';
import type { Clock } from '../clock.ts';
import type { Provider } from './provider.ts';
import { reach } from './reach.ts';
import { rest, restUnlessWoken } from './rest.ts';
import type { TunnelTimings } from './timings.ts';

/** What an ssh server said to a login, or showed. */
const saidNo = new Set<string>(['ssh/auth-key', 'ssh/auth-agent', 'ssh/auth-password', 'ssh/host-key-changed'] satisfies FailureCode[]);

/** Whether a server turned a login down, and bans the address of whoever asks often; not what kept us from asking it. */
export const isServersNo = ({ code }: Failure): boolean => saidNo.has(code);

/** What no second attempt mends before the admin has done something. */
const settled = new Set<string>([
  'ssh/host-key-changed',
  'tunnel/no-public-url',
  'tunnel/public-url',
  'tunnel/server-url',
] satisfies FailureCode[]);

/** What most likely needs the admin, too; but it may mend itself. */
const refusals = new Set<string>([
  'ssh/auth-key',
  'ssh/auth-agent',
  'ssh/auth-password',
  'ssh/key-file',
  'ssh/key-format',
  'ssh/key-passphrase-missing',
  'ssh/key-passphrase-wrong',
  'ssh/no-agent',
  'ssh/no-password',
  'tunnel/cloudflared-missing',
  'tunnel/frpc-missing',
  'tunnel/program-start',
] satisfies FailureCode[]);

/** Whether whoever tries again at once, or often, makes it worse. */
export const needsAdmin = ({ code }: Failure): boolean => settled.has(code) || refusals.has(code) || code.startsWith('secrets/');

/** The server may not have been there: then, as soon as it answers a knock, trying again makes sense. */
const absences = new Set<string>(['tunnel/server-unreachable', 'ssh/unreachable', 'ssh/timeout', 'tunnel/lost'] satisfies FailureCode[]);

/** When to try again, and whether it is the admin's turn. */
export interface RetryPlan {
  /** `Infinity` for never. */
  waitMs: number;
  needsAdmin: boolean;
}

/** @param attempt how many came before since the tunnel was up; @param random from 0 to below 1, so that many don't come back at once */
export function planRetry(failure: Failure, attempt: number, timings: TunnelTimings, random: number): RetryPlan {
  const { code } = failure;
  if (settled.has(code)) return { waitMs: Number.POSITIVE_INFINITY, needsAdmin: true };
  if (needsAdmin(failure)) return { waitMs: timings.refusedRetryMs, needsAdmin: true };
  const doubled = timings.firstRetryMs * 2 ** Math.min(attempt, 10) * (1 + random / 2);
  // a fresh tunnel is probed for some time before it is given up, so the wait for the next one may be short
  const longest = code.startsWith('tunnel/probe-') ? timings.probeAgainMs : timings.maxRetryMs;
  return { waitMs: Math.min(doubled, longest), needsAdmin: false };
}

/** Waits as planned; shorter where the machine wakes from sleep or the server, away before, answers a knock. */
export async function waitForRetry(
  plan: RetryPlan,
  { code }: Failure,
  { server }: Provider,
  { clock, timings }: { clock: Clock; timings: TunnelTimings },
  signal: AbortSignal,
): Promise<void> {
  const waiting = bounded(signal);
  const waits: Promise<unknown>[] = [restUnlessWoken(plan.waitMs, timings.tickMs, clock, waiting.signal)];
  if (server && absences.has(code)) waits.push(serverReturns(server, timings.knockEveryMs, waiting.signal));
  await Promise.race(waits);
  waiting.end();
  await Promise.all(waits);
}

/** One that is there can't return, and isn't knocked at again: it might take that for an attack, and hangs up on us as it is. */
async function serverReturns(server: { host: string; port: number }, everyMs: number, signal: AbortSignal): Promise<void> {
  let isAway = (await reach(server, everyMs, signal)) !== undefined;
  if (!isAway && !signal.aborted) await once(signal, 'abort');
  while (isAway && !signal.aborted) {
    await rest(everyMs, signal);
    isAway = (await reach(server, everyMs, signal)) !== undefined;
  }
}
