import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import type { ReadMenus } from '../../shared/menu/menu-json.ts';
import { sameMenu } from '../../shared/menu/menu-normal.ts';
import type { CopiedMenu, KeyRehearsal, MatchedMenu, MenuBase, MenuState, MenuTaps, MenuVersion } from '../../shared/menu/menu-state.ts';
import { overwritesUnseen } from '../../shared/menu/overwrites-unseen.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { baseOf, type DraftChange, type MenuRecord, nothingScheduled } from '../store/tables/menus.ts';
import { createTurns, type Turns } from '../turns.ts';
import { createConditionalMenus } from './conditional-menus.ts';
import { copyMenu } from './copy.ts';
import { fingerprintOf } from './fingerprint.ts';
import { asBase } from './live-now.ts';
import { createMenuDesk, type MenuDeskOptions } from './menu-desk.ts';
import { readMenuText } from './menu-text.ts';
import { trailRecord } from './menu-trail.ts';
import { publish } from './publish.ts';
import { pull } from './pull.ts';
import { invalidity } from './refusal.ts';
import { type RehearsalRooms, type RehearsalWish, rehearse } from './rehearse.ts';
import { remove } from './remove.ts';
import { createMenuSchedule, furthestMs } from './schedule.ts';

export interface MenusOptions extends MenuDeskOptions, Omit<RehearsalRooms, 'language'> {
  onBug(error: unknown): void;
}

/** A version instead of the draft; the fingerprint of what is live that may be overwritten unseen. */
interface PublishWish {
  version?: string | undefined;
  over?: string | undefined;
}

/** The accounts' custom menus: drafts, what is live, and everything that leads from one to the other. */
export interface Menus {
  get(account: string): Promise<Result<MenuState>>;
  /** Fails with `menu/stale` where the draft was changed since `revision`. */
  save(wish: Omit<DraftChange, 'draft' | 'at'> & { menu: Menu | null }): Promise<Result<{ revision: number }>>;
  pull(account: string): Promise<Result<MenuState>>;
  /** The draft may overwrite what is live with that fingerprint. */
  keepDraft(account: string, fingerprint: string): Promise<Result<MenuState>>;
  /** The same of the menu that is scheduled. */
  keepScheduled(account: string, fingerprint: string): Promise<Result<MenuState>>;
  /** The draft is published as it stands now, though something else may have to end first. */
  publish(wish: { account: string } & PublishWish): Promise<Result<MenuState>>;
  /** Unix time in ms; null calls it off. */
  schedule(account: string, at: number | null): Promise<Result<MenuState>>;
  /** The failure of that code is told no more. */
  seen(account: string, code: string): Promise<Result<MenuState>>;
  /** `typed` must be the account's name. */
  remove(account: string, typed: string): Promise<Result<MenuState>>;
  addConditional(account: string, menu: Menu): Promise<Result<MenuState>>;
  removeConditional(account: string, menuid: string): Promise<Result<MenuState>>;
  tryMatch(account: string, person: string): Promise<Result<MatchedMenu>>;
  taps(account: string, since: number): Promise<Result<MenuTaps[]>>;
  rehearse(wish: RehearsalWish): Result<KeyRehearsal>;
  copyTo(from: string, to: string): Promise<Result<CopiedMenu>>;
  versions(account: string): Promise<Result<MenuVersion[]>>;
  read(text: string): Result<ReadMenus>;
  /** To be called when accounts were changed. */
  accountsChanged(): Promise<void>;
  /** After the platforms' clients are closed: resolves when nothing is under way. */
  close(): Promise<void>;
}

export function createMenus(options: MenusOptions): Menus {
  const desk = createMenuDesk(options);
  const { store, clock, language } = desk;
  const turns = new Map<string, Turns>();
  const conditional = createConditionalMenus(desk);
  const schedule = createMenuSchedule({ desk, inTurn, onBug: options.onBug });
  /** Where somebody has asked for a publishing that has not ended. */
  const asked = new Set<string>();

  /** One thing at a time for each account. */
  function inTurn<T>(account: string, work: () => Promise<T>): Promise<T> {
    const turn = turns.get(account) ?? createTurns();
    turns.set(account, turn);
    return turn(work);
  }

  /** What somebody does with an account that there is. */
  async function withAccount<T>(id: string, work: (account: Account) => Promise<Result<T>>): Promise<Result<T>> {
    const found = desk.account(id);
    return found.ok ? inTurn(id, () => work(found.value)) : found;
  }

  /** The same of what changes something on the platform. */
  async function sending(id: string, work: (account: Account) => Promise<Result<MenuState>>): Promise<Result<MenuState>> {
    try {
      return await withAccount(id, work);
    } finally {
      // why: it may have been begun without anybody knowing how it ended
      schedule.nudge();
    }
  }

  /** As `withAccount`, with the draft as it stood when this was asked for: it may be typed on while something else is under way. */
  async function withDraft<T>(id: string, work: (account: Account, draft: Menu | null) => Promise<Result<T>>): Promise<Result<T>> {
    const found = desk.account(id);
    if (!found.ok) return found;
    const { draft } = await desk.record(id);
    return inTurn(id, () => work(found.value, draft));
  }

  /** The version that is asked for, or the draft. */
  async function wanted(account: string, version: string | undefined, draft: Menu | null): Promise<Result<Menu>> {
    if (version === undefined) {
      const menu = draft ?? (await desk.record(account)).live?.menu;
      return menu ? ok(menu) : err(failure('menu/empty', {}, language()));
    }
    const found = await store.do('menus.version', { account, id: version });
    return found ? ok(found.menu) : err(failure('menu/no-version', {}, language()));
  }

  async function publishNow(account: Account, draft: Menu | null, { version, over }: PublishWish): Promise<Result<MenuState>> {
    const found = await wanted(account.id, version, draft);
    if (!found.ok) return found;
    const menu = found.value;
    if (menu.matchrule !== undefined) return conditional.add(account, menu);
    return desk.whilePublishing(account.id, () => publish(desk, account, { menu, who: 'console', over }));
  }

  async function scheduleAt(account: Account, draft: Menu | null, at: number): Promise<Result<MenuState>> {
    const now = clock.now();
    if (at <= now) return err(failure('menu/past', {}, language()));
    if (at > now + furthestMs) return err(failure('menu/too-late', {}, language()));
    const found = await wanted(account.id, undefined, draft);
    if (!found.ok) return found;
    const menu = found.value;
    if (menu.matchrule !== undefined) return err(failure('menu/conditional-later', {}, language()));
    const problem = desk.refusal(account.id) ?? invalidity(menu, account, language());
    if (problem) return err(problem);
    const record = await desk.record(account.id);
    const scheduledBase = baseOf(record);
    // why: it would only be given up at its time
    if (record.live && overwritesUnseen(record.live, scheduledBase, menu))
      return err(failure('menu/conflict', { fingerprint: record.live.fingerprint }, language()));
    const deed = { kind: 'menu-scheduled', account: account.id, fingerprint: fingerprintOf(menu), for: at } as const;
    const trail = [trailRecord(now, 'console', deed)];
    return desk.change(account, { set: { scheduledAt: at, scheduledMenu: menu, scheduledBase, failure: null }, trail });
  }

  const callOff = async (account: Account): Promise<Result<MenuState>> => {
    const trail = [trailRecord(clock.now(), 'console', { kind: 'menu-unscheduled', account: account.id })];
    return desk.change(account, { set: { ...nothingScheduled, failure: null }, trail });
  };

  /** What is live was looked at, and may be overwritten by what `allowed` says. */
  async function allow(
    account: Account,
    fingerprint: string,
    allowed: (record: MenuRecord, base: MenuBase) => Partial<Pick<MenuRecord, 'base' | 'scheduledBase'>>,
  ): Promise<Result<MenuState>> {
    const record = await desk.record(account.id);
    const { live } = record;
    if (live?.fingerprint !== fingerprint)
      return err(failure('menu/conflict', { ...(live && { fingerprint: live.fingerprint }) }, language()));
    return desk.change(account, { set: allowed(record, asBase(live)) });
  }

  const draftMay = ({ draft, scheduledMenu }: MenuRecord, base: MenuBase) => {
    const isScheduled = draft !== null && scheduledMenu !== null && sameMenu(draft, scheduledMenu);
    return { base, ...(isScheduled && { scheduledBase: base }) };
  };
  const scheduledMay = ({ scheduledMenu }: MenuRecord, base: MenuBase) => (scheduledMenu === null ? {} : { scheduledBase: base });

  return {
    async get(account) {
      const found = desk.account(account);
      return found.ok ? ok(await desk.state(account)) : found;
    },
    async save({ account, menu, ...wish }) {
      const found = desk.account(account);
      if (!found.ok) return found;
      const saved = await store.do('menus.saveDraft', { account, draft: menu, at: clock.now(), ...wish });
      await desk.tell(account);
      return saved ? ok(saved) : err(failure('menu/stale', {}, language()));
    },
    pull: (account) =>
      withAccount(account, async (found) => {
        const problem = desk.refusal(account);
        return problem ? err(problem) : pull(desk, found);
      }),
    keepDraft: (account, fingerprint) => withAccount(account, (found) => allow(found, fingerprint, draftMay)),
    keepScheduled: (account, fingerprint) => withAccount(account, (found) => allow(found, fingerprint, scheduledMay)),
    async publish({ account, ...wish }) {
      if (asked.has(account) || desk.isPublishing(account)) return err(failure('menu/publishing', {}, language()));
      asked.add(account);
      try {
        return await withDraft(account, (found, draft) => publishNow(found, draft, wish));
      } finally {
        asked.delete(account);
        // why: it may have been begun without anybody knowing how it ended
        schedule.nudge();
      }
    },
    async schedule(account, at) {
      const done = await withDraft(account, (found, draft) => (at === null ? callOff(found) : scheduleAt(found, draft, at)));
      schedule.nudge();
      return done;
    },
    seen: (account, code) =>
      withAccount(account, async (found) => {
        const { failure: told } = await desk.record(account);
        return told?.code === code ? desk.change(found, { set: { failure: null } }) : ok(await desk.state(account));
      }),
    remove: (account, typed) =>
      sending(account, async (found) => (typed === found.name ? remove(desk, found) : err(failure('menu/not-confirmed', {}, language())))),
    addConditional: (account, menu) => sending(account, (found) => conditional.add(found, menu)),
    removeConditional: (account, menuid) => sending(account, (found) => conditional.remove(found, menuid)),
    tryMatch: (account, person) => withAccount(account, (found) => conditional.tryMatch(found, person)),
    async taps(account, since) {
      const found = desk.account(account);
      return found.ok ? ok(await store.do('menus.taps', { account, since })) : found;
    },
    rehearse: (wish) => ok(rehearse(wish, { ...options, language })),
    copyTo: (from, to) =>
      withAccount(to, async (target) => {
        const source = desk.account(from);
        return source.ok ? copyMenu(desk, source.value, target) : source;
      }),
    async versions(account) {
      const found = desk.account(account);
      return found.ok ? ok(await store.do('menus.versions', { account })) : found;
    },
    accountsChanged: desk.accountsChanged,
    read: (text) => readMenuText(text, language()),
    async close() {
      await schedule.close();
      await Promise.all([...turns.values()].map((turn) => turn(async () => undefined)));
    },
  };
}
