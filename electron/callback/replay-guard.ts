import { hash } from 'node:crypto';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { Failure } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { Exchange } from './exchange.ts';

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
  /** The body of a request that came unencrypted; missing where it is not known any more. */
  body?: string;
}

interface Taken {
  dedupeKey: string;
  bodyHash?: string | undefined;
  /** Unix time in ms from which on its signature is too old anyway. */
  until: number;
}

/** A guard that lets everything pass: the window is set to 0. */
const openDoor: ReplayGuard = { refuseTime: () => undefined, refuseNonce: () => undefined };

/** Makes the guard, which knows the nonces of what is in the log of the last while. 0 seconds is off. */
export async function openReplayGuard(store: Store, clock: Clock, windowSeconds: number): Promise<ReplayGuard> {
  if (windowSeconds === 0) return openDoor;
  const guard = createReplayGuard(windowSeconds);
  const since = clock.now() - 2 * windowSeconds * 1000;
  for (const { account, at, nonce, timestamp, dedupeKey } of await store.do('messages.nonces', { since, limit: limits.noncesKept })) {
    guard.take(account, nonce, { dedupeKey, until: goodUntil({ nonce, timestamp }, windowSeconds) }, at);
  }
  return guard;
}

/** A guard whose accounts have taken no nonce yet. */
export function createReplayGuard(windowSeconds: number): ReplayGuard & {
  take(account: string, nonce: string, taken: Taken, now: number): void;
} {
  const booksOf = new Map<string, NonceBook>();

  function bookOf(account: string, now: number): NonceBook {
    const book = booksOf.get(account) ?? { latest: new Map(), earlier: new Map(), since: now };
    booksOf.set(account, book);
    // A signature is good for two windows at the most: a timestamp may lie one window ahead.
    if (book.latest.size < limits.noncesKept && now - book.since <= 2 * windowSeconds * 1000) return book;
    return Object.assign(book, { latest: new Map(), earlier: book.latest, since: now });
  }

  return {
    take: (account, nonce, taken, now) => void bookOf(account, now).latest.set(nonce, taken),
    refuseTime({ at, request: { query } }) {
      const age = Math.floor(at / 1000) - Number(query.timestamp);
      if (age < -windowSeconds) return failure('callback/from-future', { ahead: String(-age) });
      // A timestamp that is no number gives NaN, which must not pass.
      return age <= windowSeconds ? undefined : failure('callback/replayed', { age: String(age) });
    },
    refuseNonce({ account, at, request: { query } }, { dedupeKey, body }) {
      const { nonce = '' } = query;
      const { latest, earlier } = bookOf(account, at);
      const bodyHash = body === undefined ? undefined : hash('sha1', body);
      const known = latest.get(nonce) ?? earlier.get(nonce);
      if (!known || known.until < at) {
        latest.set(nonce, { dedupeKey, bodyHash, until: goodUntil(query, windowSeconds) });
        return undefined;
      }
      const isSame = bodyHash !== undefined && known.bodyHash !== undefined ? known.bodyHash === bodyHash : known.dedupeKey === dedupeKey;
      return isSame ? undefined : failure('callback/nonce-reused', { nonce: nonce.slice(0, 64) });
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

/** Ages count in whole seconds, so the last one lasts to its end. */
const goodUntil = ({ timestamp }: Record<string, string>, windowSeconds: number) => (Number(timestamp) + windowSeconds + 1) * 1000;
