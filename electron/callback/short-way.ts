import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ArrivalReceipt } from '../store/records.ts';
import type { Answer, Exchange } from './exchange.ts';
import { plainText } from './exchange.ts';
import type { Turnstile } from './turnstile.ts';

export interface ShortWay {
  account: string;
  exchange: Exchange;
  /** After so many ms from its arrival a message that is still not on disk is given up. */
  ms: number;
  turnstile: Turnstile;
  /** Puts it on disk, as done. */
  keep(): Promise<ArrivalReceipt>;
  /** It was on disk already: what it is answered with. */
  seenBefore(receipt: Extract<ArrivalReceipt, { fresh: false }>): Promise<Answer>;
}

/**
 * The way of a message that runs nothing, as most do: on disk, then the empty answer. A redelivery meanwhile goes the same
 * way, and the store tells them apart. Fails where there is too much in hand; rejects where it can't be put on disk.
 */
export function goShortWay({ account, exchange, ms, turnstile, keep, seenBefore }: ShortWay): Promise<Result<Answer>> {
  const leave = turnstile.enter(account, 'chatter', exchange.body.length);
  if (!leave) return Promise.resolve(err(failure('callback/busy')));
  return new Promise((resolve, reject) => {
    // Whoever is not told that it arrived delivers again.
    const timer = setTimeout(() => resolve(ok(plainText(503, ''))), Math.max(0, ms - exchange.stopwatch.total()));
    const end = () => {
      clearTimeout(timer);
      leave();
    };
    keep().then(
      (receipt) => {
        end();
        resolve(receipt.fresh ? ok(plainText(200, '')) : seenBefore(receipt).then(ok));
      },
      (error: Error) => {
        end();
        reject(error);
      },
    );
  });
}
