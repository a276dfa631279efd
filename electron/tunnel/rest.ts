import type { Clock } from '../clock.ts';

/** Waits. Resolves early, and leaves no timer, when `signal` is aborted. */
export function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
    signal.addEventListener('abort', end, { once: true });
  });
}

/** What takes this much longer than it may, in ms by the wall clock, took so long because the machine slept. */
const sleptMs = 10_000;

/** @param since Unix time in ms; @param atMostMs how long what was done since then may have taken */
export const hasSlept = (since: number, atMostMs: number, clock: Clock): boolean => clock.now() - since > atMostMs + sleptMs;

/** Waits, and looks at the clock meanwhile. @returns `woken` as soon as it shows that the machine has slept */
export async function restUnlessWoken(ms: number, tickMs: number, clock: Clock, signal: AbortSignal): Promise<'due' | 'woken'> {
  for (let left = ms; left > 0 && !signal.aborted; left -= tickMs) {
    const tick = Math.min(tickMs, left);
    const before = clock.now();
    await rest(tick, signal);
    if (hasSlept(before, tick, clock)) return 'woken';
  }
  return 'due';
}
