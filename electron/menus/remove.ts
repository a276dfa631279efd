import { randomUUID } from 'node:crypto';
import type { Account } from '../../shared/account.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import type { LiveMenu, MenuState } from '../../shared/menu/menu-state.ts';
import { err, type Result } from '../../shared/result.ts';
import { nothingScheduled } from '../store/tables/menus.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { MenuDesk } from './menu-desk.ts';
import { trailRecord } from './menu-trail.ts';
import { asBase, askLive, keep, type LiveNow } from './pull.ts';
import { asOfMenu } from './refusal.ts';

/**
 * Takes an account's menu away from everybody. What goes is kept as versions, the conditional menus too: the platform takes
 * them away with it. Where the answer is lost the platform is asked what it has now.
 */
export async function remove(desk: MenuDesk, account: Account): Promise<Result<MenuState>> {
  const problem = desk.refusal(account.id);
  if (problem) return err(problem);
  const client = await desk.client(account.id);
  if (!client.ok) return client;
  const before = await askLive(desk, account.id);
  if (!before.ok) return before;
  const removed = await client.value.menus.remove();
  if (!removed.ok && !(await isGone(desk, account, removed.error.code))) return err(asOfMenu(removed.error, desk.language()));
  return keepRemoved(desk, account, before.value);
}

/** Whether there is no menu any more though nobody said so; where there still is one, that is kept. */
async function isGone(desk: MenuDesk, account: Account, code: string): Promise<boolean> {
  if (code !== 'platform/unsure') return false;
  const now = await askLive(desk, account.id);
  if (!now.ok) return false;
  if (now.value.live.source === 'none') return true;
  await keep(desk, account, now.value);
  return false;
}

function keepRemoved(desk: MenuDesk, account: Account, { live, conditional }: LiveNow): Promise<Result<MenuState>> {
  const at = desk.clock.now();
  const gone = [...conditional.map(({ menu }) => menu), ...(live.source === 'none' ? [] : [live.menu])];
  const menu: Menu = { button: [] };
  const nothing: LiveMenu = { menu, fingerprint: fingerprintOf(menu), pulledAt: at, source: 'none' };
  return desk.change(account, {
    set: { live: nothing, base: asBase(nothing), conditional: [], ...nothingScheduled },
    versions: gone.map((one) => ({ id: randomUUID(), at, who: 'console', menu: one, kind: 'deleted' })),
    trail: [trailRecord(at, 'console', { kind: 'menu-deleted', account: account.id, fingerprint: live.fingerprint })],
  });
}
