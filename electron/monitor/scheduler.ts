import type { Timing } from '../timing.ts';
import { createDueQueue } from './due-queue.ts';

export interface SchedulerOptions {
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  /** Does what is due. It never rejects; what it gives back is in how many ms it wants to be called again, at the latest. */
  run(name: string): Promise<number | undefined>;
  /** So many run at the same time; the others wait in their order. */
  atOnce: number;
  /** The computer slept, or somebody has set its clock forward, by so many ms. */
  onWake(ms: number): void;
  /** For measuring: something is begun so many ms after it was due. */
  onStart?(lateMs: number): void;
}

/**
 * Calls each name again and again, evenly spread: its place within the interval follows from its name, so that it is the
 * same after a restart. What is missed is left out where its turn comes again within minutes; else it is made up for in
 * minutes, evenly as well. So nothing drifts, there is no burst, and what is due while the computer sleeps is still called.
 * Times of its own are of `elapsed()`, which never jumps.
 */
export interface Scheduler {
  /** From now on it is due every so many ms. */
  set(name: string, everyMs: number): void;
  /** It is due in so many ms, where it isn't sooner; then as ever. */
  bring(name: string, inMs: number): void;
  /** As `bring`, at a place within so many ms that follows from its name. */
  bringWithin(name: string, ms: number): void;
  /** Its turn may have been missed: it is made up for as after a sleep. */
  catchUp(name: string): void;
  /** It is due in so many ms, not before. */
  postpone(name: string, inMs: number): void;
  remove(name: string): void;
  /** In how many ms it is due; undefined while it runs. */
  dueIn(name: string): number | undefined;
  /** Nothing new is begun. Resolves when what runs has ended. */
  close(): Promise<void>;
}

/** No timer waits longer: a sleep is noticed within so many ms of the wake. */
const longestPauseMs = 5_000;
/** What comes so much later than it was meant to was not late, but asleep. */
const asleepMs = 10_000;
/** After a wake networks need so long, in ms. */
export const wakingMs = 20_000;
/** What was missed is made up for within so many ms after it. */
export const catchUpMs = 5 * 60_000;
/** A timer may come a moment too early. */
const earlyMs = 1;

export function createScheduler({ timing, run, atOnce, onWake, onStart }: SchedulerOptions): Scheduler {
  const queue = createDueQueue();
  const every = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const ready = new Set<string>();
  /** What is to be done sooner than its turn while it runs: when (elapsed). */
  const wanted = new Map<string, number>();
  /** Slots are those of the clock on the wall at the start, and go on from there without a jump. */
  const anchor = timing.now() - timing.elapsed();
  /** Those of long intervals go on over a sleep as well, in which elapsed time may stand still. */
  let longAnchor = anchor;
  let offset = anchor;
  let callOff = () => {};
  let wakesAt = Number.POSITIVE_INFINITY;
  let closed = false;

  /** A turn that was taken a moment too early is not taken again. */
  function nextSlot(name: string, everyMs: number): number {
    const from = timing.elapsed() + 2 * earlyMs;
    const since = from + (everyMs > catchUpMs ? longAnchor : anchor) - phaseOf(name, everyMs);
    return from + everyMs - (((since % everyMs) + everyMs) % everyMs);
  }

  /**
   * When what missed its turn is called, at a place that follows from its name too. What had to wait for `leftMs` more when
   * the sleep began waits no longer than that: however short each time is that the computer is awake, all are called.
   */
  function madeUpAt(name: string, everyMs: number, leftMs = Number.POSITIVE_INFINITY): number {
    if (everyMs <= catchUpMs) return nextSlot(name, everyMs);
    return timing.elapsed() + Math.min(wakingMs + phaseOf(name, catchUpMs - wakingMs), Math.max(wakingMs, leftMs));
  }

  function sleep(): void {
    if (closed) return;
    const first = queue.first();
    const at = Math.min(first?.due ?? Number.POSITIVE_INFINITY, timing.elapsed() + longestPauseMs);
    // why: a timer that comes too early costs less than one made anew for each change
    if (wakesAt <= at && wakesAt > timing.elapsed()) return;
    callOff();
    wakesAt = at;
    callOff = timing.after(Math.max(0, at - timing.elapsed()), tick);
  }

  function tick(): void {
    const plannedAt = wakesAt;
    wakesAt = Number.POSITIVE_INFINITY;
    if (closed) return;
    noticeSleep(plannedAt);
    const now = timing.elapsed();
    for (let first = queue.first(); first && first.due <= now + earlyMs; first = queue.first()) {
      const { name, due } = first;
      if (now - due > asleepMs) {
        queue.put(name, madeUpAt(name, every.get(name) ?? longestPauseMs, due - plannedAt));
        continue;
      }
      queue.remove(name);
      if (running.size < atOnce) begin(name, due);
      else ready.add(name);
    }
    sleep();
  }

  /** Either clock may tell: one stands still while the computer sleeps, or both go on and the timer comes late. */
  function noticeSleep(plannedAt: number): void {
    const jump = timing.now() - timing.elapsed() - offset;
    offset += jump;
    const late = timing.elapsed() - plannedAt;
    if (jump > asleepMs) skip(jump);
    const slept = Math.max(jump, late);
    if (slept > asleepMs) onWake(slept);
  }

  /** The clock on the wall went on by so many ms more than elapsed time, and turns of long intervals with it. */
  function skip(ms: number): void {
    longAnchor += ms;
    const now = timing.elapsed();
    for (const [name, everyMs] of every) {
      const due = queue.dueOf(name);
      if (due === undefined || everyMs <= catchUpMs) continue;
      queue.put(name, due - ms <= now ? madeUpAt(name, everyMs, due - now) : Math.min(due, nextSlot(name, everyMs)));
    }
  }

  function begin(name: string, due = timing.elapsed()): void {
    onStart?.(timing.elapsed() - due);
    const work = run(name).then((againMs) => {
      running.delete(name);
      const everyMs = every.get(name);
      if (everyMs !== undefined) {
        const again = againMs === undefined ? Number.POSITIVE_INFINITY : timing.elapsed() + againMs;
        queue.put(name, Math.min(nextSlot(name, everyMs), again, wanted.get(name) ?? Number.POSITIVE_INFINITY));
      }
      wanted.delete(name);
      const [next] = ready;
      if (next !== undefined && !closed) {
        ready.delete(next);
        begin(next);
      }
      sleep();
    });
    running.set(name, work);
  }

  const isIdle = (name: string) => !running.has(name) && !ready.has(name);

  function bring(name: string, inMs: number): void {
    if (!every.has(name)) return;
    const at = timing.elapsed() + inMs;
    if (!isIdle(name)) wanted.set(name, Math.min(at, wanted.get(name) ?? at));
    else if (at < (queue.dueOf(name) ?? Number.POSITIVE_INFINITY)) queue.put(name, at);
    sleep();
  }

  return {
    set(name, everyMs) {
      every.set(name, everyMs);
      // why: what it is due for sooner it still is
      if (isIdle(name)) queue.put(name, Math.min(queue.dueOf(name) ?? Number.POSITIVE_INFINITY, nextSlot(name, everyMs)));
      sleep();
    },
    bring,
    bringWithin: (name, ms) => bring(name, phaseOf(name, ms)),
    catchUp(name) {
      const everyMs = every.get(name);
      if (everyMs !== undefined) bring(name, madeUpAt(name, everyMs) - timing.elapsed());
    },
    postpone(name, inMs) {
      if (every.has(name) && isIdle(name)) queue.put(name, timing.elapsed() + inMs);
      sleep();
    },
    remove(name) {
      every.delete(name);
      queue.remove(name);
      ready.delete(name);
      wanted.delete(name);
    },
    dueIn(name) {
      const due = queue.dueOf(name);
      return due === undefined ? undefined : due - timing.elapsed();
    },
    async close() {
      closed = true;
      callOff();
      ready.clear();
      await Promise.all(running.values());
    },
  };
}

/** FNV-1a, then mixed: names that differ in a digit lie far apart. */
function phaseOf(name: string, everyMs: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * everyMs);
}
