import type { Failure, Result } from '../../shared/result.ts';

/** Something that has to be asked for. A failed refresh keeps the value that was there. */
export type Loadable<T> = { state: 'loading'; value?: T } | { state: 'ready'; value: T } | { state: 'failed'; failure: Failure; value?: T };

export const loading: { state: 'loading' } = { state: 'loading' };

/** What an answer makes of a loadable. */
export function settled<T>(result: Result<T>, before?: Loadable<T>): Loadable<T> {
  if (result.ok) return { state: 'ready', value: result.value };
  return before?.value === undefined
    ? { state: 'failed', failure: result.error }
    : { state: 'failed', failure: result.error, value: before.value };
}
