import type { IncomingMessage } from 'node:http';

export type Body =
  | { kind: 'whole'; bytes: Buffer }
  | { kind: 'too-large'; head: Buffer }
  | { kind: 'broken'; head: Buffer }
  | { kind: 'overloaded'; head: Buffer };

/**
 * What all requests together hold of unfinished bodies. Where that outgrows the limit the largest is turned away, whoever
 * sent the last byte, so that a crowd that only holds megabytes never keeps a message out.
 */
export class BodyBudget {
  held = 0;
  readonly limit: number;
  /** As much as each may hold at once: those up to this size can't outgrow the limit, so they are neither noted nor turned away. */
  readonly share: number;
  private readonly larger = new Set<GatheredBody>();

  constructor(limit: number, holders: number) {
    this.limit = limit;
    this.share = limit / holders;
  }

  note(body: GatheredBody): void {
    this.larger.add(body);
  }

  forget(body: GatheredBody): void {
    this.larger.delete(body);
  }

  turnLargestAway(): void {
    let largest: GatheredBody | undefined;
    for (const body of this.larger) if (body.size > (largest?.size ?? 0)) largest = body;
    largest?.turnAway();
  }
}

/**
 * Gathers a request's body, at most `limit` bytes of it. A larger one is told by its first part, and what follows is
 * not kept; nor is anything of one that the budget turns away.
 */
export class GatheredBody {
  size = 0;
  private readonly limit: number;
  private readonly budget: BodyBudget;
  private readonly done: (body: Body) => void;
  private readonly chunks: Buffer[] = [];
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
    if (this.size > this.limit) return this.finish({ kind: 'too-large', head: this.head() });
    this.chunks.push(chunk);
    if (this.size > this.budget.share) this.budget.note(this);
    if (this.budget.held > this.budget.limit) this.budget.turnLargestAway();
  }

  /** All of it is there. */
  end(): void {
    if (!this.isDone) this.finish({ kind: 'whole', bytes: this.head() });
  }

  /** Nothing more will come. */
  cut(): void {
    if (!this.isDone) this.finish({ kind: 'broken', head: this.head() });
  }

  /** Others need the room. */
  turnAway(): void {
    const head = this.head();
    // Its connection stays for a moment, to read the answer; what it held must not.
    this.chunks.length = 0;
    this.finish({ kind: 'overloaded', head });
  }

  private head(): Buffer {
    return this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
  }

  private finish(body: Body): void {
    this.isDone = true;
    this.budget.held -= this.size;
    if (this.size > this.budget.share) this.budget.forget(this);
    this.done(body);
  }
}

/** Reads the whole of a request's body, at most `limit` bytes of it. */
export function readBody(request: IncomingMessage, limit: number, budget = new BodyBudget(Infinity, 1)): Promise<Body> {
  return new Promise((resolve) => {
    const body = new GatheredBody(limit, budget, resolve);
    request.on('data', (chunk: Buffer) => body.add(chunk));
    request.on('end', () => body.end());
    // A request that is cut emits `error` only where somebody listens for it, and this always.
    request.on('close', () => body.cut());
  });
}
