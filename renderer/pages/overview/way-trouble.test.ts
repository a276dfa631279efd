import { expect, test } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import type { PlatformState } from '../../../shared/platform.ts';
import type { TunnelState } from '../../../shared/tunnel.ts';
import { addressTrouble, tunnelTrouble } from './way-trouble.ts';

const broken = failure('tunnel/lost', { reason: 'ECONNRESET' });
const tunnel = (state: TunnelState['state'], more: Partial<TunnelState> = {}): TunnelState => ({
  ...{ provider: 'localtunnel', state, publicUrl: 'https://b.example', requests: 0, notes: [], output: [] },
  ...more,
});
const moved = { publicUrlBefore: 'https://a.example' };

test('a tunnel that is dead says why, for as long as it is', () => {
  for (const state of ['retrying', 'failed'] as const) expect(tunnelTrouble(tunnel(state, { failure: broken, ...moved }))).toEqual(broken);
  for (const state of ['off', 'starting', 'up'] as const) expect(tunnelTrouble(tunnel(state))).toBeUndefined();
  expect(tunnelTrouble(undefined)).toBeUndefined();
});

test('a public URL that has changed is told until it was seen to', () => {
  const url = 'https://b.example';
  for (const state of ['up', 'starting'] as const) expect(tunnelTrouble(tunnel(state, moved))).toEqual(failure('tunnel/moved', { url }));
  expect(tunnelTrouble(tunnel('off', moved))).toBeUndefined();
});

test('an egress address that has changed is told until it is allowed, with where that is done', () => {
  const platform: PlatformState = {
    ...{ account: 'ops', token: { state: 'valid' }, gauges: [], wayOut: 'direct' },
    egress: { ip: '203.0.113.9', since: 0, before: '203.0.113.7' },
  };
  const ops = { id: 'ops', platform: 'wecom', origin: 'console', enabled: true } as const;
  const ip = '203.0.113.9';
  expect(addressTrouble(ops, [platform], {})).toEqual(failure('platform/egress-moved', { ip, list: '企业可信IP' }));
  expect(addressTrouble({ ...ops, platform: 'official-account' }, [platform], {})?.params).toEqual({ ip, list: 'IP白名单' });
  expect(addressTrouble(ops, [platform], { ops: ip })).toBeUndefined();
  expect(addressTrouble({ ...ops, enabled: false }, [platform], {})).toBeUndefined();
  expect(addressTrouble({ ...ops, origin: 'sandbox' }, [platform], {})).toBeUndefined();
  expect(addressTrouble(ops, undefined, {})).toBeUndefined();
});
