import { createServer, type Socket } from 'node:net';

/** A VNC server that says what a test wants it to, whatever it hears. */
export interface RfbServer {
  port: number;
  /** All that clients have sent. */
  heard(): Buffer;
  close(): Promise<void>;
}

/**
 * @param lines each is sent after one more piece was heard from the client (`heard` bytes in all); the first at once
 */
export async function startRfbServer(lines: readonly { heard: number; say: Buffer }[], thenEnd = false): Promise<RfbServer> {
  const sockets = new Set<Socket>();
  let heard = Buffer.alloc(0);
  const server = createServer((socket) => {
    const left = [...lines];
    heard = Buffer.alloc(0);
    sockets.add(socket);
    const speak = () => {
      for (let line = left[0]; line && line.heard <= heard.length; line = left[0]) {
        socket.write(line.say);
        left.shift();
      }
      if (left.length === 0 && thenEnd) socket.end();
    };
    socket.on('data', (piece) => {
      heard = Buffer.concat([heard, piece]);
      speak();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    speak();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    heard: () => heard,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
