import { describe, expect, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { Exchange } from './exchange.ts';
import { createReplayGuard, openReplayGuard } from './replay-guard.ts';

const now = 1_700_000_000;

/** A request of an account: its nonce, when it was signed and when it comes in, both in seconds. */
function request(nonce: string, { signed = now, at = now, account = 'corp' } = {}): Pick<Exchange, 'account' | 'at' | 'request'> {
  const query = { nonce, timestamp: String(signed) };
  return { account, at: at * 1000, request: { method: 'POST', path: '', query, remoteAddress: '', userAgent: '' } };
}
const message = (name: string) => ({ dedupeKey: name });
const reused = { code: 'callback/nonce-reused' };

test.each([
  ['as old as the window', now - 600, undefined],
  ['older', now - 601, 'callback/replayed'],
  ['from a clock that is fast', now + 600, undefined],
  ['from far in the future', now + 601, 'callback/from-future'],
  ['without a time', Number.NaN, 'callback/replayed'],
])('a request %s', (_what, signed, code) => {
  expect(createReplayGuard(600).refuseTime(request('1', { signed }))?.code).toBe(code);
});

test('a nonce comes again with a redelivery, and with nothing else', () => {
  const guard = createReplayGuard(600);
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), message('b'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('2'), message('b'))).toBeUndefined();
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
});

test('two accounts may use the same one', () => {
  const guard = createReplayGuard(600);
  expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1', { account: 'other' }), message('b'))).toBeUndefined();
});

test('an unencrypted body must be the same to the letter, as far as the first one is still known', () => {
  const guard = createReplayGuard(600);
  guard.take({ account: 'corp', at: now * 1000, nonce: '2', timestamp: String(now), dedupeKey: 'a' });
  expect(guard.refuseNonce(request('1'), { dedupeKey: 'a', body: 'restart web-01' })).toBeUndefined();
  expect(guard.refuseNonce(request('1'), { dedupeKey: 'a', body: 'restart web-02' })).toMatchObject(reused);
  expect(guard.refuseNonce(request('2'), { dedupeKey: 'a', body: 'restart web-01' })).toBeUndefined();
  expect(guard.refuseNonce(request('2'), { dedupeKey: 'b', body: 'restart web-01' })).toMatchObject(reused);
});

test('a nonce is free again when its signature is too old anyway', () => {
  const guard = createReplayGuard(600);
  expect(guard.refuseNonce(request('1', { signed: now + 600 }), message('a'))).toBeUndefined();
  expect(guard.refuseNonce(request('1', { at: now + 1_200 }), message('b'))).toMatchObject(reused);
  // Ages count in whole seconds, so the signature is good to the end of that second.
  expect(guard.refuseNonce(request('1', { at: now + 1_200.999 }), message('b'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('1', { at: now + 1_202 }), message('b'))).toBeUndefined();
});

describe('with the window at 0', () => {
  test.each([now - 86_400_000, now + 86_400_000, Number.NaN])('a request may be signed at any time: %d', (signed) => {
    expect(createReplayGuard(0).refuseTime(request('1', { signed }))).toBeUndefined();
  });

  test('a nonce comes with other content as little as ever, however old its signature is', () => {
    const guard = createReplayGuard(0);
    const old = { signed: now - 86_400 };
    expect(guard.refuseNonce(request('1', old), { dedupeKey: 'a', body: 'restart web-01' })).toBeUndefined();
    expect(guard.refuseNonce(request('1', old), { dedupeKey: 'a', body: 'restart web-01' })).toBeUndefined();
    expect(guard.refuseNonce(request('1', old), { dedupeKey: 'b', body: 'restart web-02' })).toMatchObject(reused);
    expect(guard.refuseNonce(request('1', { ...old, at: now + 86_400 }), { dedupeKey: 'b', body: 'restart web-02' })).toMatchObject(reused);
  });

  test('a nonce that happens to be drawn again, under another signature, is free after the usual window', () => {
    const guard = createReplayGuard(0);
    expect(guard.refuseNonce(request('1'), message('a'))).toBeUndefined();
    expect(guard.refuseNonce(request('1', { signed: now + 1, at: now + 600 }), message('b'))).toMatchObject(reused);
    expect(guard.refuseNonce(request('1', { signed: now + 1, at: now + 601 }), message('b'))).toBeUndefined();
  });

  test('the nonces of the last while are known from the log at the start', async () => {
    const record = { account: 'corp', at: now * 1000, nonce: '1', timestamp: '1', dedupeKey: 'a' };
    const read = vi.fn(async () => [record]);
    const guard = await openReplayGuard({
      ...{ store: { do: read } as unknown as Store, clock: { now: () => now * 1000 } as Clock, replayWindowSeconds: 0 },
      ...{ kept: { read: () => undefined, keep: async () => undefined }, onBug: () => undefined },
    });
    expect(read).toHaveBeenCalledWith('messages.nonces', { since: (now - 1_200) * 1000, limit: limits.noncesKept });
    expect(guard.refuseNonce(request('1', { signed: 1 }), message('b'))).toMatchObject(reused);
  });
});

test.each([600, 0])('with a window of %d s, of very many the latest are known', (window) => {
  const guard = createReplayGuard(window);
  const last = 2 * limits.noncesKept;
  for (let i = 0; i <= last; i++) guard.refuseNonce(request(String(i)), message('a'));
  expect(guard.refuseNonce(request(String(last)), message('b'))).toMatchObject(reused);
  expect(guard.refuseNonce(request(String(last - limits.noncesKept)), message('b'))).toMatchObject(reused);
  expect(guard.refuseNonce(request('0'), message('b'))).toBeUndefined();
});
