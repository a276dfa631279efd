import { describe, expect, test } from 'vitest';
import { accountView } from '../stores/fake-bridge.ts';
import { callbackUrlOf, guideProgress } from './guide.ts';

const nothing = { account: undefined, publicUrl: null, lastMessageAt: undefined };
const mark = { changedAt: 1 };
const whole = { apiSecret: mark, token: mark, encodingAesKey: mark };
const passed = { account: 'ops', at: 1, ms: 1, matched: 'present' as const };
const failed = { account: 'ops', at: 2, ms: 1, failure: { code: 'verification/wrong-token', message: '', hint: '' } };

describe('the guide', () => {
  test('begins with the credentials', () => expect(guideProgress(nothing)).toEqual({ done: [], next: 'values' }));

  test('wants a public URL, then Token and key, then WeChat’s verification', () => {
    const account = accountView({ secrets: { apiSecret: mark } });
    expect(guideProgress({ ...nothing, account }).next).toBe('reach');
    const reached = { ...nothing, publicUrl: 'https://x' };
    expect(guideProgress({ ...reached, account }).next).toBe('keys');
    expect(guideProgress({ ...reached, account: { ...account, pending: { token: mark, encodingAesKey: mark } } }).next).toBe('url');
  });

  test('asks an account in plaintext mode for no key', () => {
    const account = accountView({ mode: 'plaintext', secrets: { apiSecret: mark, token: mark } });
    expect(guideProgress({ ...nothing, account }).done).toContain('keys');
  });

  test('goes on once WeChat has verified, and back when new credentials wait or a later verification fails', () => {
    const account = accountView({ secrets: whole, verifications: [passed] });
    expect(guideProgress({ ...nothing, account })).toEqual({ done: ['values', 'reach', 'keys', 'url'], next: 'ip' });
    expect(guideProgress({ ...nothing, account: { ...account, pending: { token: mark } } }).done).not.toContain('url');
    expect(guideProgress({ ...nothing, account: { ...account, verifications: [failed, passed] } }).done).not.toContain('url');
  });

  test('ends with the first message', () => {
    expect(guideProgress({ ...nothing, account: accountView({ secrets: whole }), lastMessageAt: 1 }).next).toBeUndefined();
  });
});

test.each([
  ['http://127.0.0.1:18080', null, 'http://127.0.0.1:18080/callback/ops', false],
  ['http://192.168.1.9:18080', null, 'http://192.168.1.9:18080/callback/ops', false],
  ['http://[::1]:18080', null, 'http://[::1]:18080/callback/ops', false],
  ['http://203.0.113.7:80', null, 'http://203.0.113.7:80/callback/ops', true],
  ['http://127.0.0.1:18080', 'https://ops.example.com/', 'https://ops.example.com/callback/ops', true],
])('the callback URL on %s with the public URL %s is %s', (listener, publicUrl, url, isPublic) => {
  expect(callbackUrlOf('ops', listener, publicUrl)).toEqual({ url, isPublic });
});
