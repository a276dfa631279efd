import { errcodeOf } from '../../shared/errcodes.ts';
import { failure } from '../../shared/failures.ts';
import { notCarriedOut } from '../../shared/menu/not-carried-out.ts';
import type { Failure } from '../../shared/result.ts';
import { nothingScheduled } from '../store/tables/menus.ts';
import type { MenuDesk, MenuOwner } from './menu-desk.ts';
import { publish } from './publish.ts';
import { settleOpen } from './settle.ts';

/** What is to happen by itself is looked at so often at the least, in ms: clocks jump, and computers sleep. */
const lookEveryMs = 30_000;
/** A publishing that could not be tried in time is still done so long afterwards, in ms. */
const lateMs = 24 * 3_600_000;
/** The furthest that a menu may be scheduled, in ms. */
export const furthestMs = 366 * 24 * 3_600_000;

/** Publishes menus at their time, and finds out about those that were under way when the program ended. */
export interface MenuSchedule {
  /** To be called when something was scheduled or called off. */
  nudge(): void;
  /** Resolves when nothing is under way. */
  close(): Promise<void>;
}

export interface MenuScheduleOptions {
  desk: MenuDesk;
  /** One thing at a time for each account. */
  inTurn<T>(account: string, work: () => Promise<T>): Promise<T>;
  onBug(error: unknown): void;
}

/** Errcodes that mean "later": busy, too often. */
const later = [-1, 45009, 45011, 45033];

/** Whether the platform was not reached, so that it may be tried again as it is. */
function isPassing(problem: Failure): boolean {
  const errcode = errcodeOf(problem);
  if (errcode !== undefined) return later.includes(errcode);
  return /^(?:platform|ssh|tunnel|secrets)\//.test(problem.code) || ['menu/unsure', notCarriedOut.publish].includes(problem.code);
}

export function createMenuSchedule({ desk, inTurn, onBug }: MenuScheduleOptions): MenuSchedule {
  const { store, clock } = desk;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking: Promise<void> = Promise.resolve();
  let closed = false;

  /** What was begun and never ended, first; then what is due. Decided by what is on disk at that moment. */
  async function attend(account: string): Promise<void> {
    if (closed) return;
    const found = desk.account(account);
    const { begun } = await desk.record(account);
    if (begun && !(found.ok && (await settleOpen(desk, found.value)).ok)) return;
    await publishIfDue(account);
  }

  async function publishIfDue(account: string): Promise<void> {
    const { scheduledAt, scheduledMenu, failure: told } = await desk.record(account);
    if (scheduledAt === null || scheduledMenu === null || scheduledAt > clock.now()) return;
    // why: what it ran into is the reason, where it was tried at all
    if (clock.now() - scheduledAt > lateMs) return giveUp({ id: account }, told ?? failure('menu/missed', {}, desk.language()));
    const found = desk.account(account);
    if (!found.ok) return giveUp({ id: account }, found.error);
    const wish = { menu: scheduledMenu, who: 'schedule' };
    const result = await desk.whilePublishing(account, () => publish(desk, found.value, wish));
    if (result.ok || closed) return;
    if (isPassing(result.error)) await desk.change(found.value, { set: { failure: result.error } });
    else await giveUp(found.value, result.error);
  }

  const giveUp = async (owner: MenuOwner, why: Failure): Promise<void> => {
    await desk.change(owner, { set: { ...nothingScheduled, failure: why } });
  };

  /** Gives back in how many ms to look again; undefined where nothing waits. */
  async function look(): Promise<number | undefined> {
    const waiting = await store.do('menus.pending');
    const now = clock.now();
    const due = waiting.filter(({ scheduledAt, isBegun }) => isBegun || (scheduledAt !== null && scheduledAt <= now));
    await Promise.all(due.map(({ account }) => inTurn(account, () => attend(account)).catch(onBug)));
    const left = closed ? [] : await store.do('menus.pending');
    if (left.length === 0) return undefined;
    const next = Math.min(...left.map(({ scheduledAt, isBegun }) => (isBegun ? 0 : (scheduledAt ?? 0))));
    // why: what was due by then has just failed; what fell due meanwhile was not looked at
    return next <= now ? lookEveryMs : Math.min(lookEveryMs, Math.max(0, next - clock.now()));
  }

  function afterLook(waitMs: number | undefined): void {
    clearTimeout(timer);
    if (!closed && waitMs !== undefined) timer = setTimeout(nudge, waitMs);
  }

  function nudge(): void {
    if (closed) return;
    const looked = looking.then(look).catch((error: unknown) => {
      onBug(error);
      return lookEveryMs;
    });
    looking = looked.then(afterLook);
  }

  nudge();
  return {
    nudge,
    async close() {
      closed = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
