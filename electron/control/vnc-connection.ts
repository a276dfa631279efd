import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Attempt, VncTrouble } from './vnc-conversation.ts';

/** Makes a connection. Fails where there is none to be had. */
export type Dial = (host: string, port: number, signal: AbortSignal) => Promise<Result<Duplex>>;

interface Server {
  host: string;
  port: number;
  dial: Dial;
}

/** Dials directly. Fails with `control/vnc-unreachable` and `control/no-such-host`. */
export const dialDirectly: Dial = (host, port, signal) => {
  const socket = connect({ host, port, noDelay: true, signal });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(ok(socket)));
    // Errors that come later end the reading; this only keeps them from being thrown.
    socket.on('error', ({ code, message }: NodeJS.ErrnoException) => resolve(err(dialFailure(host, port, code ?? message))));
  });
};

const dialFailure = (host: string, port: number, reason: string) =>
  /^(ENOTFOUND|EAI_)/.test(reason)
    ? failure('control/no-such-host', { host, reason })
    : failure('control/vnc-unreachable', { address: `${host}:${port}`, reason });

/**
 * Connects, has the conversation, and ends the connection.
 * Fails with `control/vnc-…`, `control/screen-size` and `control/called-off`.
 */
export async function converse<T>(conversation: Attempt<T>, server: Server, timeoutMs: number, signal: AbortSignal): Promise<Result<T>> {
  const address = `${server.host}:${server.port}`;
  const late = AbortSignal.timeout(timeoutMs);
  const ended = AbortSignal.any([signal, late]);
  const outcome = await talk(conversation, server, ended);
  if (signal.aborted) return err(failure('control/called-off'));
  if (late.aborted) return err(failure('control/vnc-timeout', { address, seconds: String(Math.round(timeoutMs / 1000)) }));
  if (outcome === 'lost') return err(failure('control/vnc-lost', { address }));
  return outcome;
}

async function talk<T>(conversation: Attempt<T>, { host, port, dial }: Server, ended: AbortSignal): Promise<Result<T> | 'lost'> {
  if (ended.aborted) return 'lost';
  const dialled = await dial(host, port, ended);
  if (!dialled.ok) return dialled;
  const socket = dialled.value;
  const end = () => socket.destroy();
  ended.addEventListener('abort', end, { once: true });
  if (ended.aborted) end();
  try {
    const found = await carry(conversation, socket);
    if (found === 'lost') return found;
    return found.ok ? found : err(told(found.error, `${host}:${port}`));
  } finally {
    ended.removeEventListener('abort', end);
    end();
  }
}

/** Carries bytes between a connection and a conversation. What isn't read yet is left to the socket, which holds it back. */
async function carry<T>(conversation: Attempt<T>, socket: Duplex): Promise<Result<T, VncTrouble> | 'lost'> {
  let step = conversation.next();
  let pending = Buffer.alloc(0);
  try {
    for await (const chunk of socket) {
      pending = Buffer.concat([pending, chunk]);
      let at = 0;
      while (!step.done) {
        if ('send' in step.value) {
          socket.write(step.value.send);
          step = conversation.next(Buffer.alloc(0));
          continue;
        }
        const end = at + step.value.read;
        if (end > pending.length) break;
        step = conversation.next(pending.subarray(at, end));
        at = end;
      }
      if (step.done) return step.value;
      pending = pending.subarray(at);
    }
  } catch {
    // the connection broke, or was ended by us: the caller knows which
  }
  return 'lost';
}

function told(trouble: VncTrouble, address: string): Failure {
  switch (trouble.kind) {
    case 'not-vnc':
      return failure('control/vnc-not-vnc', { address });
    case 'no-password':
      return failure('control/vnc-no-password', { address });
    case 'password':
      return failure('control/vnc-password', { address });
    case 'refused':
      return failure('control/vnc-refused', { address, reason: trouble.reason });
    case 'security':
      return failure('control/vnc-security', { address, types: trouble.types.join(', ') });
    case 'protocol':
      return failure('control/vnc-protocol', { address, what: trouble.what });
    case 'size':
      return trouble.failure;
  }
}
