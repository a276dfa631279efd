import { describe, expect, test } from 'vitest';
import { type CheckId, checkIds } from '../../shared/doctor.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok } from '../../shared/result.ts';
import type { DoctorContext, Finding } from './check.ts';
import { checks } from './doctor.ts';
import { account, client, contextWith, now, publicUrl, refused, tunnelUp, unreachable, withoutToken } from './test-context.ts';

type Given = Partial<DoctorContext>;
/** What a check says in one word, with the code of its reason and, of one that waits, what it waits for. */
const inShort = (finding: Finding) =>
  finding.state === 'ok' ? 'ok' : [finding.state, finding.failure.code, finding.failure.params?.check].filter(Boolean).join(' ');
const run = (id: CheckId, given: Given) => checks[id].run(contextWith(given));

describe('where all is well', () => {
  const found: Record<CheckId, string | undefined> = {
    clock: '0 s',
    keychain: 'keychain',
    network: 'qyapi.weixin.qq.com · 12 ms',
    token: '120 min',
    'allow-list': undefined,
    app: '机房',
    tunnel: publicUrl,
    'public-url': `${publicUrl}/callback/corp`,
    certificate: '80 d',
    latency: '120 ms',
    'callback-ips': '192.0.2.10 +2',
    'last-message': '2026-01-30T23:59:00.000Z',
  };
  test.each(checkIds)('%s is green by itself, and says what it found', async (id) => {
    expect(await run(id, {})).toEqual({ state: 'ok', found: found[id] });
  });
});

const knocked = (aheadMs: number | undefined, ms = 10): Given => ({
  knock: async () => ok({ ms, ...(aheadMs !== undefined && { aheadMs }) }),
});
const offline: Given = { knock: unreachable, checkApp: unreachable };
const noUrl: Given = { tunnel: () => ({ ...tunnelUp, state: 'off', publicUrl: undefined as never }) };
const plainHttp: Given = { tunnel: () => ({ ...tunnelUp, publicUrl: 'http://wx.example' }) };
const probeFails: Given = { probe: async () => ok({ at: now, ms: 1, failure: failure('tunnel/probe-altered') }) };
const noKeychain: Given = { secrets: async () => err(failure('secrets/locked')) };
const official = { ...account, platform: 'official-account' as const };

const cases: [CheckId, string, Given, string][] = [
  ['clock', 'half a minute off', knocked(-30_400), 'ok'],
  ['clock', 'a minute off', knocked(61_000), 'warning doctor/clock-off'],
  ['clock', 'so far off that nothing is right any more', knocked(-301_000), 'failed doctor/clock-off'],
  ['clock', 'a server without a time', knocked(undefined), 'warning doctor/clock-unknown'],
  ['clock', 'no network', offline, 'skipped doctor/needs network'],

  ['keychain', 'locked', noKeychain, 'failed secrets/locked'],
  [
    'keychain',
    'locked, and the config file has the secrets',
    { ...noKeychain, account: { ...account, origin: 'config' } },
    'warning secrets/locked',
  ],

  ['network', 'down', offline, 'failed platform/unreachable'],
  ['network', 'slow', knocked(0, 3_200), 'warning doctor/network-slow'],

  ['token', 'no network', offline, 'skipped doctor/needs network'],
  ['token', 'wrong Secret', { client: withoutToken, checkCredentials: refused(40001) }, 'failed platform/40001'],
  ['token', 'no AgentID', { client: async () => err(failure('platform/no-secret', { name: 'AgentID' })) }, 'failed platform/no-secret'],
  ['token', 'address refused at the token', { checkCredentials: refused(40164) }, 'skipped doctor/needs allow-list'],
  ['token', 'address refused at the app', { checkApp: refused(60020) }, 'ok'],
  ['token', 'another app’s Secret', { checkApp: refused(301002) }, 'ok'],

  ['allow-list', 'address not allowed (WeCom)', { checkApp: refused(60020) }, 'failed platform/60020'],
  ['allow-list', 'address not allowed (Official Account)', { checkCredentials: refused(40164) }, 'failed platform/40164'],
  ['allow-list', 'no token', { client: withoutToken, checkCredentials: refused(40001) }, 'skipped doctor/needs token'],
  ['allow-list', 'the quota used up, which says nothing of the address', { checkApp: refused(45009) }, 'skipped doctor/needs app'],
  ['allow-list', 'no network', offline, 'skipped doctor/needs network'],

  ['app', 'another app’s Secret', { checkApp: refused(301002) }, 'failed platform/301002'],
  ['app', 'the quota used up', { checkApp: refused(45009) }, 'failed platform/45009'],
  ['app', 'switched off', { checkApp: async () => ok({ name: 'x', disabled: true }) }, 'warning doctor/app-disabled'],
  [
    'app',
    'an account that may not write first',
    { account: { ...official, kind: 'subscription', verified: false } },
    'warning doctor/app-unverified',
  ],
  ['app', 'no token', { client: withoutToken, checkCredentials: refused(40001) }, 'skipped doctor/needs token'],
  ['app', 'address not allowed', { checkApp: refused(60020) }, 'skipped doctor/needs allow-list'],
  ['app', 'a network that is gone though there is a token', offline, 'skipped doctor/needs network'],

  ['tunnel', 'none', noUrl, 'warning doctor/no-public-url'],
  [
    'tunnel',
    'still starting',
    { tunnel: () => ({ ...tunnelUp, state: 'starting', publicUrl: undefined as never }) },
    'failed doctor/tunnel-starting',
  ],
  [
    'tunnel',
    'refused',
    { tunnel: () => ({ ...tunnelUp, state: 'failed', publicUrl: undefined as never, failure: failure('ssh/no-agent') }) },
    'failed ssh/no-agent',
  ],
  ['tunnel', 'up by its looks, and dead', probeFails, 'failed tunnel/probe-altered'],
  [
    'tunnel',
    'slow, which is another check’s',
    { probe: async () => ok({ at: now, ms: 2000, failure: failure('tunnel/probe-slow') }) },
    'ok',
  ],
  [
    'tunnel',
    'with another URL than before',
    { tunnel: () => ({ ...tunnelUp, publicUrlBefore: 'https://old' }) },
    'warning doctor/public-url-changed',
  ],
  [
    'tunnel',
    'with a page of its own',
    { tunnel: () => ({ ...tunnelUp, notes: [failure('tunnel/interstitial')] }) },
    'warning tunnel/interstitial',
  ],

  ['public-url', 'no URL', noUrl, 'skipped doctor/needs tunnel'],
  ['public-url', 'no Token yet', { credentials: () => undefined }, 'failed doctor/no-credentials'],
  ['public-url', 'disabled', { credentials: () => undefined, account: { ...account, enabled: false } }, 'skipped doctor/account-disabled'],
  [
    'public-url',
    'answered by others',
    { verification: async () => err(failure('tunnel/probe-elsewhere')) },
    'failed tunnel/probe-elsewhere',
  ],

  ['certificate', 'no URL', noUrl, 'skipped doctor/needs tunnel'],
  ['certificate', 'plain http', plainHttp, 'skipped doctor/plain-http'],
  [
    'certificate',
    'ends in 13 days',
    { certificate: async () => ok({ endsAt: now + 14 * 86_400_000 - 1 }) },
    'warning doctor/certificate-ends',
  ],
  ['certificate', 'bad', { certificate: async () => err(failure('doctor/certificate-chain')) }, 'failed doctor/certificate-chain'],
  ['certificate', 'nobody there', { certificate: async () => err(failure('tunnel/probe-unreachable')) }, 'skipped doctor/needs public-url'],

  ['latency', 'no URL', noUrl, 'skipped doctor/needs public-url'],
  ['latency', 'nothing came back', { verification: async () => err(failure('tunnel/probe-dns')) }, 'skipped doctor/needs public-url'],
  ['latency', 'half a second', { verification: async () => ok({ ms: 501 }) }, 'warning doctor/slow'],
  ['latency', 'more than the second of WeCom', { verification: async () => ok({ ms: 1001 }) }, 'failed doctor/slow'],
  ['latency', 'as much of an Official Account', { account: official, verification: async () => ok({ ms: 1001 }) }, 'warning doctor/slow'],

  ['callback-ips', 'one', { client: client({}, ok(['192.0.2.1'])) }, 'ok'],
  ['callback-ips', 'none', { client: client({}, ok([])) }, 'ok'],
  ['callback-ips', 'refused', { client: client({}, err(failure('platform/45009')) as never) }, 'failed platform/45009'],
  ['callback-ips', 'address not allowed', { client: client({}, (await refused(60020)()) as never) }, 'skipped doctor/needs allow-list'],
  ['callback-ips', 'no token', { client: withoutToken, checkCredentials: refused(40001) }, 'skipped doctor/needs token'],
  ['callback-ips', 'another app’s Secret, which they do not ask for', { checkApp: refused(301002) }, 'ok'],

  ['last-message', 'never', { lastMessageAt: () => undefined }, 'warning doctor/no-message'],
];

describe('a check tells', () => {
  test.each(cases)('%s: %s', async (id, _, given, expected) => {
    expect(inShort(await run(id, given))).toBe(expected);
  });
});

test('what is not allowed is told with the address that has to be', async () => {
  const finding = await run('allow-list', { checkApp: refused(60020) });
  expect(finding).toMatchObject({ found: '203.0.113.7', failure: { hint: expect.stringContaining('203.0.113.7') } });
});
