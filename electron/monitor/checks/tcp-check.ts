import { connect } from 'node:net';
import { failure } from '../../../shared/failures.ts';
import type { Failure } from '../../../shared/result.ts';
import { type CheckMaker, down, type Outcome, up } from '../check.ts';
import { inTurnOf } from './name-turn.ts';

/** Opens a connection to a port, and closes it at once. */
export const tcpCheck: CheckMaker<'tcp'> = ({ host, port }, _monitor, { clock, names }) => ({
  inTurn: (work) => inTurnOf(names, host, work),
  run: (signal) =>
    new Promise<Outcome>((resolve, reject) => {
      signal.throwIfAborted();
      const start = clock.elapsed();
      const socket = connect({ host, port, signal, lookup: names.lookup });
      socket.once('connect', () => {
        socket.destroy();
        resolve(up({ ms: clock.elapsed() - start }));
      });
      socket.once('error', (error: NodeJS.ErrnoException) => {
        if (signal.aborted) reject(error);
        else resolve(down(connectionFailure(error, host, `${host}:${port}`)));
      });
    }),
});

/** What a failed connection means. @param address as it is told, with its port */
export function connectionFailure({ code, message }: NodeJS.ErrnoException, host: string, address: string): Failure {
  switch (code) {
    case 'ECONNREFUSED':
      return failure('monitor/refused');
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return failure('monitor/reset');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return failure('monitor/unknown-host', { host });
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return failure('monitor/unreachable', { address });
    default:
      return failure('monitor/http', { reason: (message || code || '').slice(0, 200) });
  }
}
