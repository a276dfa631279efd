import type { TimingStep } from '../../shared/message-log.ts';
import type { Clock } from '../clock.ts';
import type { RequestRecord } from '../store/records.ts';
import type { CheckedSignature } from '../wechat/signature.ts';

/** A request from outside, read whole, with the stopwatch that ran since it arrived. */
export interface Exchange {
  account: string;
  request: RequestRecord;
  /** The body as text; empty for GET. */
  body: string;
  /** Unix time in ms of its arrival. */
  at: number;
  stopwatch: Stopwatch;
  gone: Gone;
  signature?: CheckedSignature | undefined;
}

/** Aborted when the client hangs up before it has its answer. The part of an AbortSignal that is needed: a whole one costs more. */
export interface Gone {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options: { once: true }): void;
}

/** How long ago it came in, in ms. Only one of the clocks goes on while the computer sleeps, and only the other can't be set back. */
export const ageOf = ({ at, stopwatch }: Pick<Exchange, 'at' | 'stopwatch'>, { now }: Pick<Clock, 'now'>): number =>
  Math.max(now() - at, stopwatch.total());

/** What the listener sends back. */
export interface Answer {
  status: number;
  body: string;
  contentType: string;
}

/** Notes how long each step of a message's way takes. */
export interface Stopwatch {
  /** Ends the present step, and starts the next. */
  lap(step: TimingStep['step']): void;
  /** Ms since the request arrived. */
  total(): number;
  /** The steps so far, as `timingOf` reads them. */
  brief(): string;
}

export const startStopwatch = (clock: Clock): Stopwatch => new RunningStopwatch(clock);

/** There is one for each request, so it makes nothing but text: each step with its end, in hundredths of a ms. */
class RunningStopwatch implements Stopwatch {
  private readonly clock: Clock;
  private readonly start: number;
  private laps = '';
  constructor(clock: Clock) {
    this.clock = clock;
    this.start = clock.elapsed();
  }
  lap(step: TimingStep['step']): void {
    this.laps += `${this.laps && ' '}${step}:${this.hundredths()}`;
  }
  total(): number {
    return this.hundredths() / 100;
  }
  brief(): string {
    return this.laps;
  }
  private hundredths(): number {
    return Math.round((this.clock.elapsed() - this.start) * 100);
  }
}

export const plainText = (status: number, body: string): Answer => ({ status, body, contentType: 'text/plain; charset=utf-8' });
export const document = (body: string): Answer => ({
  status: 200,
  body,
  contentType: body.startsWith('{') ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8',
});
