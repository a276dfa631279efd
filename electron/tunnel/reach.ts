import { connect } from 'node:net';

/**
 * Whether something takes TCP connections there. Never rejects; the connection is gone when the promise resolves.
 * @returns nothing where it does, else Node's error code, `ETIMEDOUT` or `ABORT_ERR`
 */
export function reach(server: { host: string; port: number }, timeoutMs: number, signal: AbortSignal): Promise<string | undefined> {
  if (signal.aborted) return Promise.resolve('ABORT_ERR');
  return new Promise((resolve) => {
    const socket = connect(server);
    const timer = setTimeout(() => end('ETIMEDOUT'), timeoutMs);
    const onAbort = () => end('ABORT_ERR');
    function end(reason?: string): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      resolve(reason);
    }
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => end());
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
