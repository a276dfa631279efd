import type { Account } from '../../shared/account.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import type { Result } from '../../shared/result.ts';
import { elsewhere } from './live-now.ts';
import type { MenuDesk } from './menu-desk.ts';
import { look } from './settle.ts';

/** Asks the platform what is live, and keeps it; what somebody else has made becomes a version. */
export async function pull(desk: MenuDesk, account: Account): Promise<Result<MenuState>> {
  const now = await look(desk, account);
  if (!now.ok) return now;
  return desk.change(account, { set: { ...now.value }, versions: elsewhere(now.value, await desk.record(account.id)) });
}
