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
 * @param done called once
 */
export function receiveBody(request: IncomingMessage, limit: number, budget: BodyBudget, done: (body: Body) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let isDone = false;
  const head = () => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
  const finish = (body: Body) => {
    isDone = true;
    budget.held -= size;
    done(body);
  };
  request.on('data', (chunk: Buffer) => {
    if (isDone) return;
    size += chunk.length;
    budget.held += chunk.length;
    if (size > limit) finish({ kind: 'too-large', head: head() });
    else if (budget.held > budget.limit) finish({ kind: 'overloaded', head: head() });
    else chunks.push(chunk);
  });
  request.on('end', () => isDone || finish({ kind: 'whole', bytes: head() }));
  // A request that is cut emits `error` only where somebody listens for it, and this always.
  request.on('close', () => isDone || finish({ kind: 'broken', head: head() }));
}

/** The same as a promise, for those who are asked less often. */
export const readBody = (request: IncomingMessage, limit: number, budget: BodyBudget = { held: 0, limit: Infinity }): Promise<Body> =>
  new Promise((resolve) => receiveBody(request, limit, budget, resolve));
