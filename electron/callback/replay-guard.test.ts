import { afterAll, describe, expect, test } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { openDatabase } from '../store/database.ts';
import { operations } from '../store/operations.ts';
import type { Store } from '../store/store.ts';
import { receive } from '../store/tables/messages.ts';
import type { Exchange } from './exchange.ts';
import { createReplayGuard, openReplayGuard } from './replay-guard.ts';

const now = 1_700_000_000;

/** A request of an account: its nonce, when it was signed and when it comes in, both in seconds. */
function request(nonce: string, { signed = now, at = now, account = 'corp' } = {}): Pick<Exchange, 'account' | 'at' | 'request'> {
  const query = { nonce, timestamp: String(signed) };
  return { account, at: at * 1000, request: { method: 'POST', path: '', query, remoteAddress: '', userAgent: '' } };
}
const guardOf = (windowSeconds: number) => createReplayGuard(windowSeconds, () => 0);
const message = (content: string) => ({ content, isOpen: false });
/** What an account is sent that takes what is not encrypted. */
const plain = (content: string) => ({ content, isOpen: true });
const reused = { code: 'callback/nonce-reused' };

test.each([
  ['as old as the window', now - 600, undefined],
  ['older', now - 601, 'callback/replayed'],
  ['from a clock that is fast', now + 600, undefined],
  ['from far in the future', now + 601, 'callback/from-future'],
  ['without a time', Number.NaN, 'callback/replayed'],
])('a request %s', (_what, signed, code) => {
  expect(guardOf(600).refuseTime(request('1', { signed }))?.code).toBe(code);
});

describe('a recording whose nonce and timestamp are swapped, which the signature does not tell', () => {
  const yearAgo = now - 365 * 86_400;
  /** As the query says it, of a message made at `made`. */
  const refuse = (query: { nonce: string; timestamp: string }, made: number, windowSeconds = 600) => {
    const exchange = request(query.nonce);
    exchange.request.query = query;
    return guardOf(windowSeconds).refuseParted(exchange, made)?.code;
  };

  test('is as old as its message', () => {
    expect(refuse({ nonce: String(yearAgo), timestamp: String(now) }, yearAgo)).toBe('callback/replayed');
    expect(refuse({ nonce: String(yearAgo + 15), timestamp: String(now) }, yearAgo)).toBe('callback/replayed');
  });
  test('also where their digits are parted elsewhere', () => {
    // The nonce was 700000000.
    expect(refuse({ nonce: '140965981', timestamp: '1700000000' }, 1_409_659_811)).toBe('callback/replayed');
  });
  test.each([
    ['of now', { nonce: '1372623149', timestamp: String(now) }, now],
    ['that was delivered late', { nonce: '1372623149', timestamp: String(now) }, now - 7_200],
    ['of now whose nonce reads as a time', { nonce: String(yearAgo), timestamp: String(now) }, now],
    ['that is signed anew a year later, as the console’s curl is', { nonce: '1372623149', timestamp: String(now) }, yearAgo],
    ['whose nonce is the time at which it was made, just now', { nonce: String(now - 10), timestamp: String(now) }, now - 10],
    ['that does not say when it was made', { nonce: '0000000000', timestamp: String(now) }, 0],
    ['whose nonce is a word', { nonce: 'abcdefghijklmn', timestamp: String(now) }, yearAgo],
  ])('is no message %s', (_what, query, made) => {
    expect(refuse(query, made)).toBeUndefined();
  });
  test('is taken like any other where any age is', () => {
    expect(refuse({ nonce: String(yearAgo), timestamp: String(now) }, yearAgo, 0)).toBeUndefined();
  });
});

test('a nonce comes again with a redelivery, and with nothing else', () => {
  const guard = guardOf(600);
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), message('b'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('2'), message('b'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
});

test('two accounts may use the same one', () => {
  const guard = guardOf(600);
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1', { account: 'other' }), message('b'))).toBeUndefined();
});

test('an unencrypted body must be the same to the letter, whatever its message calls itself', () => {
  const guard = guardOf(600);
  expect(guard.refuseNonce(request('1'), plain('restart web-01'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), plain('restart web-01'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), plain('restart web-02'))).toMatchObject(reused);
});

test('also that of a message from before a restart', () => {
  const guard = guardOf(600);
  const record = { account: 'corp', at: now * 1000, nonce: '1', timestamp: String(now) };
  guard.take({ ...record, content: 'restart web-01' }, true);
  expect(guard.refuseNonce(request('1'), plain('restart web-02'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('1'), plain('restart web-01'))).toBeUndefined();
});

test('where unencrypted bodies are taken, no signature of the whole window is forgotten, however many come', () => {
  const guard = guardOf(600);
  for (let i = 0; i <= 2 * limits.noncesKept; i++) guard.refuseNonce(request(String(i)), plain('status'));
  expect(guard.refuseNonce(request('0', { at: now + 600 }), plain('restart web-01'))).toMatchObject(reused);
});

test('nor one of the time when the account took encrypted bodies only', () => {
  const guard = guardOf(600);
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), plain('restart web-01'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('2'), plain('restart web-01'))).toBeUndefined();
});

test('there the signature of an encrypted message, or of a verification, is good for no plain body', () => {
  const guard = guardOf(600);
  guard.refuseNonce(request('1'), plain('a'));
  expect(guard.refuseNonce(request('1'), plain('restart web-01'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('1'), plain('a'))).toBeUndefined();
});

test('a nonce is free again when its signature is too old anyway', () => {
  const guard = guardOf(600);
  expect(guard.refuseNonce(request('1', { signed: now + 600 }), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1', { at: now + 1_200 }), message('b'))).toMatchObject(reused);
  // Ages count in whole seconds, so the signature is good to the end of that second.
  expect(guard.refuseNonce(request('1', { at: now + 1_200.999 }), message('b'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('1', { at: now + 1_202 }), message('b'))).toBeUndefined();
});

describe('with the window at 0', () => {
  test.each([now - 86_400_000, now + 86_400_000, Number.NaN])('a request may be signed at any time: %d', (signed) => {
    expect(guardOf(0).refuseTime(request('1', { signed }))).toBeUndefined();
  });

  test('a nonce comes with other content as little as ever, however old its signature is', () => {
    const guard = guardOf(0);
    const old = { signed: now - 86_400 };
    const later = { ...old, at: now + 86_400 };
    expect(guard.refuseNonce(request('1', old), plain('restart web-01'))).toBeUndefined();
    expect(guard.refuseNonce(request('1', old), plain('restart web-01'))).toBeUndefined();
    expect(guard.refuseNonce(request('1', old), plain('restart web-02'))).toMatchObject(reused);
    expect(guard.refuseNonce(request('1', later), plain('restart web-02'))).toMatchObject(reused);
    expect(guard.refuseNonce(request('2', old), message('a'))).toBeUndefined();
    expect(guard.refuseNonce(request('2', later), message('b'))).toMatchObject(reused);
  });

  test('nor where the digits of the nonce and of the time are parted elsewhere, which the signature does not tell', () => {
    const guard = guardOf(0);
    expect(guard.refuseNonce(request('1234', { signed: now }), plain('restart web-01'))).toBeUndefined();
    expect(guard.refuseNonce(request('123', { signed: Number(`4${now}`) }), plain('restart web-02'))).toMatchObject(reused);
  });

  test('a nonce that happens to be drawn again, under another signature, is free after the usual window', () => {
    const guard = guardOf(0);
    expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
    expect(guard.refuseNonce(request('1', { signed: now + 1, at: now + 600 }), message('b'))).toMatchObject(reused);
    expect(guard.refuseNonce(request('1', { signed: now + 1, at: now + 601 }), message('b'))).toBeUndefined();
  });
});

describe('at the start', () => {
  const db = openDatabase(':memory:');
  afterAll(() => db.close());
  for (const [number, account] of ['open', 'closed', 'open', 'closed', 'open'].entries()) {
    const query = { nonce: `${number}`, timestamp: String(now) };
    const request = JSON.stringify({ query, ...(account === 'open' && { bodyHash: 'of the body' }) });
    const arrival = { account, at: now * 1000, dedupeKey: `${now} ${number}`, type: 'text', person: 'openid', xml: '', raw: '', request };
    receive(db, { ...arrival, state: 'done' });
  }
  const asked: string[] = [];
  const store = {
    async do(name: keyof typeof operations, input: never) {
      asked.push(name);
      return operations[name](db, input);
    },
  } as unknown as Store;
  const open = (replayWindowSeconds: number) =>
    openReplayGuard({
      ...{ store, clock: { now: () => now * 1000, elapsed: () => 0 }, replayWindowSeconds, isOpen: (account) => account === 'open' },
      ...{ kept: { read: () => undefined, keep: async () => undefined }, onBug: () => undefined },
    });

  test.each([600, 0])('with a window of %d s, what is in the log is known, and may come again', async (window) => {
    const guard = await open(window);
    for (const nonce of ['0', '2', '4']) {
      const again = request(nonce, { account: 'open' });
      expect(guard.refuseNonce(again, plain('of another'))).toMatchObject(reused);
      expect(guard.refuseNonce(again, plain('of the body'))).toBeUndefined();
    }
    for (const nonce of ['1', '3']) {
      const again = request(nonce, { account: 'closed' });
      expect(guard.refuseNonce(again, message('another'))).toMatchObject(reused);
      expect(guard.refuseNonce(again, message(`${now} ${nonce}`))).toBeUndefined();
    }
  });

  test('the rows of a window are only looked through for accounts that take what is not encrypted', async () => {
    asked.length = 0;
    const kept = { read: () => undefined, keep: async () => undefined };
    const clock = { now: () => now * 1000, elapsed: () => 0 };
    await openReplayGuard({ store, kept, clock, replayWindowSeconds: 600, isOpen: () => false, onBug: () => undefined });
    expect(asked).toEqual(['messages.nonceAccounts', 'messages.latestNonces', 'messages.latestNonces']);
  });
});

test.each([600, 0])('with a window of %d s, of very many that cover what they came with the latest are known', (window) => {
  const guard = guardOf(window);
  const last = 2 * limits.noncesKept;
  for (let i = 0; i <= last; i++) guard.refuseNonce(request(String(i)), message('a'));
  expect(guard.refuseNonce(request(String(last)), message('b'))).toMatchObject(reused);
  expect(guard.refuseNonce(request(String(last - limits.noncesKept)), message('b'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('0'), message('b'))).toBeUndefined();
});
