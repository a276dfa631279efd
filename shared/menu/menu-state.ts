import type { Failure } from '../result.ts';
import type { RunPlan } from '../run.ts';
import type { Menu } from './menu.ts';
import type { MenuProblem, ProblemPath } from './menu-problem.ts';

/** The menu that people see, as it was when somebody last asked the platform. */
export interface LiveMenu {
  /** Without buttons where there is none. */
  menu: Menu;
  /** Of what the menu means: two that differ in the order of fields only have the same. */
  fingerprint: string;
  /** Unix time in ms. */
  pulledAt: number;
  /** Made through the API, in the platform's web console, or there is none. */
  source: 'api' | 'website' | 'none';
}

/** A live menu that something was made from: which, and when it was told (Unix ms). */
export type MenuBase = Pick<LiveMenu, 'fingerprint' | 'pulledAt'>;

/** A conditional menu of an Official Account; its `menu` has the `matchrule`. */
export interface ConditionalMenu {
  menuid: string;
  menu: Menu;
}

/** A menu that was live once. */
export interface MenuVersion {
  id: string;
  /** Unix time in ms. */
  at: number;
  /** Who did it: `console` for the admin at the console, `schedule` for one that was published later. */
  who: string;
  menu: Menu;
  /** `pulled`: somebody else had made it; `deleted`: what was live when the menu was deleted. */
  kind: 'published' | 'pulled' | 'deleted';
}

/** Everything about one account's menu. */
export interface MenuState {
  account: string;
  /** What is being worked on; null where nothing differs from what is live. */
  draft: Menu | null;
  /** Unix time in ms of its last change. */
  draftAt: number | null;
  /** Grows with every change of the draft. */
  revision: number;
  /**
   * The live menu that the draft was made from, or may overwrite; null where there is no draft, or none was known then. Where
   * it is not `live`, somebody else has changed that, and nothing is published without a word (`menu/conflict`).
   */
  base: MenuBase | null;
  /** Null until it was pulled for the first time. */
  live: LiveMenu | null;
  /** As they were pulled; the newest first, which is the one that wins. */
  conditional: ConditionalMenu[];
  /** The latest ones, newest first; `menus.versions` has all that are kept. */
  versions: MenuVersion[];
  /** When (Unix ms) and what will be published by itself: the draft as it was when that was decided. */
  scheduledAt: number | null;
  scheduledMenu: Menu | null;
  /** The same as `base`, of the menu that is scheduled. */
  scheduledBase: MenuBase | null;
  /** It is being published at this moment. */
  publishing: boolean;
  /**
   * Why the last publishing by schedule failed; gone with the next success. The same of whatever was not carried out, where
   * that was found out later only (`notCarriedOut`). Gone as well once somebody has read it (`menus.seen`).
   */
  failure?: Failure;
  /** Whether the account may have a menu, and why not. */
  can: { menu: boolean; reason?: Failure };
}

/** How often a button was tapped. */
export interface MenuTaps {
  /** Its key, URL or page path, as the event named it. */
  key: string;
  /** The event: `CLICK`, `VIEW`, `scancode_waitmsg`, … */
  event: string;
  count: number;
  /** Unix time in ms of the last one. */
  lastAt: number;
}

/** What a tap would do. */
export type KeyRehearsal =
  /** A command would run, or ask back first. */
  | { kind: 'command'; plan: RunPlan }
  /** It names a command, which would not run: the person is told why. */
  | { kind: 'refused'; failure: Failure }
  /** The phone scans a label first, and that decides. */
  | { kind: 'label' }
  /** Nothing answers it: it is only a row in the message log. */
  | { kind: 'nothing' };

/** What came of copying a menu: it is the other account's draft now. */
export interface CopiedMenu {
  /** With the types that have another name over there renamed. */
  menu: Menu;
  /** What does not fit there. */
  problems: MenuProblem[];
  /** Where a type was renamed, and from what. */
  renamed: { path: ProblemPath; from: string; to: string }[];
  revision: number;
  /** The draft that it took the place of. */
  replaced: Menu | null;
}

/** The menu that a person sees, and which ones have the same buttons: none where nobody here knows it. */
export interface MatchedMenu {
  menu: Menu;
  /** It is the same as the default menu. */
  isDefault: boolean;
  /** The conditional menus, the newest first. */
  menuids: string[];
}
