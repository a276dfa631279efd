import { createStore } from 'zustand/vanilla';
import type { AccountView } from '../../shared/account-view.ts';
import type { CallName, CallOutput, WeiguanBridge } from '../../shared/api.ts';
import { failure } from '../../shared/failures.ts';
import type { ButtonPath, Menu } from '../../shared/menu/menu.ts';
import type { ReadMenus } from '../../shared/menu/menu-json.ts';
import type { CopiedMenu, KeyRehearsal, MatchedMenu, MenuState, MenuVersion } from '../../shared/menu/menu-state.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { without } from './acts.ts';
import type { KeptStorage } from './kept.ts';
import { createMenuAside } from './menu-aside.ts';
import { createMenuDecisions, type MenuDecisions } from './menu-conflict.ts';
import {
  changedAt,
  inConflict,
  isUnsaved,
  type MenuAct,
  type MenuDesk,
  newDesk,
  stillThere,
  withAside,
  withHistory,
  withPulled,
  withState,
} from './menu-desk.ts';
import { redone, stepOn, undone } from './menu-history.ts';
import { createMenuSaver } from './menu-saver.ts';

/** What stands at the right of the phone. */
export const menuViews = ['button', 'publish', 'versions', 'transfer', 'conditional'] as const;
export type MenuView = (typeof menuViews)[number];

export interface MenusState extends MenuDecisions {
  /** The account whose menu was open last. */
  account: string | null;
  view: MenuView;
  /** By account, those that were opened. */
  desks: Record<string, MenuDesk>;
  /** Why a menu could not be had. */
  unreached: Record<string, Failure>;
  open(account: string): void;
  show(view: MenuView): void;
  load(account: string): Promise<void>;
  /** Asks again for all that is shown. */
  reload(): Promise<void>;
  select(account: string, place: ButtonPath): void;
  /** Changes the draft. @param selected what is selected then @param mark see `stepOn` */
  edit(account: string, menu: Menu, selected?: ButtonPath, mark?: string): void;
  /** Whether there was anything to undo. */
  undo(account: string): boolean;
  redo(account: string): boolean;
  /** Saves at once what is not saved; whether it is. */
  flush(account: string): Promise<boolean>;
  pull(account: string): Promise<boolean>;
  /** Publishes the draft or a version; whether it was done. `over` overwrites what is live with that fingerprint. */
  publish(account: string, how?: { version?: MenuVersion; over?: string }): Promise<boolean>;
  schedule(account: string, at: number | null): Promise<boolean>;
  /** What the menu's state tells as a failure was read. */
  seen(account: string): Promise<void>;
  deleteMenu(account: string, typed: string): Promise<boolean>;
  copyTo(from: string, to: string): Promise<CopiedMenu | null>;
  /** Puts back the draft that a copy took the place of. */
  putBack(to: string, copied: CopiedMenu): Promise<Result<{ revision: number }>>;
  addConditional(account: string, menu: Menu): Promise<boolean>;
  deleteConditional(account: string, menuid: string): Promise<boolean>;
  tryMatch(account: string, person: string): Promise<MatchedMenu | null>;
  versions(account: string): Promise<Result<MenuVersion[]>>;
  read(text: string): Promise<Result<ReadMenus>>;
  /** What a tap would do; nothing is touched. */
  rehearse(account: string, key: string, type: string): Promise<Result<KeyRehearsal>>;
}

/** The menus of all accounts: their drafts with undo, saved by themselves, and all that is done to them. */
export function createMenusStore(bridge: WeiguanBridge, { now, storage }: { now(): number; storage: KeptStorage }) {
  const aside = createMenuAside(storage);
  /** Whose live menu was asked for by itself since it was opened. */
  const read = new Set<string>();
  const deskOf = (account: string) => store.getState().desks[account];
  const put = (account: string, change: (desk: MenuDesk) => MenuDesk) =>
    store.setState(({ desks }) => {
      const desk = desks[account];
      if (!desk) return {};
      const changed = change(desk);
      aside.follow(account, changed);
      return { desks: { ...desks, [account]: changed } };
    });
  const take = (state: MenuState) => put(state.account, (desk) => withState(desk, state));
  const saver = createMenuSaver(bridge, { desk: deskOf, put });

  /** Says what is under way, and what it ran into. */
  async function act<Name extends CallName>(account: string, name: MenuAct, call: () => Promise<Result<CallOutput<Name>>>) {
    put(account, (desk) => ({ ...desk, busy: name, failure: unsavedOf(desk) }));
    const done = await call();
    put(account, (desk) => ({ ...desk, busy: null, failure: done.ok ? unsavedOf(desk) : { act: name, failure: done.error } }));
    return done;
  }
  /** An act that gives back how everything stands then; whether it was done. */
  async function settle(account: string, name: MenuAct, call: () => Promise<Result<MenuState>>): Promise<Result<MenuState>> {
    const done = await act<'menus.pull'>(account, name, call);
    if (done.ok) take(done.value);
    return done;
  }

  const store = createStore<MenusState>()((set, get) => ({
    account: null,
    view: 'button',
    desks: {},
    unreached: {},
    open(account) {
      set({ account });
      read.delete(account);
      void (get().desks[account] ? readLive(account) : get().load(account));
    },
    show: (view) => set({ view }),
    async load(account) {
      set(({ unreached }) => ({ unreached: without(unreached, account) }));
      const found = await bridge.call('menus.get', { account });
      if (!found.ok) return set(({ unreached }) => ({ unreached: { ...unreached, [account]: found.error } }));
      if (get().desks[account]) take(found.value);
      else set(({ desks }) => ({ desks: { ...desks, [account]: withAside(newDesk(found.value), aside.of(account)) } }));
      const desk = deskOf(account);
      if (desk && isUnsaved(desk)) await saver.flush(account);
      await readLive(account);
    },
    async reload() {
      const { desks, unreached } = get();
      await Promise.all([...Object.keys(desks), ...Object.keys(unreached)].map((one) => get().load(one)));
    },
    select: (account, selected) => put(account, (desk) => ({ ...desk, selected, history: { ...desk.history, mark: null } })),
    edit(account, menu, selected, mark) {
      put(account, (desk) => withHistory(desk, stepOn(desk.history, menu, mark), selected ?? stillThere(menu, desk.selected)));
      saver.soon(account);
    },
    undo(account) {
      if (!deskOf(account)?.history.past.length) return false;
      put(account, (desk) => turned(desk, undone(desk.history)));
      saver.soon(account);
      return true;
    },
    redo(account) {
      if (!deskOf(account)?.history.future.length) return false;
      put(account, (desk) => turned(desk, redone(desk.history)));
      saver.soon(account);
      return true;
    },
    flush: (account) => saver.flush(account),
    async pull(account) {
      await saver.flush(account);
      const pulled = await settle(account, 'pull', () => bridge.call('menus.pull', { account }));
      if (pulled.ok) put(account, withPulled);
      return pulled.ok;
    },
    async publish(account, { version, over } = {}) {
      if (deskOf(account)?.busy === 'publish') return false;
      put(account, (desk) => ({ ...desk, busy: 'publish' }));
      if (!(await saver.flush(account))) {
        put(account, (desk) => ({ ...desk, busy: null }));
        return false;
      }
      const how = { account, ...(version && { version: version.id }), ...(over !== undefined && { over }) };
      const done = await settle(account, 'publish', () => bridge.call('menus.publish', how));
      if (done.ok) put(account, (desk) => ({ ...desk, publishedAt: now(), conflict: null }));
      else if (done.error.code === 'menu/conflict') put(account, (desk) => inConflict(desk, done.error, version));
      else if (version) put(account, (desk) => ({ ...desk, failure: { act: 'publish', failure: done.error, version: version.id } }));
      return done.ok;
    },
    async schedule(account, at) {
      if (!(await saver.flush(account))) return false;
      return (await settle(account, 'schedule', () => bridge.call('menus.schedule', { account, at }))).ok;
    },
    async seen(account) {
      const code = deskOf(account)?.state.failure?.code;
      if (code !== undefined) await settle(account, 'seen', () => bridge.call('menus.seen', { account, code }));
    },
    async deleteMenu(account, typed) {
      await saver.flush(account);
      return (await settle(account, 'delete', () => bridge.call('menus.delete', { account, typed }))).ok;
    },
    ...createMenuDecisions(bridge, { desk: deskOf, put, take, settle, flush: saver.flush, acts: get }),
    async copyTo(from, to) {
      // why: an older menu would be copied; and what was typed over there must not be missed when that is undone
      for (const account of [from, to]) {
        if (!deskOf(account) || (await saver.flush(account))) continue;
        const why = deskOf(account)?.failure?.failure ?? failure('menu/stale');
        put(from, (desk) => ({ ...desk, failure: { act: 'copy', failure: why } }));
        return null;
      }
      const copied = await act<'menus.copyTo'>(from, 'copy', () => bridge.call('menus.copyTo', { from, to }));
      if (copied.ok && deskOf(to)) await get().load(to);
      return copied.ok ? copied.value : null;
    },
    putBack: (to, { replaced, revision }) => bridge.call('menus.save', { account: to, menu: replaced, revision }),
    async addConditional(account, menu) {
      return (await settle(account, 'add-conditional', () => bridge.call('menus.conditional.add', { account, menu }))).ok;
    },
    async deleteConditional(account, menuid) {
      return (await settle(account, 'delete-conditional', () => bridge.call('menus.conditional.delete', { account, menuid }))).ok;
    },
    async tryMatch(account, person) {
      const call = () => bridge.call('menus.conditional.tryMatch', { account, person });
      const found = await act<'menus.conditional.tryMatch'>(account, 'match', call);
      return found.ok ? found.value : null;
    },
    versions: (account) => bridge.call('menus.versions', { account }),
    read: (text) => bridge.call('menus.read', { text }),
    rehearse: (account, key, type) => bridge.call('menus.rehearse', { account, key, type }),
  }));

  /** Asks for what is live where nobody ever has, so that it is not met for the first time while publishing. */
  async function readLive(account: string): Promise<void> {
    const desk = deskOf(account);
    if (desk?.state.live !== null || !desk.state.can.menu || desk.busy !== null || read.has(account)) return;
    read.add(account);
    if (await store.getState().pull(account)) return;
    // why: nobody has asked for it; the state line says that it is not known
    put(account, (now) => (now.failure?.act === 'pull' ? { ...now, failure: null } : now));
  }

  /** Another account under the id of one that is gone has nothing of it. */
  function forgetGone(accounts: readonly AccountView[]): void {
    const there = new Set(accounts.map(({ id }) => id));
    for (const id of read) if (!there.has(id)) read.delete(id);
    const left = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).filter(([id]) => there.has(id)));
    store.setState(({ desks, unreached }) => ({ desks: left(desks), unreached: left(unreached) }));
  }

  return {
    store,
    start() {
      const ends = [
        bridge.beforeEnd(saver.stop),
        bridge.on('accounts.changed', forgetGone),
        bridge.on('menus.changed', (states) => {
          states.forEach(take);
          const { account } = store.getState();
          if (account !== null) void readLive(account);
        }),
      ];
      return () => {
        void saver.stop();
        for (const end of ends) end();
      };
    },
  };
}

/** One step back or forward, with the button selected that it is about. */
const turned = (desk: MenuDesk, history: MenuDesk['history']): MenuDesk =>
  withHistory(desk, history, changedAt(desk.history.present, history.present) ?? stillThere(history.present, desk.selected));

/** That a draft is not saved stays said until it is. */
const unsavedOf = ({ saving, failure }: MenuDesk): MenuDesk['failure'] => (saving === 'failed' && failure?.act === 'save' ? failure : null);
