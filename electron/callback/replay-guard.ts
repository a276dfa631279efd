import { z } from 'zod';
import { failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { Failure } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Store } from '../store/store.ts';
import type { NonceRecord } from '../store/tables/nonces.ts';
import type { Exchange } from './exchange.ts';
import { createTakenSignatures, signedText } from './taken-signatures.ts';

/**
 * Keeps recordings out. A signature stays good for ever, and that of a plain message does not even cover its content:
 * so a request counts only for a while, and its nonce only for the content that it first came with.
 */
export interface ReplayGuard {
  /** Why a request is not of this time; undefined where it is. */
  refuseTime(exchange: Pick<Exchange, 'at' | 'request'>): Failure | undefined;
  /**
   * Why what was signed can't have been the timestamp and the nonce that the query names; undefined where it may. The signature
   * does not tell where they part, nor which is which: so a nonce that reads as a time makes an old recording good at that time.
   * @param createdAt what the message says itself, encrypted: Unix time in s
   */
  refuseParted(exchange: Pick<Exchange, 'at' | 'request'>, createdAt: number): Failure | undefined;
  /** Why a request's nonce is not its own; undefined where it is, and then the nonce is taken. */
  refuseNonce(exchange: Pick<Exchange, 'account' | 'at' | 'request'>, content: Content): Failure | undefined;
}

/** What a request brought. */
export interface Content {
  /** Of one that came unencrypted the body to the letter; of the sealed ones the message, which WeChat may encrypt anew. */
  content: string;
  /** Its account takes what is not encrypted (`takesPlain`). */
  isOpen: boolean;
  /** It is in no row of the log, as a verification is: its nonce has to be kept by itself. */
  isUnlogged?: boolean;
}

/** What a nonce came with. */
interface Taken {
  content: string;
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
  /** Whether an account takes what is not encrypted, or may turn out to. */
  isOpen(account: string): boolean;
  onBug(error: unknown): void;
}

/** Where the nonces of verifications are kept: so many, the latest. */
const verificationsName = 'verificationNonces';
const verificationsKept = 50;
const Verifications = z.array(
  z.object({ account: z.string(), at: z.number(), nonce: z.string(), timestamp: z.string(), dedupeKey: z.string() }),
);

/** Makes the guard, which knows the nonces of what came in during the last while: the usual one, where the window is 0. */
export async function openReplayGuard(options: GuardOptions): Promise<ReplayGuard> {
  const { kept, clock, replayWindowSeconds, isOpen, onBug } = options;
  const guard = createReplayGuard(replayWindowSeconds, clock.elapsed);
  const since = replayWindowSeconds === 0 ? 0 : clock.now() - 2 * replayWindowSeconds * 1000;
  let verifications = (kept.read(verificationsName, Verifications) ?? []).filter(({ at }) => at >= since);
  for (const { dedupeKey, ...record } of verifications) guard.take({ ...record, content: dedupeKey }, isOpen(record.account));
  for await (const { records, ofOpen } of earlierNonces(options, since)) {
    for (const record of records) guard.take(record, ofOpen);
  }

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
      if (!reused && content.isUnlogged) keep(exchange, content.content);
      return reused;
    },
  };
}

/**
 * What the log knows of the nonces that are still good: all of the open accounts, and the latest of the others. Where they are
 * good at any age, the latest of all.
 */
async function* earlierNonces({ store, clock, replayWindowSeconds, isOpen }: GuardOptions, since: number): AsyncGenerator<EarlierNonces> {
  const isTimeless = replayWindowSeconds === 0;
  const accounts = await store.do('messages.nonceAccounts');
  const open = accounts.filter(isOpen);
  for (const account of accounts) {
    const ofOpen = open.includes(account);
    if (ofOpen && !isTimeless) continue;
    yield { records: await store.do('messages.latestNonces', { account, since, limit: limits.noncesKept }), ofOpen };
  }
  if (isTimeless || open.length === 0) return;
  const signedSince = Math.floor(clock.now() / 1000) - replayWindowSeconds;
  let below = 0;
  do {
    const { records, next } = await store.do('messages.noncesPage', { accounts: open, since, signedSince, below });
    yield { records, ofOpen: true };
    below = next;
  } while (below > 0);
}

interface EarlierNonces {
  records: NonceRecord[];
  /** Whether they are of open accounts. */
  ofOpen: boolean;
}

/**
 * A guard whose accounts have taken no nonce yet. With a window of 0 seconds a signature is good at any age, and so its nonce
 * is kept until newer ones push it out; under another timestamp it is free after the usual window, because that is no recording,
 * which can't be signed anew, but a number that was drawn twice. Of an open account it is the signature that is kept.
 * @param elapsed a clock in ms that never jumps
 */
export function createReplayGuard(
  windowSeconds: number,
  elapsed: () => number,
): ReplayGuard & { take(record: NonceRecord, isOpen: boolean): 'taken' | 'same' | 'other' | 'full' } {
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

  function takeSignature(record: NonceRecord) {
    const { account, at, nonce, timestamp, content } = record;
    const book = booksOf.get(account);
    // why: seen while the account took encrypted bodies only, such a signature is good without one by now
    if ((book?.latest.get(nonce) ?? book?.earlier.get(nonce))?.timestamp === timestamp) return 'other';
    const until = isTimeless ? Number.POSITIVE_INFINITY : goodUntil(timestamp, at) / 1000;
    return signatures.take(record, content, until, { unix: Math.floor(at / 1000), elapsed: elapsed() / 1000 });
  }

  function takeNonce({ account, at, nonce, timestamp, content }: NonceRecord) {
    const { latest, earlier } = bookOf(account, at);
    const known = latest.get(nonce) ?? earlier.get(nonce);
    if (known && !isFree(known, timestamp, at)) return known.content === content ? 'same' : 'other';
    latest.set(nonce, { content, timestamp, until: goodUntil(timestamp, at) });
    return 'taken';
  }

  const take = (record: NonceRecord, isOpen: boolean) => (isOpen ? takeSignature(record) : takeNonce(record));

  return {
    take,
    refuseTime({ at, request: { query } }) {
      if (isTimeless) return undefined;
      const age = Math.floor(at / 1000) - Number(query.timestamp);
      if (age < -windowSeconds) return failure('callback/from-future', { ahead: String(-age) });
      // A timestamp that is no number gives NaN, which must not pass.
      return age <= windowSeconds ? undefined : failure('callback/replayed', { age: String(age) });
    },
    refuseParted({ at, request: { query } }, createdAt) {
      const { nonce = '', timestamp = '' } = query;
      if (isTimeless || Math.abs(Number(timestamp) - createdAt) <= windowSeconds) return undefined;
      // why not by its age alone: platforms may send late what they date early, and the console's curl signs what is old anew
      if (!holdsTime(signedText({ nonce, timestamp }), createdAt)) return undefined;
      return failure('callback/replayed', { age: String(Math.floor(at / 1000) - createdAt) });
    },
    refuseNonce({ account, at, request: { query } }, { content, isOpen }) {
      const { nonce = '', timestamp = '' } = query;
      const fate = take({ account, at, nonce, timestamp, content }, isOpen);
      if (fate === 'full') return failure('callback/overloaded');
      return fate === 'other' ? failure('callback/nonce-reused', { nonce: nonce.slice(0, 64) }) : undefined;
    },
  };
}

/** Whether there are digits in it that read as about that time (Unix, in s), as the timestamp of a message is about its own. */
function holdsTime(digits: string, time: number): boolean {
  for (let at = 0; at + timeDigits <= digits.length; at++) {
    const read = digits.slice(at, at + timeDigits);
    if (!read.startsWith('0') && Math.abs(Number(read) - time) <= limits.replayWindowSeconds) return true;
  }
  return false;
}
const timeDigits = 10;

/** An account's nonces in two halves: the earlier one goes as a whole when the latest is full, which costs nothing. */
interface NonceBook {
  latest: Map<string, Taken>;
  earlier: Map<string, Taken>;
  /** When the latest half was begun, Unix time in ms. */
  since: number;
}
