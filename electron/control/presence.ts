import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Result } from '../../shared/result.ts';
import { bounded } from '../bounded.ts';
import type { Presence } from './driver.ts';
import { whenAborted, within } from './run-limit.ts';
import type { SshLink } from './ssh-link.ts';
import { type Knocked, knockTcp } from './targets/probes.ts';

interface Address {
  host: string;
  port: number;
}

/** How long a port may take to answer, in ms. */
const patienceMs = 3_000;

/** How long its name may take before that. Name servers that don't answer are asked for 10 s and more. */
const namePatienceMs = 10_000;

const presences: Record<Knocked, Presence> = { open: 'up', closed: 'refused', silent: 'down', unknown: 'unknown' };

/** Whether a port answers from here. A name that isn't known in time says nothing of the machine. */
export async function knock({ host, port }: Address, signal: AbortSignal, lookUp?: LookupFunction): Promise<Presence> {
  const limit = bounded(signal, namePatienceMs + patienceMs);
  const knocked = await knockTcp(host, port, patienceMs, limit.signal, lookUp);
  limit.end();
  return presences[knocked];
}

/** How an ssh server tells that the far end isn't there, or says no: OpenSSH by strerror's words. */
const downWords = /Channel open failure: .*(?:timed out|no route to host|host is down)/i;
const refusedWords = /Channel open failure: .*refused/i;
/** Any word of it, a refusal too. */
const anyWord = /Channel open failure/;

/** Nobody listens there, so that a jump host has its answer at once. */
const nowhere: Address = { host: '127.0.0.1', port: 1 };

/**
 * Whether a port answers from a jump host on. What the jump host doesn't let us ask, or can't because it is itself out of
 * reach, is `unknown`.
 */
export async function knockThrough(jump: Pick<SshLink, 'dial' | 'system'>, address: Address, signal: AbortSignal): Promise<Presence> {
  // why: the time that connecting to the jump host takes must not count as the target's silence
  await jump.system(signal);
  if (signal.aborted) return 'unknown';
  const dialled = await dialBriefly(jump, address, signal);
  if (dialled?.ok) return 'up';
  if (dialled && refusedWords.test(reasonOf(dialled))) return 'refused';
  if (dialled) return downWords.test(reasonOf(dialled)) ? 'down' : 'unknown';
  const word = await dialBriefly(jump, nowhere, signal);
  return word && (word.ok || anyWord.test(reasonOf(word))) ? 'down' : 'unknown';
}

const reasonOf = (dialled: Result<unknown>) => (dialled.ok ? '' : (dialled.error.params?.reason ?? ''));

/** The connection is closed at once, or when it comes. Nothing where it takes too long or the signal is aborted. */
async function dialBriefly(jump: Pick<SshLink, 'dial'>, { host, port }: Address, signal: AbortSignal): Promise<Result<Duplex> | undefined> {
  const dialling = jump.dial(host, port).then((dialled) => {
    if (dialled.ok) dialled.value.destroy();
    return dialled;
  });
  const { aborted, forget } = whenAborted(signal);
  const dialled = await Promise.race([within(patienceMs, dialling), aborted]);
  forget();
  return dialled ?? undefined;
}
