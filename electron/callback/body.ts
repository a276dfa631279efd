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
 * Gathers a request's body, at most `limit` bytes of it. A larger one is told by its first part, and what follows is
 * not kept; nor is anything where all bodies together outgrow the budget.
 */
export class GatheredBody {
  private readonly limit: number;
  private readonly budget: BodyBudget;
  private readonly done: (body: Body) => void;
  private readonly chunks: Buffer[] = [];
  private size = 0;
  private isDone = false;

  /** @param done called once */
  constructor(limit: number, budget: BodyBudget, done: (body: Body) => void) {
    this.limit = limit;
    this.budget = budget;
    this.done = done;
  }

  add(chunk: Buffer): void {
    if (this.isDone) return;
    this.size += chunk.length;
    this.budget.held += chunk.length;
    if (this.size > this.limit) this.finish({ kind: 'too-large', head: this.head() });
    else if (this.budget.held > this.budget.limit) this.finish({ kind: 'overloaded', head: this.head() });
    else this.chunks.push(chunk);
  }

  /** All of it is there. */
  end(): void {
    if (!this.isDone) this.finish({ kind: 'whole', bytes: this.head() });
  }

  /** Nothing more will come. */
  cut(): void {
    if (!this.isDone) this.finish({ kind: 'broken', head: this.head() });
  }

  private head(): Buffer {
    return this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
  }

  private finish(body: Body): void {
    this.isDone = true;
    this.budget.held -= this.size;
    this.done(body);
  }
}

/** Reads the whole of a request's body, at most `limit` bytes of it. */
export function readBody(request: IncomingMessage, limit: number, budget: BodyBudget = { held: 0, limit: Infinity }): Promise<Body> {
  return new Promise((resolve) => {
    const body = new GatheredBody(limit, budget, resolve);
    request.on('data', (chunk: Buffer) => body.add(chunk));
    request.on('end', () => body.end());
    // A request that is cut emits `error` only where somebody listens for it, and this always.
    request.on('close', () => body.cut());
  });
}
