import { createServer, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ListenerAddress } from './provider.ts';

const requestLine = /^[A-Z]{3,10} (\S+) HTTP\/1\.[01]\r\n/;
const probePath = /\/callback\/probe(?:\?|$)/;
const badGateway = 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n';

/** Whether a request begins here that is not one of our own probes. A body that looks like that miscounts, no more. */
export function beginsRequest(chunk: Buffer): boolean {
  const path = requestLine.exec(chunk.toString('latin1', 0, 2_048))?.[1];
  return path !== undefined && !probePath.test(path);
}

/**
 * Carries a connection from the tunnel to the listener. The listener is called when the first byte comes, because it
 * hangs up on those who say nothing. Where it doesn't answer, the far end gets a 502 and the slot is free again.
 */
export function carry(stream: Duplex, listener: ListenerAddress, onRequest: () => void): void {
  const local = new Socket({ allowHalfOpen: true });
  let connected = false;
  stream.on('data', (chunk: Buffer) => {
    if (beginsRequest(chunk)) onRequest();
  });
  stream.once('data', (first: Buffer) => {
    stream.pause();
    local.connect(listener, () => {
      connected = true;
      local.write(first);
      stream.pipe(local).pipe(stream);
    });
  });
  stream.once('end', () => {
    if (!connected && !local.connecting) stream.end();
  });
  stream.on('error', () => local.destroy());
  stream.once('close', () => local.destroy());
  local.on('error', () => {
    if (connected) return stream.destroy();
    stream.end(badGateway);
    stream.resume();
  });
  local.once('close', () => {
    if (connected && !stream.writableEnded) stream.destroy();
  });
}

/** A door on loopback, for a client that can only be told a port. */
export interface Relay {
  port: number;
  /** Ends every connection too. */
  close(): Promise<void>;
}

/** Opens a relay to the listener on a free port. */
export function openRelay(listener: ListenerAddress, onRequest: () => void): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    carry(socket, listener, onRequest);
  });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address ? address.port : 0, close });
    });
  });
}
