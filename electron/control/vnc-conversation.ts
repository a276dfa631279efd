/**
 * RFB, the protocol of VNC, spoken by generators: they yield what they want to read or send and do no I/O themselves, so
 * that the protocol is tested without a network. Source: RFC 6143.
 */
import type { Failure, Result } from '../../shared/result.ts';

/** Wants so many bytes, or has some to send. */
type Step = { read: number } | { send: Buffer };

/** A part of a conversation with a VNC server. */
export type Conversation<T> = Generator<Step, T, Buffer>;
/** One that may fail in an expected way. */
export type Attempt<T> = Conversation<Result<T, VncTrouble>>;

/** What goes wrong, without the address, which the conversation doesn't know. */
export type VncTrouble =
  | { kind: 'not-vnc' | 'no-password' | 'password' }
  | { kind: 'refused'; reason: string }
  | { kind: 'security'; types: number[] }
  | { kind: 'protocol'; what: string }
  | { kind: 'size'; failure: Failure };

export function* read(bytes: number): Conversation<Buffer> {
  return yield { read: bytes };
}

export function* send(bytes: Buffer): Conversation<void> {
  yield { send: bytes };
}

/** In one piece: what a VNC server sends of text and the like is no longer. */
const mostText = 64 * 1024;

/** A text after its length. Its end is dropped where it is longer than any that is meant well. */
export function* readText(): Conversation<string> {
  const length = (yield* read(4)).readUInt32BE();
  const text = yield* read(Math.min(length, mostText));
  return text.toString('utf8');
}

/** Reads so many bytes and forgets them. */
export function* skip(bytes: number): Conversation<void> {
  for (let left = bytes; left > 0; left -= mostText) yield* read(Math.min(left, mostText));
}
