import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { limits } from '../../shared/limits.ts';

/** Which connections are in use: the listener says so, for to listen to each request and answer costs as much as to parse it. */
export interface ConnectionUse {
  /**
   * False where a client sends its next request before it has the answer to this one; then it is cut. Nobody who calls back
   * does that, and whoever does has hundreds of requests in hand by one packet.
   */
  takes(socket: Socket, response: Pick<ServerResponse, 'writableEnded'>): boolean;
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
  // Counts from the last byte in either direction, so it cuts those who don't read as well. Node's own time between two
  // requests would be the same, and set two timers for each of them.
  server.timeout = limits.idleConnectionMs;
  server.keepAliveTimeout = 0;
  server.maxHeadersCount = 100;
  /** All that are open, each with its turn: the lower, the longer it has been silent. */
  const turns = new Map<Socket, number>();
  /** The silent ones of some moment, the longest silent last: whoever has had a turn since then is passed over. */
  let silent: [Socket, number][] = [];
  let turn = 0;
  /** The latest answer on each. */
  const answers = new Map<Socket, Pick<ServerResponse, 'writableEnded'>>();

  function longestSilent(): Socket | undefined {
    if (silent.length === 0) silent = [...turns].filter(([, own]) => own !== inUse).sort(([, a], [, b]) => b - a);
    for (let next = silent.pop(); next; next = silent.pop()) {
      const [socket, own] = next;
      if (!socket.destroyed && turns.get(socket) === own) return socket;
    }
    return undefined;
  }

  server.on('connection', (socket: Socket) => {
    turns.set(socket, ++turn);
    socket.once('close', () => {
      turns.delete(socket);
      answers.delete(socket);
    });
    // Of a list that was used up nobody may be left: the second one is new.
    if (turns.size > limits.connections) (longestSilent() ?? longestSilent())?.destroy();
  });
  return {
    takes(socket, response) {
      if (socket.destroyed) return false;
      const isAnswered = answers.get(socket)?.writableEnded ?? true;
      if (isAnswered) answers.set(socket, response);
      else socket.destroy();
      return isAnswered;
    },
    began: (socket) => void (socket.destroyed || turns.set(socket, inUse)),
    ended: (socket) => void (socket.destroyed || turns.set(socket, ++turn)),
  };
}

/** Of a connection whose request is being answered. */
const inUse = Number.POSITIVE_INFINITY;
