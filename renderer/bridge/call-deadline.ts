import type { CallName } from '../../shared/api.ts';
import { failure } from '../../shared/failures.ts';
import { err, type Result } from '../../shared/result.ts';

const minuteMs = 60_000;
/** These ask one machine or platform after the other, or go through the whole log. */
const slowCalls: ReadonlySet<CallName> = new Set([
  ...(['doctor.run', 'targets.try', 'targets.import', 'monitors.test', 'monitors.import', 'menus.copyTo', 'people.contacts'] as const),
  ...(['runs.verify', 'statistics.get', 'retention.forecast', 'redaction.try'] as const),
]);

/** How long a page waits for the answer to a call, in ms; without a name, to the sign-in. */
export const deadlineOf = (name?: CallName): number => (name && slowCalls.has(name) ? 10 * minuteMs : minuteMs);

/**
 * Gives up what takes longer: a browser whose connections are all taken keeps a call back for ever, and says nothing.
 * @param work ends, however it does, once its signal is aborted
 */
export async function within<Value>(ms: number, work: (signal: AbortSignal) => Promise<Result<Value>>): Promise<Result<Value>> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  const result = await work(late.signal).finally(() => clearTimeout(timer));
  return late.signal.aborted && !result.ok ? err(failure('api/no-answer')) : result;
}
