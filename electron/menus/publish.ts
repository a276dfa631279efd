import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import { overwritesUnseen } from '../../shared/menu/overwrites-unseen.ts';
import { err, type Result } from '../../shared/result.ts';
import { type Begun, baseOf } from '../store/tables/menus.ts';
import { asBase, elsewhere } from './live-now.ts';
import type { MenuDesk } from './menu-desk.ts';
import { asRefusal, invalidity } from './refusal.ts';
import { conclude, look } from './settle.ts';

export interface Publishing {
  menu: Menu;
  /** `console`, or `schedule`. */
  who: string;
  /** The fingerprint of what is live that may be overwritten, though it isn't what the menu was made from. */
  over?: string | undefined;
}

/**
 * Publishes a menu: checked, then compared with what is live, then on disk as begun, then sent, once. Where the answer is
 * lost the platform is asked what it has now.
 */
export async function publish(desk: MenuDesk, account: Account, wish: Publishing): Promise<Result<MenuState>> {
  const { menu, who } = wish;
  const problem = desk.refusal(account.id) ?? invalidity(menu, account, desk.language());
  if (problem) return err(problem);
  const opened = await desk.client(account.id);
  if (!opened.ok) return opened;
  const now = await look(desk, account);
  if (!now.ok) return now;
  const record = await desk.record(account.id);
  const { live } = now.value;
  const isScheduled = who === 'schedule';
  if (wish.over !== live.fingerprint && overwritesUnseen(live, isScheduled ? record.scheduledBase : baseOf(record), menu))
    return err(failure('menu/conflict', { fingerprint: live.fingerprint }, desk.language()));
  const begun: Begun = { kind: 'publish', menu, at: desk.clock.now(), who, scheduledAt: record.scheduledAt };
  const base = asBase(live);
  const set = { begun, ...now.value, ...(isScheduled ? { scheduledBase: base } : { base }) };
  const kept = await desk.change(account, { set, versions: elsewhere(now.value, record) });
  if (!kept.ok) return kept;
  const answer = await opened.value.menus.create(menu);
  return conclude(desk, account, begun, { answer, refused: (why) => asRefusal(why, menu, desk.language()) });
}
