import type { Account } from '../../shared/account.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Begun } from '../store/tables/menus.ts';
import { elsewhere } from './live-now.ts';
import type { MenuDesk } from './menu-desk.ts';
import { asOfMenu } from './refusal.ts';
import { conclude, look } from './settle.ts';

/**
 * Takes an account's menu away from everybody. What goes is kept as versions, the conditional menus too: the platform takes
 * them away with it. All of it is on disk before the platform hears of it.
 */
export async function remove(desk: MenuDesk, account: Account): Promise<Result<MenuState>> {
  const problem = desk.refusal(account.id);
  if (problem) return err(problem);
  const client = await desk.client(account.id);
  if (!client.ok) return client;
  const now = await look(desk, account);
  if (!now.ok) return now;
  const record = await desk.record(account.id);
  const begun: Begun = { kind: 'delete', at: desk.clock.now(), who: 'console', ...now.value, scheduledAt: record.scheduledAt };
  const kept = await desk.change(account, { set: { ...now.value, begun }, versions: elsewhere(now.value, record) });
  if (!kept.ok) return kept;
  const answer = await client.value.menus.remove();
  return conclude(desk, account, begun, { answer, refused: (why) => asOfMenu(why, desk.language()) });
}
