import { z } from 'zod';
import { Menu } from '../../shared/menu/menu.ts';
import { type KeptStorage, keep, readKept } from './kept.ts';
import { isUnsaved, type MenuDesk } from './menu-desk.ts';

const Aside = z.object({
  menu: Menu,
  /** What it goes on from. */
  revision: z.number(),
  madeFrom: z.object({ fingerprint: z.string(), pulledAt: z.number() }).nullable(),
});
export type Aside = z.infer<typeof Aside>;

/** What stands in the place of nothing. */
const nothing = JSON.stringify(null);

const nameOf = (account: string) => `weiguan.menu-aside.${account}`;

/**
 * What was typed of a menu and can't be saved: the gateway refuses, or another window has changed the draft and somebody has to
 * decide. It is kept in the browser, so that it outlasts the window.
 */
export interface MenuAside {
  of(account: string): Aside | undefined;
  /** To be called with every change of a desk. */
  follow(account: string, desk: MenuDesk): void;
}

export function createMenuAside(storage: KeptStorage): MenuAside {
  /** What is kept of each account, as JSON, as far as this window has to do with it. */
  const kept = new Map<string, string>();
  return {
    of(account) {
      const found = readKept(storage, nameOf(account), Aside.nullable()) ?? undefined;
      if (found) kept.set(account, JSON.stringify(found));
      return found;
    },
    follow(account, desk) {
      const before = kept.get(account) ?? nothing;
      // why before: another try is under way, and may fail as well
      const isStuck = desk.conflict?.of === 'draft' || desk.saving === 'failed' || before !== nothing;
      const { revision, madeFrom } = desk;
      const wanted: Aside | null = isStuck && isUnsaved(desk) ? { menu: desk.history.present, revision, madeFrom } : null;
      const json = JSON.stringify(wanted);
      if (json === before) return;
      kept.set(account, json);
      keep(storage, nameOf(account), wanted);
    },
  };
}
