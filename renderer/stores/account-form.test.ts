import { describe, expect, test } from 'vitest';
import { type Account, defaultApiBase } from '../../shared/account.ts';
import { AccountDraft, accountOf } from '../../shared/account-draft.ts';
import { draftOf, formOf, freeId, givenSecrets, newForm, problemsOf, sameForm, secretsOf, standingOf } from './account-form.ts';
import { accountView } from './fake-bridge.ts';

const wecom: Account = accountOf(
  AccountDraft.parse({ id: 'ops', platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '1000002', seats: 500 }),
  true,
);
const official: Account = accountOf(
  AccountDraft.parse({
    ...{
      id: 'oa',
      platform: 'official-account',
      name: '公众号',
      receiverId: 'wx1234567890abcdef',
      mode: 'compatible',
      kind: 'subscription',
      sandboxAccount: true,
    },
    ...{ apiBase: 'https://api.example.com', wayOut: { via: 'proxy', url: 'socks5://10.0.0.1:1080' }, operators: ['o1'] },
  }),
  true,
);

describe('a form', () => {
  test.each([wecom, official])('of $id leads back to the account that it was made of', (account) => {
    expect(accountOf(AccountDraft.parse(draftOf(formOf(account))), true)).toEqual(account);
  });
  test('says nothing of seats that nobody typed, nor of a test account that is none', () => {
    const drafts = [
      { ...formOf(wecom), seats: '' },
      { ...formOf(official), sandboxAccount: false },
    ].map(draftOf);
    for (const draft of drafts) {
      expect(draft).not.toHaveProperty('seats');
      expect(draft).not.toHaveProperty('sandboxAccount');
    }
  });
  test('leaves the API base empty where it is the platform’s own', () => {
    expect([formOf(wecom).apiBase, formOf(official).apiBase]).toEqual(['', 'https://api.example.com']);
    expect(accountOf(draftOf(formOf(wecom)), true).apiBase).toBe(defaultApiBase.wecom);
  });
  test('is changed once a field is, and the same when it is back', () => {
    const form = formOf(wecom);
    expect(sameForm(form, { ...form, name: 'x' })).toBe(false);
    expect(sameForm(form, formOf(wecom))).toBe(true);
  });
});

describe('what is wrong with a form', () => {
  test('is everything that a new one lacks', () => {
    expect(problemsOf(newForm('wecom', []))).toEqual({ name: 'missing', receiverId: 'missing', agentId: 'missing' });
    expect(problemsOf(newForm('official-account', []))).toEqual({ name: 'missing', receiverId: 'missing' });
  });
  test('is nothing with one that is complete, with or without secrets', () => {
    expect(problemsOf(formOf(wecom), { apiSecret: '', token: 'abc' })).toEqual({});
  });
  test('is said of seats that are no number; none are not missing', () => {
    expect(problemsOf({ ...formOf(wecom), seats: '5oo' })).toEqual({ seats: 'seats' });
    expect(problemsOf({ ...formOf(wecom), seats: '' })).toEqual({});
  });
  test('is said of secrets and ways out that are typed wrong', () => {
    const form = { ...formOf(wecom), via: 'proxy' as const, proxyUrl: 'ftp://x', apiBase: 'x' };
    expect(problemsOf(form, { encodingAesKey: 'short', token: '中文' })).toEqual({
      ...{ apiBase: 'url', proxyUrl: 'url', token: 'token', encodingAesKey: 'key-length' },
    });
  });
});

test('secrets that were left empty are not given', () => {
  expect(givenSecrets({ apiSecret: '', token: 'abc' })).toEqual({ token: 'abc' });
});

test('an account has the secrets that its platform, mode and way out ask for', () => {
  expect(secretsOf({ platform: 'wecom', mode: 'safe', via: 'direct' })).toEqual(['apiSecret', 'token', 'encodingAesKey']);
  expect(secretsOf({ platform: 'official-account', mode: 'plaintext', via: 'proxy' })).toEqual(['apiSecret', 'token', 'proxyPassword']);
});

test.each([
  ['ops', [], 'ops'],
  ['ops', ['ops'], 'ops-2'],
  ['ops-2', ['ops', 'ops-2'], 'ops-3'],
  ['ops', ['Ops', 'OPS-2'], 'ops-3'],
  ['x'.repeat(64), ['x'.repeat(64)], `${'x'.repeat(60)}-2`],
])('the free id for %s beside %j is %s', (wish, taken, id) => expect(freeId(wish, taken)).toBe(id));

describe('an account stands', () => {
  const failure = { code: 'verification/wrong-token', message: '', hint: '' };
  const slow = { ...failure, code: 'verification/slow-way' };
  const verified = { account: 'ops', at: 1, ms: 1, matched: 'present' as const };
  test.each([
    ['disabled', { enabled: false, missing: ['token' as const] }, 5],
    ['incomplete', { missing: ['token' as const] }, 5],
    ['unread', { secrets: {}, unread: true as const }, 5],
    ['refused', { verifications: [{ account: 'ops', at: 2, ms: 1, failure }, verified] }, 1],
    ['connected', { verifications: [{ account: 'ops', at: 2, ms: 1, failure }, verified] }, 5],
    ['refused', { pending: { token: {} }, verifications: [{ account: 'ops', at: 2, ms: 1, failure }, verified] }, 5],
    ['refused', { verifications: [{ account: 'ops', at: 2, ms: 1, failure: slow }] }, 1],
    ['connected', { verifications: [{ account: 'ops', at: 2, ms: 1, failure: slow }] }, 5],
    ['changing', { secrets: { token: {} }, pending: { token: {} }, verifications: [verified] }, 5],
    ['ready', { pending: { token: {} } }, 5],
    ['connected', { origin: 'sandbox' as const }, undefined],
    ['connected', { verifications: [verified] }, undefined],
    ['connected', {}, 5],
    ['ready', {}, undefined],
  ])('%s with %j and its last message at %s', (standing, change, lastMessageAt) => {
    expect(standingOf(accountView(change), lastMessageAt)).toBe(standing);
  });
});
