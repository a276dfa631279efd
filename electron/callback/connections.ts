import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { limits } from '../../shared/limits.ts';

/** Which connections are in use: the listener says so, for to listen to each request and answer costs as much as to parse it. */
export interface ConnectionUse {
  /** A whole request has come in. Half a request is no use of a connection. */
  began(socket: Socket): void;
  /** Its answer has been written. */
  ended(socket: Socket): void;
}

/**
 * No client may hold a connection for long without using it: one that dribbles its request, or never reads its answer,
 * is cut. Nor may there be too many: where all are taken, the one that has been silent for longest makes room for the
 * new one, so that a crowd that only holds connections never keeps a message out.
 *
 * There is no bound for each address: behind a tunnel all that comes in comes from one.
 */
export function boundConnections(server: Server): ConnectionUse {
  server.headersTimeout = limits.requestHeadMs;
  server.requestTimeout = limits.requestMs;
  server.keepAliveTimeout = limits.idleConnectionMs;
  // Counts from the last byte in either direction, so it cuts those who don't read as well.
  server.timeout = limits.idleConnectionMs;
  server.maxHeadersCount = 100;
  /** Connections without a request that is being answered, the longest silent first. */
  const silent = new Set<Socket>();
  let open = 0;
  server.on('connection', (socket: Socket) => {
    open += 1;
    silent.add(socket);
    socket.once('close', () => {
      open -= 1;
      silent.delete(socket);
    });
    const [longest] = open > limits.connections ? silent : [];
    longest?.destroy();
  });
  return {
    began: (socket) => void silent.delete(socket),
    ended: (socket) => void (socket.destroyed || silent.add(socket)),
  };
}
