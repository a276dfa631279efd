import { z } from 'zod';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { Failure } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Store } from '../store/store.ts';
import { hashOfBody, type NonceRecord } from '../store/tables/nonces.ts';
import type { Exchange } from './exchange.ts';
import { createTakenSignatures, type Signed } from './taken-signatures.ts';

/**
 * Keeps recordings out. A signature stays good for ever, and that of a plain message does not even cover its content:
 * so a request counts only for a while, and its nonce only for the content that it first came with.
 */
export interface ReplayGuard {
  /** Why a request is not of this time; undefined where it is. */
  refuseTime(exchange: Pick<Exchange, 'at' | 'request'>): Failure | undefined;
  /** Why a request's nonce is not its own; undefined where it is, and then the nonce is taken. */
  refuseNonce(exchange: Pick<Exchange, 'account' | 'at' | 'request'>, content: Content): Failure | undefined;
}

/** What a request brought. WeChat may encrypt a redelivery anew, so that of the sealed ones only the message counts. */
export interface Content {
  dedupeKey: string;
  /** The body of a request that came unencrypted. */
  body?: string;
  /** Its account takes what is not encrypted, so that whoever has seen this request could say anything with its signature. */
  isOpen?: boolean;
  /** It is in no row of the log, as a verification is: its nonce has to be kept by itself. */
  isUnlogged?: boolean;
}

/** What a nonce came with. */
interface Taken {
  dedupeKey: string;
  /** The other half of what was signed. */
  timestamp: string;
  /** Unix time in ms up to which it is nobody else's. */
  until: number;
}

export interface GuardOptions {
  store: Store;
  kept: Pick<KeptValues, 'read' | 'keep'>;
  clock: Clock;
  /** How old a signed request may be, in seconds; 0 takes any age. */
  replayWindowSeconds: number;
  onBug(error: unknown): void;
}

/** Where the nonces of verifications are kept: so many, the latest. */
const verificationsName = 'verificationNonces';
const verificationsKept = 50;
const Verifications = z.array(
  z.object({ account: z.string(), at: z.number(), nonce: z.string(), timestamp: z.string(), dedupeKey: z.string() }),
);

/** Makes the guard, which knows the nonces of what came in during the last while: the usual one, where the window is 0. */
export async function openReplayGuard({ store, kept, clock, replayWindowSeconds, onBug }: GuardOptions): Promise<ReplayGuard> {
  const guard = createReplayGuard(replayWindowSeconds);
  const since = replayWindowSeconds === 0 ? 0 : clock.now() - 2 * replayWindowSeconds * 1000;
  let verifications = (kept.read(verificationsName, Verifications) ?? []).filter(({ at }) => at >= since);
  for (const record of verifications) guard.take(record);
  for (const record of await store.do('messages.nonces', { since, limit: limits.noncesKept })) guard.take(record);

  function keep({ account, at, request: { query } }: Pick<Exchange, 'account' | 'at' | 'request'>, dedupeKey: string): void {
    const { nonce = '', timestamp = '' } = query;
    if (verifications.some((known) => known.account === account && known.nonce === nonce)) return;
    verifications = [...verifications, { account, at, nonce, timestamp, dedupeKey }].slice(-verificationsKept);
    void kept.keep(verificationsName, verifications).catch(onBug);
  }

  return {
    ...guard,
    refuseNonce(exchange, content) {
      const reused = guard.refuseNonce(exchange, content);
      if (!reused && content.isUnlogged) keep(exchange, content.dedupeKey);
      return reused;
    },
  };
}

/**
 * A guard whose accounts have taken no nonce yet. With a window of 0 seconds a signature is good at any age, and so its nonce
 * is kept until newer ones push it out. Where bodies come plain it is the signature that is kept. Under another timestamp it is free after the usual window: that is no recording, which
 * can't be signed anew, but a number that was drawn twice.
 */
export function createReplayGuard(windowSeconds: number): ReplayGuard & { take(record: NonceRecord): void } {
  const isTimeless = windowSeconds === 0;
  // A signature is good for two windows at the most: a timestamp may lie one window ahead.
  const mostMs = isTimeless ? Number.POSITIVE_INFINITY : 2 * windowSeconds * 1000;
  const signatures = createTakenSignatures();
  const booksOf = new Map<string, NonceBook>();

  function bookOf(account: string, now: number): NonceBook {
    const book = booksOf.get(account) ?? { latest: new Map(), earlier: new Map(), since: now };
    booksOf.set(account, book);
    if (book.latest.size < limits.noncesKept && now - book.since <= mostMs) return book;
    return Object.assign(book, { latest: new Map(), earlier: book.latest, since: now });
  }

  /** Ages count in whole seconds, so the last one lasts to its end. */
  const goodUntil = (timestamp: string, at: number) =>
    isTimeless ? at + limits.replayWindowSeconds * 1000 : (Number(timestamp) + windowSeconds + 1) * 1000;

  const isFree = (known: Taken, timestamp: string, at: number) => known.until < at && !(isTimeless && known.timestamp === timestamp);

  /** Ages count in whole seconds here too. */
  const takeSignature = (signed: Signed, content: string, at: number) =>
    signatures.take(signed, content, isTimeless ? Number.POSITIVE_INFINITY : goodUntil(signed.timestamp, at) / 1000, Math.floor(at / 1000));

  return {
    take({ account, at, nonce, timestamp, dedupeKey, bodyHash = dedupeKey }) {
      bookOf(account, at).latest.set(nonce, { dedupeKey, timestamp, until: goodUntil(timestamp, at) });
      takeSignature({ nonce, timestamp }, bodyHash, at);
    },
    refuseTime({ at, request: { query } }) {
      if (isTimeless) return undefined;
      const age = Math.floor(at / 1000) - Number(query.timestamp);
      if (age < -windowSeconds) return failure('callback/from-future', { ahead: String(-age) });
      // A timestamp that is no number gives NaN, which must not pass.
      return age <= windowSeconds ? undefined : failure('callback/replayed', { age: String(age) });
    },
    refuseNonce({ account, at, request: { query } }, { dedupeKey, body, isOpen }) {
      const { nonce = '', timestamp = '' } = query;
      if (isOpen) {
        const fate = takeSignature({ nonce, timestamp }, body === undefined ? dedupeKey : hashOfBody(body), at);
        if (fate === 'full') return failure('callback/overloaded');
        return fate === 'other' ? failure('callback/nonce-reused', { nonce: nonce.slice(0, 64) }) : undefined;
      }
      const { latest, earlier } = bookOf(account, at);
      const known = latest.get(nonce) ?? earlier.get(nonce);
      if (!known || isFree(known, timestamp, at)) {
        latest.set(nonce, { dedupeKey, timestamp, until: goodUntil(timestamp, at) });
        return undefined;
      }
      return known.dedupeKey === dedupeKey ? undefined : failure('callback/nonce-reused', { nonce: nonce.slice(0, 64) });
    },
  };
}

/** An account's nonces in two halves: the earlier one goes as a whole when the latest is full, which costs nothing. */
interface NonceBook {
  latest: Map<string, Taken>;
  earlier: Map<string, Taken>;
  /** When the latest half was begun, Unix time in ms. */
  since: number;
}
