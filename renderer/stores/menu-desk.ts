import { type ButtonPath, buttonAt, buttonsOf, type Menu, type MenuButton, subsOf } from '../../shared/menu/menu.ts';
import { sameMenu } from '../../shared/menu/menu-normal.ts';
import type { MenuBase, MenuState, MenuVersion } from '../../shared/menu/menu-state.ts';
import { overwritesUnseen } from '../../shared/menu/overwrites-unseen.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Aside } from './menu-aside.ts';
import { type History, newHistory, stepOn } from './menu-history.ts';

export type MenuAct = 'pull' | 'publish' | 'schedule' | 'delete' | 'copy' | 'add-conditional' | 'delete-conditional' | 'match' | 'seen';

/** Somebody else has changed what the draft was made from: the draft itself, in another window, or what is live. */
export interface MenuConflict {
  of: 'draft' | 'live';
  /** Until when the menu was as it is known here (Unix ms); null where that is not known. */
  since: number | null;
  /** Of what is live now, where publishing has met it: "overwrite" publishes over that. */
  fingerprint?: string;
  /** The old version that was to be published, where it wasn't the draft. */
  version?: MenuVersion;
}

/** What the page has of one account's menu: what the gateway said last, and what was done to the draft since. */
export interface MenuDesk {
  state: MenuState;
  /** What the gateway has of this draft, as JSON. */
  kept: string;
  /** What is on its way to the gateway, as JSON. */
  sent: string | null;
  /** The revision that the next change goes on from. */
  revision: number;
  /** The live menu that what is here was made from; null where none was known. */
  madeFrom: MenuBase | null;
  /** It is to take the place of the draft that another window has saved. */
  isInstead: boolean;
  history: History<Menu>;
  selected: ButtonPath;
  saving: 'idle' | 'waiting' | 'saving' | 'failed';
  busy: MenuAct | null;
  /** What the last act, or saving, ran into. @property version the id of the old version that was published, not the draft */
  failure: { act: MenuAct | 'save'; failure: Failure; version?: string } | null;
  conflict: MenuConflict | null;
  /** When it was published from here (Unix ms), until the draft is changed. */
  publishedAt: number | null;
}

/** The menu that is being worked on: the draft, or what is live where there is none. */
export const workedOn = ({ draft, live }: Pick<MenuState, 'draft' | 'live'>): Menu => draft ?? live?.menu ?? { button: [] };

/** The live menu that goes into what the gateway has. */
export const madeFromOf = ({ draft, base, live }: MenuState): MenuBase | null =>
  draft !== null ? base : live && { fingerprint: live.fingerprint, pulledAt: live.pulledAt };

export function newDesk(state: MenuState): MenuDesk {
  const menu = workedOn(state);
  return withLiveConflict({
    ...{ state, kept: JSON.stringify(menu), sent: null, revision: state.revision, madeFrom: madeFromOf(state), isInstead: false },
    ...{ history: newHistory(menu), selected: [0], saving: 'idle', busy: null, failure: null, conflict: null, publishedAt: null },
  });
}

/** The same with what was typed before this window was opened, and could not be saved. */
export function withAside(desk: MenuDesk, aside: Aside | undefined): MenuDesk {
  if (!aside || JSON.stringify(aside.menu) === desk.kept) return desk;
  const isOfIt = aside.revision === desk.revision;
  return {
    ...desk,
    history: stepOn(desk.history, aside.menu),
    madeFrom: aside.madeFrom,
    conflict: isOfIt ? desk.conflict : { of: 'draft', since: null },
  };
}

export const isUnsaved = ({ history, kept }: Pick<MenuDesk, 'history' | 'kept'>): boolean => JSON.stringify(history.present) !== kept;

/** Whether the draft was made from another menu than what is live. What publishing has met stays until that is decided. */
function withLiveConflict(desk: MenuDesk): MenuDesk {
  const { conflict, history } = desk;
  if (conflict?.of === 'draft' || conflict?.fingerprint !== undefined) return desk;
  const { draft, live, base } = desk.state;
  const isBehind = draft !== null && live !== null && overwritesUnseen(live, base, history.present);
  return { ...desk, conflict: isBehind ? { of: 'live', since: base?.pulledAt ?? null } : null };
}

/** What else there is to say, once a draft is saved. */
const unlessSave = (failure: MenuDesk['failure']) => (failure?.act === 'save' ? null : failure);

/** What the gateway has said, taken in, and whether somebody else has changed what is live. */
export const withState = (desk: MenuDesk, state: MenuState): MenuDesk => withLiveConflict(withMenu(desk, state));

/**
 * What the gateway has said, taken in. Where nothing is unsaved here its menu is taken, which can be undone; where something
 * is, and the draft over there is another one than this was made from, that is a conflict.
 */
function withMenu(desk: MenuDesk, state: MenuState): MenuDesk {
  if (state.revision < desk.revision) return desk;
  const told = workedOn(state);
  const json = JSON.stringify(told);
  const known = { ...desk, state, kept: json, revision: state.revision, madeFrom: madeFromOf(state) };
  const isHere = json === JSON.stringify(desk.history.present);
  if (isHere && desk.saving === 'failed') return { ...known, sent: null, saving: 'idle', failure: unlessSave(desk.failure) };
  if (json === desk.sent) return known;
  if (isHere) return { ...known, saving: 'idle' };
  if (!isUnsaved(desk)) {
    // why: before anybody knew what is live there was nothing to go back to
    const isFirst = desk.state.live === null && desk.state.draft === null && desk.history.past.length === 0;
    return {
      ...known,
      history: isFirst ? newHistory(told) : stepOn(desk.history, told),
      selected: stillThere(told, desk.selected),
      saving: 'idle',
    };
  }
  if (state.revision === desk.revision) return { ...desk, state, madeFrom: isKeptLive(desk, state) ? madeFromOf(state) : desk.madeFrom };
  return { ...desk, state, conflict: desk.conflict ?? { of: 'draft', since: desk.state.draftAt } };
}

/** Whether what the draft here goes on from is what is live now: it was published. */
const isKeptLive = ({ kept }: MenuDesk, { draft, live }: MenuState): boolean =>
  draft === null && live !== null && sameMenu(JSON.parse(kept) as Menu, live.menu);

/** A step of the draft: what was published and what was refused is another menu from now on. */
export function withHistory(desk: MenuDesk, history: History<Menu>, selected: ButtonPath): MenuDesk {
  const failure = desk.failure?.act === 'publish' ? null : desk.failure;
  const changed = {
    ...desk,
    history,
    selected,
    publishedAt: null,
    failure: isUnsaved({ history, kept: desk.kept }) ? failure : unlessSave(failure),
  };
  const saving = desk.saving === 'saving' ? 'saving' : isUnsaved(changed) ? 'waiting' : 'idle';
  return { ...changed, saving };
}

/** What came of saving a menu. */
export function withSaved(desk: MenuDesk, saved: Result<{ revision: number }>, menu: Menu): MenuDesk {
  if (saved.ok) {
    const done = {
      ...desk,
      sent: null,
      isInstead: false,
      kept: JSON.stringify(menu),
      revision: Math.max(desk.revision, saved.value.revision),
    };
    return { ...done, saving: isUnsaved(done) ? 'saving' : 'idle', failure: unlessSave(desk.failure) };
  }
  const saving = 'failed';
  if (saved.error.code === 'menu/stale') return { ...desk, saving, sent: null, conflict: { of: 'draft', since: desk.state.draftAt } };
  // why: what was sent stays known, for only the answer may have been lost
  return { ...desk, saving, failure: { act: 'save', failure: saved.error } };
}

/** After a pull: what publishing has met is known now. An old version is still to be published over it, or not. */
export function withPulled(desk: MenuDesk): MenuDesk {
  const { conflict, state } = desk;
  if (conflict?.fingerprint === undefined || state.live === null) return desk;
  if (conflict.version) return { ...desk, conflict: { ...conflict, fingerprint: state.live.fingerprint } };
  return decided(desk);
}

/** Publishing has found that what is live is not what was pulled. */
export function inConflict(desk: MenuDesk, { params }: Failure, version: MenuVersion | undefined): MenuDesk {
  const since = (desk.state.base ?? desk.state.live)?.pulledAt ?? null;
  const conflict: MenuConflict = { of: 'live', since, ...(params?.fingerprint && { fingerprint: params.fingerprint }) };
  return { ...desk, failure: null, conflict: version === undefined ? conflict : { ...conflict, version } };
}

/** A conflict that was decided, or is about to be. What else there is shows again. */
export const decided = (desk: MenuDesk): MenuDesk => withLiveConflict({ ...desk, conflict: null });

/** The first button that another menu had not, or had otherwise; undefined where each is as it was. */
export function changedAt(before: Menu, after: Menu): ButtonPath | undefined {
  const own = (button: MenuButton | undefined) => JSON.stringify(button && { ...button, sub_button: undefined });
  return buttonsOf(after).find(({ path, button }) => own(button) !== own(buttonAt(before, path)))?.path;
}

/** The path, or the nearest one that there is. */
export function stillThere({ button }: Menu, [top, sub]: ButtonPath): ButtonPath {
  const first = button[top];
  if (!first) return [Math.max(0, button.length - 1)];
  const subs = subsOf(first).length;
  return sub === undefined || subs === 0 ? [top] : [top, Math.min(sub, subs - 1)];
}
