import type { Health } from '../../shared/overview.ts';
import type { TunnelState } from '../../shared/tunnel.ts';

/** A health, or `idle`: nothing is wrong because nothing is wanted. */
export type Standing = Health | 'idle';

export type TunnelWord = TunnelState['state'] | 'changed' | 'slow';

const standings: Record<TunnelWord, Standing> = {
  ...{ off: 'warning', starting: 'working', up: 'ok', retrying: 'warning', failed: 'down', changed: 'warning', slow: 'warning' },
};

/** What the tunnel says of itself in one word; what the admin has to do comes first. */
export function tunnelWord({ state, publicUrlBefore, probe }: TunnelState): TunnelWord {
  if (state !== 'up') return state;
  if (publicUrlBefore !== undefined) return 'changed';
  return probe?.failure ? 'slow' : 'up';
}

/** The tunnel as one dot. Without an account that WeChat could reach, no tunnel is a problem. */
export function tunnelDot(tunnel: TunnelState, hasRealAccount: boolean): { health: Standing; word: TunnelWord } {
  const word = tunnelWord(tunnel);
  const health = standings[word];
  const isCalm = health === 'ok' || health === 'working';
  return { health: hasRealAccount || isCalm ? health : 'idle', word };
}

/** Where WeChat reaches the listener; null while it can't. */
export const publicUrlOf = (tunnel: TunnelState | undefined): string | null =>
  tunnel === undefined || tunnel.state === 'off' ? null : (tunnel.publicUrl ?? null);
