import type { Light, Target } from '../../../shared/target.ts';
import type { Clock } from '../../clock.ts';
import { inParallel } from './in-parallel.ts';
import { type Ask, probeOf } from './probes.ts';

export interface LightsOptions {
  /** All that may be asked. */
  targets(): readonly Target[];
  clock: Clock;
  ask: Ask;
  /** Whether anybody looks; otherwise nobody is asked. */
  isWatched(): boolean;
  /** A light has changed. */
  onChange(): void;
}

/** Whether the targets answer, asked every minute while somebody looks. */
export interface Lights {
  of(target: Target): Light;
  /** Asks these; who is being asked already isn't asked twice. Resolves when all have answered or had their time. */
  check(targets: readonly Target[]): Promise<void>;
  /** From now on all are asked, at once and then every minute. */
  start(): void;
  close(): Promise<void>;
}

const roundMs = 60_000;
/** A machine in reach answers sooner, in ms. */
const patienceMs = 3_000;
const atOnce = 16;

export function createLights({ targets, clock, ask, isWatched, onChange }: LightsOptions): Lights {
  /** By the target and what it was asked: of one that is reached elsewhere since nothing is known. */
  const lights = new Map<string, Light>();
  const asking = new Set<string>();
  const closing = new AbortController();
  const limited = inParallel(atOnce);
  let rounds: Promise<void> | undefined;
  let wait: (() => void) | undefined;

  async function askOne(target: Target): Promise<void> {
    const probe = probeOf(target);
    if (!probe) return;
    const start = clock.elapsed();
    const answered = await ask(probe, patienceMs, closing.signal);
    if (closing.signal.aborted) return;
    const at = clock.now();
    show(target, answered ? { state: 'up', at, ms: Math.round(clock.elapsed() - start) } : { state: 'down', at });
  }
  function show(target: Target, light: Light): void {
    lights.set(keyOf(target), light);
    onChange();
  }

  async function check(wanted: readonly Target[]): Promise<void> {
    const fresh = wanted.filter((target) => !asking.has(keyOf(target)) && probeOf(target));
    for (const target of fresh) asking.add(keyOf(target));
    await Promise.all(fresh.map((target) => limited(() => askOne(target)).finally(() => asking.delete(keyOf(target)))));
  }

  function forgetOthers(present: readonly Target[]): void {
    const keys = new Set(present.map(keyOf));
    for (const key of lights.keys()) if (!keys.has(key)) lights.delete(key);
  }

  async function goRound(): Promise<void> {
    while (!closing.signal.aborted) {
      forgetOthers(targets());
      if (isWatched()) await check(targets());
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, roundMs).unref();
        wait = () => {
          clearTimeout(timer);
          resolve();
        };
        if (closing.signal.aborted) wait();
      });
    }
  }

  return {
    of: (target) => lights.get(keyOf(target)) ?? { state: 'unknown' },
    check,
    start() {
      rounds ??= goRound();
    },
    async close() {
      closing.abort();
      wait?.();
      await rounds;
    },
  };
}

const keyOf = (target: Target) => JSON.stringify([target.id, probeOf(target)]);
