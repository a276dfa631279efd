import type { Account } from '../../shared/account.ts';
import { platformFailure } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import type { PlatformState } from '../../shared/platform.ts';
import { err, ok } from '../../shared/result.ts';
import type { TunnelState } from '../../shared/tunnel.ts';
import type { PlatformClient } from '../platforms/platform-client.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { DoctorContext } from './check.ts';

export const now = Date.UTC(2026, 0, 31);
export const publicUrl = 'https://wx.example';

/** An account that has nothing wrong with it. */
export const account: Account = {
  ...{ id: 'corp', platform: 'wecom', name: '运维', receiverId: 'ww1', agentId: '218', mode: 'safe' },
  ...{ apiBase: 'https://qyapi.weixin.qq.com', wayOut: { via: 'direct' }, enabled: true, origin: 'console' },
};

export const tunnelUp: TunnelState = { provider: 'none', state: 'up', publicUrl, requests: 3, notes: [], output: [] };

/** What the platform said of its token, and the address that it saw. */
const platformState: PlatformState = {
  account: account.id,
  token: { state: 'valid', expiresAt: now + 7_200_000 },
  gauges: [],
  wayOut: 'direct',
  egress: { ip: '203.0.113.7', since: 1 },
};

export function client(state: Partial<PlatformState> = {}, callbackIps = ok(['192.0.2.10', '192.0.2.11', '192.0.2.12'])) {
  const partly: Partial<PlatformClient> = { state: () => ({ ...platformState, ...state }), callbackIps: async () => callbackIps };
  return async () => ok(partly as PlatformClient);
}
/** A client that has no access_token. */
export const withoutToken = client({ token: { state: 'none' } });

const store: Partial<SecretStore> = { kind: 'keychain', get: async () => ok(undefined) };

/** What the checks look at where all is well, except for what is given. */
export function contextWith(given: Partial<DoctorContext> = {}): DoctorContext {
  return {
    account,
    now: () => now,
    secrets: async () => ok(store as SecretStore),
    knock: async () => ok({ ms: 12.3, aheadMs: 0 }),
    client: client(),
    checkCredentials: async () => ok(null),
    checkApp: async () => ok({ name: '机房', disabled: false }),
    tunnel: () => tunnelUp,
    probe: async () => ok({ at: now, ms: 40 }),
    credentials: () => ({ platform: 'wecom', mode: 'safe', receiverId: 'ww1', token: 't' }),
    verification: async () => ok({ ms: 120 }),
    certificate: async () => ok({ endsAt: now + 80.5 * 86_400_000 }),
    lastMessageAt: () => now - 60_000,
    ...given,
  };
}

/** The platform's refusal of a call, as the client tells it. */
export const refused = (errcode: number) => async () => err(platformFailure('wecom', errcode, `no, from ip: 203.0.113.7, e=${errcode}`));
export const unreachable = async () => err(failure('platform/unreachable', { host: 'qyapi.weixin.qq.com', reason: 'ECONNREFUSED' }));
