import type { Failure, Result } from '../../shared/result.ts';

/** What is under way in a room, and what it ran into, each by what it is done to. */
export interface Acts<Act extends string> {
  busy: Record<string, Act>;
  /** What the last act ran into. */
  failures: Record<string, { act: Act; failure: Failure }>;
}

export const without = <T>(record: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

/** Says of a call in a store that it is under way, and what it ran into. */
export const actsOf =
  <Act extends string>(set: (change: (state: Acts<Act>) => Acts<Act>) => void) =>
  async <Value>(key: string, act: Act, call: Promise<Result<Value>>): Promise<Result<Value>> => {
    set(({ busy, failures }) => ({ busy: { ...busy, [key]: act }, failures: without(failures, key) }));
    const done = await call;
    set(({ busy, failures }) => ({
      busy: without(busy, key),
      failures: done.ok ? failures : { ...failures, [key]: { act, failure: done.error } },
    }));
    return done;
  };
