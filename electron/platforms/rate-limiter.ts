import { failure } from '../../shared/failures.ts';
import { type WindowLimit, waitingCalls } from '../../shared/platform-limits.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Timing } from '../timing.ts';
import { type Counter, penaltyEnd, type Usage } from './usage.ts';

/** What a caller wants where a limit is reached: to wait in the queue, or to be told. */
export type OnLimit = 'wait' | 'fail';

/** A call that is counted. */
export interface Taken {
  /** It never left: whoever waits may have its room. */
  giveBack(): void;
}

export interface RateLimiter {
  /**
   * Counts one call on all of its counters, as soon as there is room on all of them and no penalty shuts its gate.
   * `gate` is the API's name.
   */
  take(gate: string, counters: readonly Counter[], onLimit: OnLimit): Promise<Result<Taken>>;
  /** Those who wait fail, and so does everybody after them. */
  close(): void;
}

interface Waiting {
  gate: string;
  counters: readonly Counter[];
  since: number;
  settle(result: Result<Taken>): void;
}

/** Why a call has to wait: until when, on which keys, and what to say. */
interface Shortage {
  at: number;
  keys: string[];
  failure(): Failure;
}

/** Those of one client who wait for room. What is used up is the account's. */
export function createRateLimiter(timing: Timing, usage: Usage): RateLimiter {
  let queue: Waiting[] = [];
  /** What those in the queue wait for: who comes later and needs it too stands behind them. */
  let held = new Map<string, Shortage>();
  let closed = false;
  let callOff = () => {};
  let wakeAt = Number.POSITIVE_INFINITY;

  const now = () => timing.elapsed();
  const secondsUntil = (at: number) => String(Math.max(1, Math.ceil((at - now()) / 1000)));

  function shortageOf({ gate, counters: needed }: Waiting): Shortage | undefined {
    const found: Shortage[] = [];
    const punished = usage.penalty(gate);
    const opensAt = punished ? penaltyEnd(punished, timing) : 0;
    const gateKey = `gate ${gate}`;
    if (opensAt > now()) found.push({ at: opensAt, keys: [gateKey], failure: () => penalty(gate, opensAt) });
    for (const counter of needed) {
      for (const window of usage.windowsOf(counter)) {
        const at = window.roomAt(now());
        if (at > now()) found.push({ at, keys: [counter.key], failure: () => limited(counter.name, window, at) });
      }
    }
    for (const key of [gateKey, ...needed.map((counter) => counter.key)]) {
      const first = held.get(key);
      if (first) found.push({ ...first, keys: [key] });
    }
    const latest = found.toSorted((a, b) => b.at - a.at)[0];
    return latest && { ...latest, keys: found.flatMap(({ keys }) => keys) };
  }

  const penalty = (name: string, at: number) => failure('platform/penalty', { name, seconds: secondsUntil(at) });
  const limited = (name: string, { limit, windowMs }: WindowLimit, at: number) =>
    failure('platform/rate-limited', { name, limit: String(limit), window: spanText(windowMs), seconds: secondsUntil(at) });

  function letThrough({ counters: needed, settle }: Waiting): void {
    const takeBack = usage.count(needed);
    settle(
      ok({
        giveBack() {
          takeBack();
          drain();
        },
      }),
    );
  }

  const patienceEnd = (entry: Waiting) => entry.since + waitingCalls.longestMs;

  /** Lets an entry stand where it is in the queue, and sees that somebody looks after it in time. */
  function keepWaiting(entry: Waiting, shortage: Shortage): void {
    for (const key of shortage.keys) if (!held.has(key)) held.set(key, shortage);
    const at = Math.min(shortage.at, patienceEnd(entry));
    if (at >= wakeAt) return;
    callOff();
    wakeAt = at;
    callOff = timing.after(Math.max(1, at - now()), drain);
  }

  /** Lets through who can go, in the order of their coming. */
  function drain(): void {
    callOff();
    wakeAt = Number.POSITIVE_INFINITY;
    held = new Map();
    queue = queue.filter((entry) => {
      const shortage = shortageOf(entry);
      if (!shortage) letThrough(entry);
      else if (patienceEnd(entry) <= now()) entry.settle(err(shortage.failure()));
      else keepWaiting(entry, shortage);
      return shortage !== undefined && patienceEnd(entry) > now();
    });
  }

  function refusal(shortage: Shortage, onLimit: OnLimit): Failure | undefined {
    if (onLimit === 'fail' || shortage.at - now() > waitingCalls.longestMs) return shortage.failure();
    return queue.length >= waitingCalls.most ? failure('platform/queue-full', { limit: String(waitingCalls.most) }) : undefined;
  }

  return {
    take: (gate, needed, onLimit) =>
      new Promise((settle) => {
        if (closed) return settle(err(failure('platform/closed')));
        const entry: Waiting = { gate, counters: needed, since: now(), settle };
        const shortage = shortageOf(entry);
        if (!shortage) return letThrough(entry);
        const refused = refusal(shortage, onLimit);
        if (refused) return settle(err(refused));
        queue.push(entry);
        keepWaiting(entry, shortage);
      }),
    close() {
      closed = true;
      callOff();
      for (const { settle } of queue) settle(err(failure('platform/closed')));
      queue = [];
    },
  };
}

/** A window's length as people say it, in both languages. */
function spanText(ms: number): string {
  const units: [number, string][] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ];
  const [unit, name] = units.find(([length]) => ms >= length) ?? [1000, 's'];
  return `${ms / unit} ${name}`;
}
