import type { WeiguanBridge } from '../../shared/api.ts';
import { isUnsaved, type MenuDesk, withSaved } from './menu-desk.ts';

/** So long nothing may be typed before the draft is saved, in ms; and so long it waits at most for somebody who types on and on. */
const restMs = 600;
const longestMs = 2_000;
/** What could not be saved is tried again so much later, in ms, and ever later up to the longest. */
const againMs = 5_000;
const longestAgainMs = 60_000;

interface Desks {
  desk(account: string): MenuDesk | undefined;
  put(account: string, change: (desk: MenuDesk) => MenuDesk): void;
}

/** Saves drafts by themselves, one call at a time for each account. */
export function createMenuSaver(bridge: WeiguanBridge, { desk: deskOf, put }: Desks) {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const running = new Map<string, Promise<boolean>>();
  /** When the first change was made that still waits. */
  const since = new Map<string, number>();
  /** How long the next wait is where saving has failed. */
  const waits = new Map<string, number>();

  /** Saves what is there now, and again as long as it changes meanwhile. */
  async function save(account: string): Promise<boolean> {
    for (;;) {
      const desk = deskOf(account);
      if (!desk || !isUnsaved(desk)) return desk !== undefined;
      if (desk.conflict?.of === 'draft') return false;
      const menu = desk.history.present;
      const json = JSON.stringify(menu);
      const isLive = desk.state.live !== null && json === JSON.stringify(desk.state.live.menu);
      put(account, (before) => ({ ...before, saving: 'saving', sent: json }));
      const { revision, madeFrom: base, isInstead } = desk;
      const saved = await bridge.call('menus.save', {
        account,
        menu: isLive ? null : menu,
        revision,
        base,
        ...(isInstead && { anew: true }),
      });
      put(account, (before) => withSaved(before, saved, menu));
      if (saved.ok) waits.delete(account);
      else {
        // why: what another window has changed is for somebody to decide
        if (saved.error.code !== 'menu/stale') again(account);
        return false;
      }
    }
  }

  function again(account: string): void {
    const wait = waits.get(account) ?? againMs;
    waits.set(account, Math.min(longestAgainMs, 2 * wait));
    later(account, wait);
  }

  function later(account: string, ms: number): void {
    rest(account);
    timers.set(
      account,
      setTimeout(() => void flush(account), ms),
    );
  }

  function rest(account: string): void {
    clearTimeout(timers.get(account));
    timers.delete(account);
  }

  function restsFor(account: string): number {
    const first = since.get(account) ?? Date.now();
    since.set(account, first);
    return Math.max(0, Math.min(restMs, first + longestMs - Date.now()));
  }

  /** Saves at once what is not saved; whether it is. */
  function flush(account: string): Promise<boolean> {
    rest(account);
    since.delete(account);
    const underWay = running.get(account);
    if (underWay) return underWay;
    const saving = save(account).finally(() => running.delete(account));
    running.set(account, saving);
    return saving;
  }

  return {
    flush,
    /** Saves once nothing has been changed for a moment. */
    soon: (account: string) => later(account, restsFor(account)),
    /** Saves what still waits, and tries no more. */
    async stop(): Promise<void> {
      await Promise.all([...new Set([...timers.keys(), ...running.keys()])].map(flush));
      for (const account of [...timers.keys()]) rest(account);
    },
  };
}
