import { setTimeout as sleep } from 'node:timers/promises';
import { hourMs, type TargetSample, type VitalsSample } from '../../../shared/last-hour.ts';
import { localTargetId, type Target, type TargetId } from '../../../shared/target.ts';
import type { Clock } from '../../clock.ts';
import { inParallel } from '../targets/in-parallel.ts';

export interface LastHourOptions {
  targets(): readonly Target[];
  /** Undefined where it can't be told now. */
  read(target: Target, signal: AbortSignal): Promise<Omit<VitalsSample, 'at'> | undefined>;
  clock: Pick<Clock, 'now'>;
  onSampled(sample: TargetSample): void;
  onBug(error: unknown): void;
}

/** How busy targets were in the last hour. In memory only: it is worth little after a restart. */
export interface LastHour {
  /** Oldest first; empty where nothing is known. */
  of(id: TargetId): readonly VitalsSample[];
  /** Somebody has just asked this target for something, so that its connection stays open for a while anyway. */
  used(id: TargetId): void;
  /** Takes a sample of each target that one is wanted of; resolves when all have answered or had their time. */
  sample(): Promise<void>;
  /** From now on samples are taken, at once and then every minute. */
  start(): void;
  close(): Promise<void>;
}

const everyMs = 60_000;
const mostSamples = 60;
const mostTargets = 500;
const atOnce = 16;
/** A machine answers sooner, in ms. */
const patienceMs = 20_000;
/** A connection that was used stays open as long, in ms; see `defaultSshTimings`. */
const openMs = 300_000;

export function createLastHour({ targets, read, clock, onSampled, onBug }: LastHourOptions): LastHour {
  const kept = new Map<TargetId, VitalsSample[]>();
  const usedAt = new Map<TargetId, number>();
  const closing = new AbortController();
  const limited = inParallel(atOnce);
  let rounds: Promise<void> | undefined;

  const isOpen = (id: TargetId) => (usedAt.get(id) ?? Number.NEGATIVE_INFINITY) > clock.now() - openMs;
  const isWanted = ({ id, watch }: Target) => id === localTargetId || watch || isOpen(id);

  function keep(target: TargetId, sample: VitalsSample): void {
    const samples = [...(kept.get(target) ?? []), sample].slice(-mostSamples);
    kept.delete(target);
    kept.set(target, samples);
    const [oldest] = kept.keys();
    if (kept.size > mostTargets && oldest !== undefined) kept.delete(oldest);
    onSampled({ target, sample });
  }

  async function sampleOne(target: Target): Promise<void> {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(patienceMs)]);
    const vitals = await read(target, signal);
    if (closing.signal.aborted) return;
    if (vitals) keep(target.id, { at: clock.now(), ...vitals });
    // why: nothing is open there, and to connect again isn't for us to do
    else usedAt.delete(target.id);
  }

  function forgetOld(present: readonly Target[]): void {
    const ids = new Set(present.map(({ id }) => id));
    for (const id of usedAt.keys()) if (!ids.has(id) || !isOpen(id)) usedAt.delete(id);
    for (const [id, samples] of kept) {
      const recent = ids.has(id) ? samples.filter(({ at }) => at > clock.now() - hourMs) : [];
      if (recent.length === 0) kept.delete(id);
      else if (recent.length < samples.length) kept.set(id, recent);
    }
  }

  async function sample(): Promise<void> {
    const present = targets();
    forgetOld(present);
    const wanted = present.filter(isWanted).slice(0, mostTargets);
    await Promise.all(wanted.map((target) => limited(() => sampleOne(target)).catch(onBug)));
  }

  async function goRound(): Promise<void> {
    while (!closing.signal.aborted) {
      await Promise.all([sample(), sleep(everyMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)]);
    }
  }

  return {
    of: (id) => kept.get(id) ?? [],
    used: (id) => void usedAt.set(id, clock.now()),
    sample,
    start() {
      rounds ??= goRound();
    },
    async close() {
      closing.abort();
      await rounds;
    },
  };
}
