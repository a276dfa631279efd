import type { Account } from '../../shared/account.ts';
import type { PlatformState } from '../../shared/platform.ts';
import { hasNewAddress } from './platforms.ts';
import type { Standing } from './tunnel-health.ts';

export type TokenWord = PlatformState['token']['state'] | 'address';

const standings: Record<TokenWord, Standing> = { valid: 'ok', none: 'idle', fetching: 'working', address: 'warning', failed: 'down' };
const worstFirst: TokenWord[] = ['failed', 'address', 'fetching', 'valid', 'none'];

/** How one account stands with its platform, in one word. */
export const tokenWord = (platform: PlatformState, allowedIps: Record<string, string>): TokenWord =>
  platform.token.state !== 'failed' && hasNewAddress(platform, allowedIps) ? 'address' : platform.token.state;

/** All accounts with their platforms as one dot: the worst of those that are real and in use. */
export function tokenDot(
  platforms: PlatformState[],
  accounts: Pick<Account, 'id' | 'origin' | 'enabled'>[],
  allowedIps: Record<string, string>,
): { health: Standing; word: TokenWord } {
  const real = new Set(accounts.filter(({ origin, enabled }) => origin !== 'sandbox' && enabled).map(({ id }) => id));
  const words = platforms.filter(({ account }) => real.has(account)).map((platform) => tokenWord(platform, allowedIps));
  const word = worstFirst.find((one) => words.includes(one)) ?? 'none';
  return { health: standings[word], word };
}
