import { IncomingMessage } from 'node:http';
import { type Body, type BodyBudget, GatheredBody } from './body.ts';

/**
 * A request whose body goes straight to where it is gathered. Node would make a stream of it: with its events and its turns
 * that takes longer than the cryptography of a callback. For `http.createServer`, whose parser gives each part of a body to
 * `push`.
 */
export class CallbackRequest extends IncomingMessage {
  private body: GatheredBody | undefined;
  /** Says to node:http that somebody reads; else it would do so itself, to get the body out of the way. */
  protected readonly _consuming = true;

  /**
   * Gathers the body; what comes without this having been asked for is dropped.
   * @param done called once, where the last part came in before the parser goes on, or where others need the room
   */
  gather(limit: number, budget: BodyBudget, done: (body: Body) => void): void {
    this.body = new GatheredBody(limit, budget, done);
  }

  override push(chunk: Buffer | null): boolean {
    if (chunk === null) this.body?.end();
    else this.body?.add(chunk);
    return true;
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.body?.cut();
    super._destroy(error, done);
  }
}

// What node:http asks before it lets go of a request: as a stream it would have ended with its last part.
Object.defineProperty(CallbackRequest.prototype, 'readableEnded', {
  get(this: CallbackRequest) {
    return this.complete;
  },
});
