import { randomUUID } from 'node:crypto';
import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import { sameMenu } from '../../shared/menu/menu-normal.ts';
import type { LiveMenu, MenuState } from '../../shared/menu/menu-state.ts';
import { overwritesUnseen } from '../../shared/menu/overwrites-unseen.ts';
import { err, type Result } from '../../shared/result.ts';
import { type BegunPublishing, baseOf, nothingScheduled } from '../store/tables/menus.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { MenuDesk } from './menu-desk.ts';
import { trailRecord } from './menu-trail.ts';
import { asBase, askLive, foreign } from './pull.ts';
import { asOfMenu, asRefusal, invalidity } from './refusal.ts';

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
  const now = await askLive(desk, account.id);
  if (!now.ok) return now;
  const record = await desk.record(account.id);
  const { live, conditional } = now.value;
  const isScheduled = who === 'schedule';
  if (wish.over !== live.fingerprint && overwritesUnseen(live, isScheduled ? record.scheduledBase : baseOf(record), menu))
    return err(failure('menu/conflict', { fingerprint: live.fingerprint }, desk.language()));
  const begun: BegunPublishing = { menu, at: desk.clock.now(), who, scheduledAt: record.scheduledAt };
  const base = asBase(live);
  const set = { begun, live, conditional, ...(isScheduled ? { scheduledBase: base } : { base }) };
  const kept = await desk.change(account, { set, versions: foreign(live, record.live) });
  if (!kept.ok) return kept;
  const sent = await opened.value.menus.create(menu);
  if (sent.ok) return published(desk, account, begun);
  if (sent.error.code !== 'platform/unsure') {
    await desk.change(account, { set: { begun: null } });
    return err(asRefusal(sent.error, menu, desk.language()));
  }
  const settled = await settle(desk, account, begun);
  return typeof settled === 'string' ? err(asOfMenu(sent.error, desk.language())) : settled;
}

/**
 * A publishing of which nobody knows whether it was carried out: what is live tells. Where the platform can't be asked
 * either, it stays on disk as begun.
 */
export async function settle(
  desk: MenuDesk,
  account: Account,
  begun: BegunPublishing,
): Promise<Result<MenuState> | 'not carried out' | 'unknown'> {
  const now = await askLive(desk, account.id);
  if (!now.ok) return 'unknown';
  if (sameMenu(now.value.live.menu, begun.menu)) return published(desk, account, begun);
  const { live: before } = await desk.record(account.id);
  await desk.change(account, { set: { begun: null, ...now.value }, versions: foreign(now.value.live, before) });
  return 'not carried out';
}

/**
 * A menu that the platform has taken. Where it was to be published later too, that is done, but not what was scheduled
 * since. What stays, draft or schedule, may overwrite it: it was published here.
 */
async function published(desk: MenuDesk, account: Account, begun: BegunPublishing): Promise<Result<MenuState>> {
  const { menu, at, who } = begun;
  const live: LiveMenu = { menu, fingerprint: fingerprintOf(menu), pulledAt: desk.clock.now(), source: 'api' };
  const base = asBase(live);
  const { scheduledMenu, scheduledAt } = await desk.record(account.id);
  const isDone = scheduledMenu === null || (scheduledAt === begun.scheduledAt && sameMenu(scheduledMenu, menu));
  return desk.change(account, {
    set: { live, base, begun: null, failure: null, ...(isDone ? nothingScheduled : { scheduledBase: base }) },
    published: menu,
    versions: [{ id: randomUUID(), at, who, menu, kind: 'published' }],
    trail: [trailRecord(at, who, { kind: 'menu-published', account: account.id, fingerprint: live.fingerprint })],
  });
}
