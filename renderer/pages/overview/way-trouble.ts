import { type Account, allowListOf } from '../../../shared/account.ts';
import { failure } from '../../../shared/failures.ts';
import type { PlatformState } from '../../../shared/platform.ts';
import type { Failure } from '../../../shared/result.ts';
import type { TunnelState } from '../../../shared/tunnel.ts';
import { hasNewAddress } from '../../stores/platforms.ts';

/** Why nothing comes in from WeChat although the tunnel is wanted: it is dead, or WeChat knows another address. */
export function tunnelTrouble(tunnel: TunnelState | undefined): Failure | undefined {
  if (!tunnel || tunnel.state === 'off') return undefined;
  if (tunnel.state === 'retrying' || tunnel.state === 'failed') return tunnel.failure;
  const { publicUrl, publicUrlBefore } = tunnel;
  return publicUrl !== undefined && publicUrlBefore !== undefined ? failure('tunnel/moved', { url: publicUrl }) : undefined;
}

/** The platform sees this account come from an address that nobody has allowed yet. */
export function addressTrouble(
  { id, platform, origin, enabled }: Pick<Account, 'id' | 'platform' | 'origin' | 'enabled'>,
  states: PlatformState[] | undefined,
  allowedIps: Record<string, string>,
): Failure | undefined {
  const state = states?.find(({ account }) => account === id);
  if (!state?.egress || origin === 'sandbox' || !enabled || !hasNewAddress(state, allowedIps)) return undefined;
  return failure('platform/egress-moved', { ip: state.egress.ip, list: allowListOf[platform] });
}
