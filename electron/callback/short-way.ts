import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { ArrivalReceipt } from '../store/records.ts';
import type { Answer, Exchange } from './exchange.ts';
import { plainText } from './exchange.ts';
import type { Turnstile } from './turnstile.ts';

/** A message that runs nothing. */
export interface Passing {
  account: string;
  exchange: Exchange;
  /** After so many ms from its arrival a message that is still not on disk is given up. */
  ms: number;
  /** Puts it on disk, as done. */
  keep(): Promise<ArrivalReceipt>;
  /** It was on disk already: what it is answered with. */
  seenBefore(receipt: Extract<ArrivalReceipt, { fresh: false }>): Promise<Answer>;
}

export interface ShortWay {
  /** Fails where there is too much in hand; rejects where it can't be put on disk. */
  go(message: Passing): Promise<Result<Answer>>;
}

/** So often is looked for messages whose time is up, in ms. */
const lookEveryMs = 50;

/**
 * The way of a message that runs nothing, as most do: on disk, then the empty answer. A redelivery meanwhile goes the same
 * way, and the store tells them apart.
 */
export function createShortWay(turnstile: Turnstile, clock: Clock): ShortWay {
  const deadlines = createDeadlines(clock);
  return {
    go({ account, exchange, ms, keep, seenBefore }) {
      const leave = turnstile.enter(account, 'chatter', exchange.body.length);
      if (!leave) return Promise.resolve(err(failure('callback/busy')));
      return new Promise((resolve, reject) => {
        // Whoever is not told that it arrived delivers again.
        const deadline = deadlines.set(ms - exchange.stopwatch.total(), () => resolve(ok(plainText(503, ''))));
        const end = () => {
          deadlines.clear(deadline);
          leave();
        };
        const failed = (error: unknown) => {
          end();
          reject(error);
        };
        try {
          keep().then((receipt) => {
            end();
            resolve(receipt.fresh ? ok(plainText(200, '')) : seenBefore(receipt).then(ok));
          }, failed);
        } catch (error) {
          failed(error);
        }
      });
    },
  };
}

interface Deadline {
  at: number;
  missed(): void;
}

/** Deadlines that nearly all are kept: one timer for all of them, because one for each would cost more than its message's place. */
function createDeadlines({ elapsed }: Clock) {
  const open = new Set<Deadline>();
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const now = elapsed();
    for (const deadline of open) {
      if (deadline.at > now) continue;
      open.delete(deadline);
      deadline.missed();
    }
    if (open.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    set(ms: number, missed: () => void): Deadline {
      const deadline = { at: elapsed() + ms, missed };
      open.add(deadline);
      timer ??= setInterval(look, lookEveryMs);
      return deadline;
    },
    clear: (deadline: Deadline) => void open.delete(deadline),
  };
}
