import type { IncomingMessage } from 'node:http';

export type Body =
  | { kind: 'whole'; bytes: Buffer }
  | { kind: 'too-large'; head: Buffer }
  | { kind: 'broken'; head: Buffer }
  | { kind: 'overloaded'; head: Buffer };

/** How many bytes of unfinished bodies are held at this moment, by all requests together. */
export interface BodyBudget {
  held: number;
  readonly limit: number;
}

/**
 * Reads a request's body, at most `limit` bytes of it. A larger one is told by its first part, and what follows is
 * not kept; nor is anything where all bodies together outgrow the budget.
 */
export function readBody(request: IncomingMessage, limit: number, budget: BodyBudget = { held: 0, limit: Infinity }): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isDone = false;
    const head = () => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    const done = (body: Body) => {
      if (isDone) return;
      isDone = true;
      budget.held -= size;
      resolve(body);
    };
    request.on('data', (chunk: Buffer) => {
      if (isDone) return;
      size += chunk.length;
      budget.held += chunk.length;
      if (size > limit) done({ kind: 'too-large', head: head() });
      else if (budget.held > budget.limit) done({ kind: 'overloaded', head: head() });
      else chunks.push(chunk);
    });
    const broken = () => done({ kind: 'broken', head: head() });
    request.on('end', () => done({ kind: 'whole', bytes: head() }));
    request.on('error', () => isDone || broken());
    request.on('close', () => isDone || broken());
  });
}
