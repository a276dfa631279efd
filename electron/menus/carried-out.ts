import { randomUUID } from 'node:crypto';
import type { Menu } from '../../shared/menu/menu.ts';
import { sameMenu } from '../../shared/menu/menu-normal.ts';
import type { ConditionalMenu, LiveMenu, MenuVersion } from '../../shared/menu/menu-state.ts';
import { notCarriedOut } from '../../shared/menu/not-carried-out.ts';
import { type Begun, type MenuChange, type MenuRecord, nothingScheduled } from '../store/tables/menus.ts';
import { fingerprintOf } from './fingerprint.ts';
import { asBase, elsewhere, type LiveNow } from './live-now.ts';
import { type MenuDeed, trailRecord } from './menu-trail.ts';

/** What one step keeps of an account's menu. */
type Kept = Omit<MenuChange, 'account' | 'receiverId'>;

/** What the platform has told since something was begun. */
interface Told {
  /** Unix time in ms. */
  at: number;
  /** The id of the conditional menu that was added. */
  menuid?: string | undefined;
  /** What is there now, where that was asked. */
  now?: LiveNow;
}

/** What a deed has come to. */
interface Outcome {
  /** How it is now, so far as it was changed from here. */
  left: Pick<MenuRecord, 'live' | 'conditional'>;
  set: Kept['set'];
  published?: Menu;
  /** What was published, or is gone. */
  menus: Menu[];
  deed: MenuDeed;
}

/** The conditional menu that was added, where it is there now. */
export const addedAmong = ({ menu, there }: Begun & { kind: 'add' }, now: readonly ConditionalMenu[]): ConditionalMenu | undefined =>
  now.find((one) => !there.includes(one.menuid) && sameMenu(one.menu, menu));

/** Whether what was begun was carried out, by what is there now. */
export function isCarriedOut(begun: Begun, { live, conditional }: LiveNow): boolean {
  if (begun.kind === 'publish') return sameMenu(live.menu, begun.menu);
  if (begun.kind === 'delete') return live.source === 'none';
  if (begun.kind === 'add') return addedAmong(begun, conditional) !== undefined;
  return conditional.every(({ menuid }) => menuid !== begun.menuid);
}

/** All that is kept where something that was begun was carried out; it is over, so each is kept, and told to the trail, once. */
export function carriedOut(account: string, begun: Begun, record: MenuRecord, told: Told): Kept {
  const { left, set, published, menus, deed } = outcomes[begun.kind](begun as never, record, account, told);
  const now = told.now && { ...told.now, live: begun.kind === 'publish' && left.live ? left.live : told.now.live };
  const isToldOfThis = record.failure?.code === notCarriedOut[begun.kind];
  const kind: MenuVersion['kind'] = begun.kind === 'publish' || begun.kind === 'add' ? 'published' : 'deleted';
  const own = menus.map((menu) => ({ id: randomUUID(), at: begun.at, who: begun.who, menu, kind }));
  return {
    set: { ...(now ?? left), begun: null, ...(isToldOfThis && { failure: null }), ...set },
    ...(published && { published }),
    versions: [...(now ? elsewhere(now, left) : []), ...own],
    trail: [trailRecord(begun.at, begun.who, deed)],
  };
}

const outcomes: { [Kind in Begun['kind']]: (begun: Begun & { kind: Kind }, record: MenuRecord, account: string, told: Told) => Outcome } = {
  /**
   * Where the menu was to be published later too, that is done, but not what was scheduled since. What stays, draft or
   * schedule, may overwrite it: it was published here.
   */
  publish({ menu, scheduledAt }, record, account, { at }) {
    const live: LiveMenu = { menu, fingerprint: fingerprintOf(menu), pulledAt: at, source: 'api' };
    const base = asBase(live);
    const { scheduledMenu } = record;
    const isDone = scheduledMenu === null || (record.scheduledAt === scheduledAt && sameMenu(scheduledMenu, menu));
    return {
      left: { live, conditional: record.conditional },
      set: { base, failure: null, ...(isDone ? nothingScheduled : { scheduledBase: base }) },
      ...{ published: menu, menus: [menu] },
      deed: { kind: 'menu-published', account, fingerprint: live.fingerprint },
    };
  },
  /** Conditional menus go with the default one; what was scheduled since stays. */
  delete({ live, conditional, scheduledAt }, record, account, { at }) {
    const menu: Menu = { button: [] };
    const nothing: LiveMenu = { menu, fingerprint: fingerprintOf(menu), pulledAt: at, source: 'none' };
    return {
      left: { live: nothing, conditional: [] },
      set: { base: asBase(nothing), ...(record.scheduledAt === scheduledAt && nothingScheduled) },
      menus: [...conditional.map((one) => one.menu), ...(live.source === 'none' ? [] : [live.menu])],
      deed: { kind: 'menu-deleted', account, fingerprint: live.fingerprint },
    };
  },
  add(begun, { live, conditional }, account, { now, menuid: answered }) {
    const { menu } = begun;
    const menuid = answered ?? addedAmong(begun, now?.conditional ?? [])?.menuid ?? '';
    return {
      left: { live, conditional: [{ menuid, menu }, ...conditional.filter((one) => one.menuid !== menuid)] },
      ...{ set: {}, menus: [menu] },
      deed: { kind: 'conditional-menu-published', account, fingerprint: fingerprintOf(menu), menuid },
    };
  },
  remove({ menuid, menu }, { live, conditional }, account) {
    return {
      left: { live, conditional: conditional.filter((one) => one.menuid !== menuid) },
      ...{ set: {}, menus: menu === null ? [] : [menu] },
      deed: { kind: 'conditional-menu-deleted', account, menuid },
    };
  },
};
