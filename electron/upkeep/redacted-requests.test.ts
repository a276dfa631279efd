import { expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { withheldText } from '../../shared/redaction.ts';
import type { RefusalRecord, RequestRecord } from '../store/records.ts';
import { withholdRefused } from './redacted-records.ts';
import { eachOfRequest, redactAll } from './redacted-requests.ts';

const redact = (texts: readonly string[]) => texts.map((text) => text.replaceAll('秘密', '***').replaceAll('7', '#'));
const request: RequestRecord = { method: 'POST', path: '/callback/corp7', query: {}, remoteAddress: '10.0.0.7', userAgent: '秘密' };
const kept = (some: Partial<RequestRecord>) => redactAll(redact, (each) => eachOfRequest({ ...request, ...some }, 'person7', each));

test('of a message that was let in the account, the time, the nonce and its signature stay, and by whom it is', () => {
  const query = { msg_signature: '7'.repeat(40), timestamp: '1777', nonce: '77', openid: 'person7' };
  expect(kept({ query, bodyHash: '7' })).toMatchObject({ path: '/callback/corp7', query, bodyHash: '7' });
});

test('all else that its client chose is redacted, though it bears the name of what stays', () => {
  const query = { signature: '秘密7', openid: 'else7', openId: '7', name7: '' };
  expect(kept({ query, headers: { host: 'bot7', via: '秘密' } })).toMatchObject({
    query: { signature: '***#', openid: 'else#', openId: '#', 'name#': '' },
    ...{ headers: { host: 'bot#', via: '***' }, remoteAddress: '10.0.0.#', userAgent: '***' },
  });
});

const refusal = (path: string, some: Partial<RefusalRecord> = {}): RefusalRecord => {
  const account = path.slice('/callback/'.length, 64);
  return {
    account,
    at: 1,
    raw: '',
    request: { ...request, path },
    failure: failure('callback/unknown-account', { account }),
    ms: 1,
    ...some,
  };
};

test('a path is read as it is meant, and stays to the letter where no rule matches', () => {
  const path = (text: string) => withholdRefused(refusal(text), redact).request.path;
  expect([path(`/callback/${encodeURIComponent('秘密')}`), path('/callback/%37'), path('/callback/%zz%37')]).toEqual([
    ...['/callback/***', '/callback/#', '/callback/%zz#'],
  ]);
  expect(path('/callback/%E5%A5%BD%zz')).toBe('/callback/%E5%A5%BD%zz');
});

test('the account that a stranger names is redacted where it stands alone, and in why nobody answers, though it is cut', () => {
  const named = withholdRefused(refusal(`/callback/${'a'.repeat(53)}秘密`), redact);
  expect(named.account).toBe(`${'a'.repeat(53)}***`);
  expect(JSON.stringify(named)).not.toMatch(/[秘密]/);
});

test('an account that exists keeps its name, and the parts of a wrong signature are redacted', () => {
  const signature = {
    ...{ name: 'msg_signature', computed: 'abc', given: '7', matches: false },
    parts: [
      { label: 'nonce' as const, text: '秘密' },
      { label: 'encrypt' as const, text: 'x' },
    ],
  };
  const refused = withholdRefused(refusal('/callback/corp7', { account: 'corp7', failure: failure('wechat/-40001'), signature }), redact);
  expect(refused).toMatchObject({ account: 'corp7', signature: { given: '#', parts: [{ text: '***' }, { text: withheldText }] } });
});
