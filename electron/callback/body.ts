import type { IncomingMessage } from 'node:http';

export type Body = { kind: 'whole'; bytes: Buffer } | { kind: 'too-large'; head: Buffer } | { kind: 'broken'; head: Buffer };

/**
 * Reads a request's body, at most `limit` bytes of it. A larger one is told by its first part, and what follows is
 * not kept.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const head = () => Buffer.concat(chunks);
    const done = (body: Body) => {
      request.removeAllListeners('data');
      resolve(body);
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) done({ kind: 'too-large', head: head() });
      else chunks.push(chunk);
    });
    request.once('end', () => done({ kind: 'whole', bytes: head() }));
    request.once('error', () => done({ kind: 'broken', head: head() }));
    request.once('close', () => done({ kind: 'broken', head: head() }));
  });
}
