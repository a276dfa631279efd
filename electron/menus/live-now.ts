import { randomUUID } from 'node:crypto';
import type { Menu } from '../../shared/menu/menu.ts';
import type { ReadMenus } from '../../shared/menu/menu-json.ts';
import type { ConditionalMenu, LiveMenu, MenuBase, MenuVersion } from '../../shared/menu/menu-state.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { MenuRecord } from '../store/tables/menus.ts';
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

/** What is made from this menu is told by. */
export const asBase = ({ fingerprint, pulledAt }: LiveMenu): MenuBase => ({ fingerprint, pulledAt });

/**
 * What somebody else has done since `before`: menus that nobody here knew, and conditional ones that are gone. Each is kept,
 * before it is overwritten.
 */
export function elsewhere({ live, conditional }: LiveNow, before: Pick<MenuRecord, 'live' | 'conditional'>): MenuVersion[] {
  const without = (menus: readonly ConditionalMenu[], others: readonly ConditionalMenu[]) =>
    menus.filter(({ menuid }) => others.every((other) => other.menuid !== menuid));
  const version = (kind: MenuVersion['kind'], menu: Menu, who = 'api'): MenuVersion => ({
    ...{ id: randomUUID(), at: live.pulledAt, who, kind, menu },
  });
  const isNew = live.source !== 'none' && live.fingerprint !== before.live?.fingerprint;
  return [
    ...without(before.conditional, conditional).map(({ menu }) => version('deleted', menu)),
    ...without(conditional, before.conditional).map(({ menu }) => version('pulled', menu)),
    ...(isNew ? [version('pulled', live.menu, live.source)] : []),
  ];
}
