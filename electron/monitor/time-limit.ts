import { failure } from '../../shared/failures.ts';
import type { Timing } from '../timing.ts';
import { type Asked, down, type Outcome } from './check.ts';

/** What waits in a queue of ours waits so long (ms) at the most, or as long as its time limit is. */
const longestWaitMs = 30_000;

/** How long one check may take. The time that it waits in a queue of ours is counted by itself. */
export interface TimeLimit extends Pick<Asked, 'waits' | 'waitedMs'> {
  end(): void;
}

/** @param onOver hears once what it means that the time is over */
export function createTimeLimit(
  timing: Pick<Timing, 'elapsed' | 'after'>,
  timeoutMs: number,
  onOver: (outcome: Outcome) => void,
): TimeLimit {
  const spent = { working: 0, waiting: 0 };
  const most = { working: timeoutMs, waiting: Math.max(timeoutMs, longestWaitMs) };
  let now: keyof typeof spent = 'working';
  let since = timing.elapsed();
  let waiting = 0;
  let hasEnded = false;
  let callOff = () => {};

  function goOn(next: keyof typeof spent, meaning: Outcome): void {
    if (hasEnded) return;
    callOff();
    spent[now] += timing.elapsed() - since;
    [now, since] = [next, timing.elapsed()];
    callOff = timing.after(Math.max(0, most[next] - spent[next]), () => {
      end();
      onOver(meaning);
    });
  }

  function end(): void {
    if (!hasEnded) spent[now] += timing.elapsed() - since;
    hasEnded = true;
    callOff();
  }

  goOn('working', noAnswer(timeoutMs));
  return {
    waits(why) {
      waiting += 1;
      goOn('waiting', { kind: 'unknown', reason: why });
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        waiting -= 1;
        if (waiting === 0) goOn('working', noAnswer(timeoutMs));
      };
    },
    waitedMs: () => spent.waiting,
    end,
  };
}

export const noAnswer = (timeoutMs: number): Outcome =>
  down(failure('monitor/no-answer', { seconds: String(Math.round(timeoutMs / 1000)) }));
