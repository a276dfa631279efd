import { randomUUID } from 'node:crypto';
import type { Account } from '../../shared/account.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import type { ReadMenus } from '../../shared/menu/menu-json.ts';
import type { ConditionalMenu, LiveMenu, MenuBase, MenuState, MenuVersion } from '../../shared/menu/menu-state.ts';
import { ok, type Result } from '../../shared/result.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { MenuDesk } from './menu-desk.ts';

/** What people see at this moment, and the conditional menus. */
export interface LiveNow {
  live: LiveMenu;
  conditional: ConditionalMenu[];
}

/** Asks the platform what is live. Nothing is kept. */
export async function askLive({ client, clock }: MenuDesk, account: string): Promise<Result<LiveNow>> {
  const opened = await client(account);
  if (!opened.ok) return opened;
  const read = await opened.value.menus.read();
  return read.ok ? ok(liveOf(read.value, clock.now())) : read;
}

function liveOf(read: ReadMenus | null, pulledAt: number): LiveNow {
  const menu: Menu = read?.menu ?? { button: [] };
  const source = read === null ? 'none' : read.source;
  return {
    live: { menu, fingerprint: fingerprintOf(menu), pulledAt, source },
    conditional: (read?.conditional ?? []).toSorted((one, other) => newerFirst(one.menuid, other.menuid)),
  };
}

/** Ids grow, and have more digits than a number holds. */
const newerFirst = (one: string, other: string) => other.length - one.length || (other > one ? 1 : -1);

/** Asks the platform what is live, and keeps it; what somebody else has made becomes a version. */
export async function pull(desk: MenuDesk, account: Account): Promise<Result<MenuState>> {
  const now = await askLive(desk, account.id);
  return now.ok ? keep(desk, account, now.value) : now;
}

/** Keeps what the platform has told. A draft that was begun before anything was known is one of that menu. */
export async function keep(desk: MenuDesk, account: Account, now: LiveNow): Promise<Result<MenuState>> {
  const { live: before, draft } = await desk.record(account.id);
  const isFirst = before === null && draft !== null;
  return desk.change(account, { set: { ...now, ...(isFirst && { base: asBase(now.live) }) }, versions: foreign(now.live, before) });
}

/** What is made from this menu is told by. */
export const asBase = ({ fingerprint, pulledAt }: LiveMenu): MenuBase => ({ fingerprint, pulledAt });

/** What is live and was not so far as anybody here knew: kept, before it is overwritten. */
export function foreign(now: LiveMenu, before: LiveMenu | null): MenuVersion[] {
  if (now.source === 'none' || now.fingerprint === before?.fingerprint) return [];
  return [{ id: randomUUID(), at: now.pulledAt, who: now.source, menu: now.menu, kind: 'pulled' }];
}
