import { connect, type Socket } from 'node:net';

export interface Answer {
  status: number;
  bodyBytes: number;
}

/**
 * A keep-alive connection over a plain socket: one request at a time, ready-made bytes in, the answer's size out. Servers
 * hang up on connections that nobody uses for a while, so it is opened anew where it has to be.
 */
export interface Connection {
  /** Rejects where the connection ends before the answer has come whole. */
  ask(request: Buffer): Promise<Answer>;
  close(): void;
}

export async function openConnection(port: number): Promise<Connection> {
  let line = await openLine(port);
  return {
    async ask(request) {
      if (line.isClosed()) line = await openLine(port);
      return line.ask(request);
    },
    close: () => line.close(),
  };
}

async function openLine(port: number): Promise<Connection & { isClosed(): boolean }> {
  const socket = await opened(connect({ port, host: '127.0.0.1', noDelay: true }));
  let received = '';
  let closed = false;
  let waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    const answer = readAnswer(received);
    if (!answer) return;
    received = '';
    waiting?.resolve(answer);
  });
  const end = (error?: Error) => {
    closed = true;
    waiting?.reject(error ?? new Error('the server closed the connection'));
  };
  socket.on('error', end);
  socket.on('end', () => end());
  socket.on('close', () => end());
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    isClosed: () => closed,
    close: () => socket.destroy(),
  };
}

function opened(socket: Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** The answer where it is there whole. Every server here names its body's length. */
function readAnswer(text: string): Answer | undefined {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const bodyBytes = Number(/\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd))?.[1] ?? 0);
  return text.length >= headEnd + 4 + bodyBytes ? { status: Number(text.slice(9, 12)), bodyBytes } : undefined;
}
