import { randomUUID } from 'node:crypto';
import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import { sameMenu } from '../../shared/menu/menu-normal.ts';
import type { LiveMenu, MenuState } from '../../shared/menu/menu-state.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { BegunPublishing } from '../store/menus.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { MenuDesk } from './menu-desk.ts';
import { trailRecord } from './menu-trail.ts';
import { askLive, foreign } from './pull.ts';
import { asOfMenu, asRefusal, invalidity } from './refusal.ts';

export interface Publishing {
  menu: Menu;
  /** `console`, or `schedule`. */
  who: string;
  /** The fingerprint of what is live that may be overwritten, though it isn't what was last pulled. */
  over?: string | undefined;
}

/**
 * Publishes a menu: checked, then compared with what is live, then on disk as begun, then sent, once. Where the answer is
 * lost the platform is asked what it has now.
 */
export async function publish(desk: MenuDesk, account: Account, wish: Publishing): Promise<Result<MenuState>> {
  const { menu, who, over } = wish;
  const problem = desk.refusal(account.id) ?? invalidity(menu, account, desk.language());
  if (problem) return err(problem);
  const opened = await desk.client(account.id);
  if (!opened.ok) return opened;
  const now = await askLive(desk, account.id);
  if (!now.ok) return now;
  const record = await desk.record(account.id);
  const conflict = conflictOf(now.value.live, record.live, menu, over);
  if (conflict) return err(failure('menu/conflict', { fingerprint: conflict }, desk.language()));
  const begun: BegunPublishing = { menu, at: desk.clock.now(), who };
  await desk.change({ account: account.id, set: { begun, ...now.value }, versions: foreign(now.value.live, record.live) });
  const sent = await opened.value.menus.create(menu);
  if (sent.ok) return ok(await published(desk, account.id, begun));
  if (sent.error.code !== 'platform/unsure') {
    await desk.change({ account: account.id, set: { begun: null } });
    return err(asRefusal(sent.error, menu, desk.language()));
  }
  const settled = await settle(desk, account.id, begun);
  return typeof settled === 'string' ? err(asOfMenu(sent.error, desk.language())) : ok(settled);
}

/** The fingerprint of what would be overwritten without anybody having seen it. */
function conflictOf(now: LiveMenu, known: LiveMenu | null, menu: Menu, over: string | undefined): string | undefined {
  const isKnown = known === null ? now.source === 'none' : now.fingerprint === known.fingerprint;
  return isKnown || sameMenu(now.menu, menu) || over === now.fingerprint ? undefined : now.fingerprint;
}

/**
 * A publishing of which nobody knows whether it was carried out: what is live tells. Where the platform can't be asked
 * either, it stays on disk as begun.
 */
export async function settle(desk: MenuDesk, account: string, begun: BegunPublishing): Promise<MenuState | 'not carried out' | 'unknown'> {
  const now = await askLive(desk, account);
  if (!now.ok) return 'unknown';
  if (sameMenu(now.value.live.menu, begun.menu)) return published(desk, account, begun);
  const { live: before } = await desk.record(account);
  await desk.change({ account, set: { begun: null, ...now.value }, versions: foreign(now.value.live, before) });
  return 'not carried out';
}

/** A menu that the platform has taken. Where it was to be published later too, that is done. */
async function published(desk: MenuDesk, account: string, { menu, at, who }: BegunPublishing): Promise<MenuState> {
  const live: LiveMenu = { menu, fingerprint: fingerprintOf(menu), pulledAt: desk.clock.now(), source: 'api' };
  const { scheduledMenu } = await desk.record(account);
  const isScheduled = who === 'schedule' || (scheduledMenu !== null && sameMenu(scheduledMenu, menu));
  return desk.change({
    account,
    set: { live, begun: null, failure: null, ...(isScheduled && { scheduledAt: null, scheduledMenu: null }) },
    published: menu,
    versions: [{ id: randomUUID(), at, who, menu, kind: 'published' }],
    trail: [trailRecord(at, who, { kind: 'menu-published', account, fingerprint: live.fingerprint })],
  });
}
