import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Result } from '../../shared/result.ts';
import type { Presence } from './driver.ts';
import { whenAborted, within } from './run-limit.ts';
import type { SshLink } from './ssh-link.ts';

interface Address {
  host: string;
  port: number;
}

/** How long a port may take to answer, in ms. */
const patienceMs = 3_000;

/** What says that the machine isn't there, or doesn't listen. All other errors are those of our own network or of its names. */
const downErrors: readonly (string | undefined)[] = ['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'EHOSTDOWN', 'ETIMEDOUT'];

/** Whether a port answers from here. */
export function knock({ host, port }: Address, signal: AbortSignal): Promise<Presence> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve('unknown');
    const socket = connect({ host, port, signal, timeout: patienceMs });
    const end = (found: Presence) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => end('up'));
    socket.once('timeout', () => end('down'));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => end(downErrors.includes(code) ? 'down' : 'unknown'));
  });
}

/** How an ssh server tells that the far end isn't there: OpenSSH by strerror's words. */
const downWords = /Channel open failure: .*(?:refused|timed out|no route to host|host is down)/i;
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
