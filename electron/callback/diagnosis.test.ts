import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Platform } from '../../shared/account.ts';
import { must } from '../../shared/test-result.ts';
import { sealBytes } from '../wechat/cipher.ts';
import { type CallbackCredentials, generateEncodingAesKey, generateToken, readEncodingAesKey } from '../wechat/credentials.ts';
import { verifyUrl } from '../wechat/crypt.ts';
import { sign } from '../wechat/signature.ts';
import type { CallbackAccount } from './accounts.ts';
import { diagnoseVerification, tooSlow } from './diagnosis.ts';

const freshKey = () => must(readEncodingAesKey(generateEncodingAesKey(randomBytes)));

function accountOf(platform: Platform, name = 'corp', change: Partial<CallbackCredentials> = {}): CallbackAccount {
  const credentials: CallbackCredentials = {
    ...{ platform, mode: 'safe', receiverId: 'ww1', token: generateToken(randomBytes), aesKey: freshKey() },
    ...change,
  };
  const account: CallbackAccount['account'] = {
    ...{ id: name, name, platform, receiverId: 'ww1', mode: 'safe', apiBase: '' },
    ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'console' },
  };
  return { account, candidates: [{ age: 'present', credentials, texts: { token: credentials.token } }], access: {} };
}

const present = ({ candidates: [first] }: CallbackAccount) => (first as CallbackAccount['candidates'][number]).credentials;

/** What WeCom sends when the form is saved with these values in it. */
function wecomAsks({ token, aesKey, receiverId }: CallbackCredentials) {
  const echostr = sealBytes('12345', receiverId, aesKey as NonNullable<typeof aesKey>, randomBytes);
  return { timestamp: '1', nonce: '2', echostr, msg_signature: sign([token, '1', '2', echostr]) };
}

function diagnose(ours: CallbackAccount, query: Record<string, string>, others: CallbackAccount[] = []) {
  const refusal = verifyUrl(present(ours), query);
  if (refusal.ok) throw new Error('it was verified');
  return diagnoseVerification(refusal.error, query, ours, others).code;
}

const ours = accountOf('wecom');

test.each([
  ['another Token', { token: 'other' }, 'verification/wrong-token'],
  ['another key', { aesKey: freshKey() }, 'verification/wrong-key'],
  ['both wrong', { token: 'other', aesKey: freshKey() }, 'verification/wrong-both'],
  ['another corp', { receiverId: 'ww2' }, 'verification/foreign-receiver'],
])('%s in the WeChat console is told from the other mistakes', (_, change, expected) => {
  expect(diagnose(ours, wecomAsks({ ...present(ours), ...change }))).toBe(expected);
});

test('the values of another account are recognised', () => {
  const neighbour = accountOf('wecom', 'other app');
  expect(diagnose(ours, wecomAsks(present(neighbour)), [neighbour])).toBe('verification/other-account');
});

test('a URL in the console of the other platform is told, unless it shows whose values they are', () => {
  const official = accountOf('official-account', 'oa');
  const { token } = present(official);
  const officialAsks = { timestamp: '1', nonce: '2', echostr: '345', signature: sign([token, '1', '2']) };
  expect(diagnose(ours, officialAsks)).toBe('verification/not-wecom');
  expect(diagnose(ours, officialAsks, [official])).toBe('verification/other-account');
  expect(diagnose(official, wecomAsks(present(ours)))).toBe('verification/not-official');
});

test('a query of which a proxy has dropped a part says which', () => {
  const { nonce: _, ...rest } = wecomAsks(present(ours));
  expect(diagnose(ours, rest)).toBe('callback/missing-query');
});

test('of an Official Account only the Token can be wrong', () => {
  const official = accountOf('official-account');
  expect(diagnose(official, { timestamp: '1', nonce: '2', echostr: '77', signature: sign(['other', '1', '2']) })).toBe(
    'verification/unsigned',
  );
});

test('WeCom waits one second, so a right answer that takes longer is a failure', () => {
  expect(tooSlow(ours, 900)).toBeUndefined();
  expect(tooSlow(ours, 1400)?.code).toBe('verification/slow');
  expect(tooSlow(accountOf('official-account'), 1400)).toBeUndefined();
});

test('what takes longer on its way through the tunnel than WeCom waits is not taken for verified', () => {
  expect(tooSlow(ours, 5, 900)).toBeUndefined();
  expect(tooSlow(ours, 5, 1400)).toMatchObject({ code: 'verification/slow-way', params: { ms: '1400' } });
});
