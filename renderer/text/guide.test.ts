import { describe, expect, test } from 'vitest';
import { accountView } from '../stores/fake-bridge.ts';
import { callbackUrlOf, currentVerification, guideProgress } from './guide.ts';

const nothing = { account: undefined, publicUrl: null, isUp: false, hasMoved: false, lastMessageAt: undefined };
const mark = { changedAt: 1 };
const whole = { apiSecret: mark, token: mark, encodingAesKey: mark };
const passed = { account: 'ops', at: 1, ms: 1, matched: 'present' as const };
const failed = { account: 'ops', at: 2, ms: 1, failure: { code: 'verification/wrong-token', message: '', hint: '' } };

describe('the guide', () => {
  test('begins with the credentials', () => expect(guideProgress(nothing)).toEqual({ done: [], next: 'values' }));

  test('wants a public URL, then Token and key, then WeChat’s verification', () => {
    const account = accountView({ secrets: { apiSecret: mark } });
    expect(guideProgress({ ...nothing, account }).next).toBe('reach');
    const reached = { ...nothing, publicUrl: 'https://x', isUp: true };
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

  test('does not take the public URL for ready while the tunnel is broken', () => {
    const broken = { ...nothing, publicUrl: 'https://x', account: accountView({ secrets: whole }), lastMessageAt: 1 };
    expect(guideProgress(broken).next).toBe('reach');
    expect(guideProgress({ ...broken, isUp: true }).done).toContain('reach');
  });

  test('wants a new verification after the Token, the key or the URL was changed', () => {
    const here = { ...nothing, publicUrl: 'https://x', isUp: true };
    const account = accountView({ secrets: whole, verifications: [{ ...passed, publicUrl: 'https://x' }] });
    expect(currentVerification({ ...here, account }, 2)).toMatchObject({ at: 1 });
    expect(currentVerification({ ...here, account: { ...account, pending: { token: { changedAt: 2 } } } }, 2)).toBeUndefined();
    const moved = { ...here, publicUrl: 'https://y', account, lastMessageAt: 1 };
    expect(currentVerification(moved, 2)).toBeUndefined();
    expect(guideProgress(moved).next).toBe('url');
    const silent = { ...here, account: accountView({ secrets: whole }), lastMessageAt: 1 };
    expect(guideProgress(silent).done).toContain('url');
    expect(guideProgress({ ...silent, hasMoved: true }).next).toBe('url');
  });

  test('takes a message for the proof that a late answer was in time', () => {
    const late = { ...passed, failure: { code: 'verification/slow-way', message: '', hint: '' } };
    const account = accountView({ secrets: whole, verifications: [late] });
    expect(guideProgress({ ...nothing, account, lastMessageAt: 1 }).done).not.toContain('url');
    const settled = { ...nothing, account, lastMessageAt: 2 };
    expect(guideProgress(settled).done).toContain('url');
    expect(currentVerification(settled, 2)).toBeUndefined();
  });

  test('tells whoever saves wrong values so for ten minutes, though messages come with the old ones', () => {
    const account = accountView({ secrets: whole, verifications: [failed, passed] });
    const heard = { ...nothing, account, lastMessageAt: 3 };
    expect(currentVerification(heard, 600_001)).toBe(failed);
    expect(currentVerification(heard, 600_002)).toBeUndefined();
    expect(guideProgress(heard).done).toContain('url');
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
