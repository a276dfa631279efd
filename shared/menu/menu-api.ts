import { z } from 'zod';
import { AccountId } from '../account.ts';
import { call, out } from '../api-call.ts';
import { Menu, menuBounds } from './menu.ts';
import type { ReadMenus } from './menu-json.ts';
import type { CopiedMenu, KeyRehearsal, MatchedMenu, MenuState, MenuTaps, MenuVersion } from './menu-state.ts';

const account = AccountId;
const ofAccount = z.object({ account }).strict();
/** The live menu that somebody has looked at. */
const lookedAt = z.object({ account, fingerprint: z.string().max(64) }).strict();
const base = z.object({ fingerprint: z.string().max(64), pulledAt: z.number() }).strict();
/** An id that this program gave. */
const id = z.uuid();
/** UserID, OpenID, or the WeChat id that a person is known by. */
const person = z.string().trim().min(1).max(128);

/** The part of the contract that is about menus. */
export const menuApi = {
  'menus.get': call(ofAccount, out<MenuState>()),
  /**
   * Keeps the draft; null does away with it. `revision` is the one that it was made from: where somebody has changed it in
   * the meantime the answer is `menu/stale`, and nothing is kept. `base` is the live menu that a first draft was made from,
   * for another one may have become known since; null where none was. Without `base` that is what is live now. A draft that
   * goes on from the one there keeps that one's; with `anew` it takes that one's place, and has its own.
   */
  'menus.save': call(
    z
      .object({
        ...{ account, menu: Menu.nullable(), revision: z.number().int().min(0) },
        ...{ base: base.nullable().optional(), anew: z.boolean().optional() },
      })
      .strict(),
    out<{ revision: number }>(),
  ),
  /** Asks the platform for what is live, and for the conditional menus. The draft stays as it is. */
  'menus.pull': call(ofAccount, out<MenuState>()),
  /**
   * The draft may overwrite the live menu with this fingerprint, though it was made from another one; what is scheduled too,
   * where that is the same menu. Fails with `menu/conflict` where another one was pulled since.
   */
  'menus.keepDraft': call(lookedAt, out<MenuState>()),
  /** The same of the menu that is scheduled, whatever the draft is. */
  'menus.keepScheduled': call(lookedAt, out<MenuState>()),
  /**
   * Publishes the draft, or an old version; everything is checked first (`menu/invalid`, with `path`). Where what is live is
   * not what the draft was made from (`base`) nothing is sent: `menu/conflict` with the `fingerprint` of what is live now, which `over` allows
   * to be overwritten. What the platform refuses is `menu/refused` with its `errcode`, and the `path` of the button as far as
   * the errcode tells; both paths are JSON.
   */
  'menus.publish': call(z.object({ account, version: id.optional(), over: z.string().max(64).optional() }).strict(), out<MenuState>()),
  /** Publishes the draft as it is now at this time (Unix ms); null calls that off. */
  'menus.schedule': call(z.object({ account, at: z.number().int().positive().nullable() }).strict(), out<MenuState>()),
  /** The failure with this code that the menu's state tells was read: it is told no more. Another one stays. */
  'menus.seen': call(z.object({ account, code: z.string().max(64) }).strict(), out<MenuState>()),
  /** Takes the menu away from everybody, the conditional ones too. `typed` must be the account's name. */
  'menus.delete': call(z.object({ account, typed: z.string().max(64) }).strict(), out<MenuState>()),
  /** Publishes a conditional menu (its `matchrule` says for whom) at once. Where it is the newest one already, nothing is sent. */
  'menus.conditional.add': call(z.object({ account, menu: Menu }).strict(), out<MenuState>()),
  'menus.conditional.delete': call(z.object({ account, menuid: z.string().regex(/^\d{1,32}$/) }).strict(), out<MenuState>()),
  /** The menu that somebody sees. */
  'menus.conditional.tryMatch': call(z.object({ account, person }).strict(), out<MatchedMenu>()),
  /** How often each button was tapped since then (Unix ms), most often first. */
  'menus.taps': call(z.object({ account, since: z.number().int().min(0) }).strict(), out<MenuTaps[]>()),
  /** What a button of this key and type would do for a person, by default for the admin; nothing is touched. */
  'menus.rehearse': call(
    z.object({ account, key: z.string().max(1024), type: z.string().max(32).default('click'), person: person.optional() }).strict(),
    out<KeyRehearsal>(),
  ),
  /** Makes the draft of one account (or what is live, where it has none) the draft of another one. */
  'menus.copyTo': call(z.object({ from: account, to: account }).strict(), out<CopiedMenu>()),
  /** All versions that are kept, newest first. */
  'menus.versions': call(ofAccount, out<MenuVersion[]>()),
  /**
   * Reads menus from a JSON text: the body of `menu/create`, or the answer of `menu/get` or `get_current_selfmenu_info`.
   * A mistake is `menu/json` with its `line` and `column` (from 1) and the `reason`.
   */
  'menus.read': call(z.object({ text: z.string().max(8 * menuBounds.chars) }).strict(), out<ReadMenus>()),
};
