import type { Monitor } from '../../shared/monitor/monitor.ts';
import type { Timing } from '../timing.ts';

/**
 * Of which monitors that were found down it is certain that they still are. What was known before the start, a sleep, a jump
 * of the clock, a maintenance window or an answer that told nothing counts no more, nor does what was known a while ago: it
 * is asked again, soon.
 */
export interface StillDown {
  /** A check has found it down, or flapping. */
  found(id: string): void;
  /** What was known of it counts no more. */
  doubt(id: string): void;
  isCertain(monitor: Pick<Monitor, 'id' | 'check' | 'intervalSeconds'>): boolean;
  /** Somebody is to be told that it is still down, if it is. */
  ask(id: string): void;
  close(): void;
}

export interface StillDownOptions {
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  /** Asks one within seconds. */
  check(id: string): void;
}

/** A sleep is looked for so often, in ms; a gap or a jump of so many more was one. */
const lookMs = 5_000;
const asleepMs = 10_000;
/** After the start and after a wake networks need so long, in ms; then one in doubt is asked, and again after such a pause. */
const wakingMs = 30_000;
const askEveryMs = 60_000;
/** A job that reports by itself can't be asked: it has its interval, and at the most so long (ms), to say that all is well. */
const longestPatienceMs = 60 * 60_000;
/** What was found down counts for two intervals, but no shorter and no longer than this, in ms. */
const certainMs = { least: 2 * 60_000, most: 10 * 60_000 };

export function createStillDown({ timing, check }: StillDownOptions): StillDown {
  /** When (elapsed) they were found down. */
  const certain = new Map<string, number>();
  /** Since when (elapsed) there are doubts about one, where these are newer than those about all. */
  const doubted = new Map<string, number>();
  const asked = new Map<string, number>();
  let allDoubted = timing.elapsed();
  let seenAt = timing.elapsed();
  let offset = timing.now() - seenAt;
  let callOff = timing.after(lookMs, look);

  function look(): void {
    callOff = timing.after(lookMs, look);
    noticeSleep();
  }

  /** To be called before anything is answered: after a wake nobody knows whose timer comes first. */
  function noticeSleep(): void {
    const now = timing.elapsed();
    const jump = timing.now() - now - offset;
    const gap = now - seenAt;
    offset += jump;
    seenAt = now;
    if (jump <= asleepMs && gap <= lookMs + asleepMs) return;
    allDoubted = now;
    for (const known of [certain, doubted, asked]) known.clear();
  }

  const isWaking = () => timing.elapsed() < allDoubted + wakingMs;

  return {
    found(id) {
      noticeSleep();
      // What was asked before a sleep may be answered after it.
      if (isWaking()) return;
      certain.set(id, timing.elapsed());
      for (const known of [doubted, asked]) known.delete(id);
    },
    doubt(id) {
      certain.delete(id);
      doubted.set(id, timing.elapsed());
    },
    isCertain({ id, check: { kind }, intervalSeconds }) {
      noticeSleep();
      const [at, intervalMs] = [certain.get(id), intervalSeconds * 1000];
      if (kind === 'push') {
        const silentMs = timing.elapsed() - (doubted.get(id) ?? allDoubted);
        return at !== undefined || silentMs >= Math.min(intervalMs, longestPatienceMs);
      }
      const { least, most } = certainMs;
      return at !== undefined && timing.elapsed() - at <= Math.min(Math.max(2 * intervalMs, least), most);
    },
    ask(id) {
      const now = timing.elapsed();
      if (isWaking() || now < (asked.get(id) ?? Number.NEGATIVE_INFINITY) + askEveryMs) return;
      asked.set(id, now);
      check(id);
    },
    close: () => callOff(),
  };
}
