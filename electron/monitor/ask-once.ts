import { failure } from '../../shared/failures.ts';
import type { Timing } from '../timing.ts';
import type { Check, Outcome } from './check.ts';
import { createTimeLimit, noAnswer } from './time-limit.ts';

export interface Asking {
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  timeoutMs: number;
  /** Whether what the check found before stands as down. */
  isDown?: boolean;
  /** Why it does (a code), where that is known. */
  downReason?: string | undefined;
  /** Ends it for good. */
  signal: AbortSignal;
  onBug(error: unknown): void;
}

/** By so much (ms) the clocks may differ over a check, and a timeout may come late; else the computer slept meanwhile. */
const toleranceMs = 5_000;

/** Asks within a time limit, whatever the check does with its signal. What spans a sleep shows nothing. */
export const askOnce = (check: Check, asking: Asking): Promise<Outcome> =>
  check.inTurn
    ? unlessEnded(
        check.inTurn(() => ask(check, asking)),
        asking,
      )
    : ask(check, asking);

/** Nobody waits for its turn once all is over. */
async function unlessEnded(asked: Promise<Outcome>, { signal, timeoutMs }: Asking): Promise<Outcome> {
  if (signal.aborted) return noAnswer(timeoutMs);
  let stop = () => {};
  const ended = new Promise<Outcome>((resolve) => {
    stop = () => resolve(noAnswer(timeoutMs));
    signal.addEventListener('abort', stop, { once: true });
  });
  const outcome = await Promise.race([asked, ended]);
  signal.removeEventListener('abort', stop);
  return outcome;
}

async function ask(check: Check, { timing, timeoutMs, isDown = false, downReason, signal, onBug }: Asking): Promise<Outcome> {
  if (signal.aborted) return noAnswer(timeoutMs);
  const [wall, start] = [timing.now(), timing.elapsed()];
  const controller = new AbortController();
  let tooLate: Outcome | undefined;
  const late = new Promise<Outcome>((resolve) => {
    controller.signal.addEventListener('abort', () => resolve(tooLate ?? noAnswer(timeoutMs)), { once: true });
  });
  const limit = createTimeLimit(timing, timeoutMs, (meaning) => {
    tooLate = meaning;
    controller.abort(new DOMException('too late', 'TimeoutError'));
  });
  const stop = () => controller.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const asked = check.run(controller.signal, { ...limit, isDown, downReason }).catch((error: unknown) => {
    if (controller.signal.aborted) return late;
    onBug(error);
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'unknown', reason: failure('monitor/bug', { reason: reason.slice(0, 200) }) } satisfies Outcome;
  });
  const outcome = await Promise.race([asked, late]);
  limit.end();
  signal.removeEventListener('abort', stop);
  if (!tooLate) controller.abort();
  const took = timing.elapsed() - start;
  const hasSlept = timing.now() - wall - took > toleranceMs || took - limit.waitedMs() > timeoutMs + toleranceMs;
  return hasSlept && outcome.kind === 'down' ? { kind: 'unknown', reason: failure('monitor/woken') } : outcome;
}
