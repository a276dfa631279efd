import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Of the cores' time so much (0-1) may go to others before what is measured meanwhile says nothing of the server. */
const quiet = 0.005;
const attempts = 6;

/**
 * Measures again, a few times, where the machine below this one gave the cores to others meanwhile: a tail of latencies
 * is theirs then. Where it never is quiet the least disturbed measurement counts; the tables say how disturbed it was.
 */
export async function leastDisturbed<T extends { stolen: number }>(measure: () => Promise<T>): Promise<T> {
  let best = await measure();
  for (let attempt = 1; attempt < attempts && best.stolen > quiet; attempt++) {
    const next = await measure();
    if (next.stolen < best.stolen) best = next;
  }
  return best;
}

/** Begins to watch; what it gives back says which share of the cores' time has been stolen since. 0 where the system doesn't tell. */
export function watchStolen(): () => number {
  const [stolenBefore, begun] = [stolenMs(), performance.now()];
  return () => (stolenMs() - stolenBefore) / ((performance.now() - begun) * availableParallelism());
}

/** Time that a hypervisor gave to others while something here wanted to run, of all cores (proc(5), `/proc/stat`: steal). */
function stolenMs(): number {
  if (process.platform !== 'linux') return 0;
  const ticks = /^cpu +(?:\d+ ){7}(\d+)/.exec(readFileSync('/proc/stat', 'utf8'))?.[1];
  return Number(ticks ?? 0) * 10;
}
