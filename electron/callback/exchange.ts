import type { SignatureCheck, TimingStep } from '../../shared/message-log.ts';
import type { Clock } from '../clock.ts';
import type { RequestRecord } from '../store/records.ts';

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
  signature?: SignatureCheck;
}

/** Aborted when the client hangs up before it has its answer. The part of an AbortSignal that is needed: a whole one costs more. */
export interface Gone {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options: { once: true }): void;
}

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
  steps(): TimingStep[];
}

export function startStopwatch(clock: Clock): Stopwatch {
  const start = clock.elapsed();
  const steps: TimingStep[] = [];
  const total = () => Math.round((clock.elapsed() - start) * 100) / 100;
  return {
    total,
    lap: (step) => void steps.push({ step, from: steps.at(-1)?.to ?? 0, to: total() }),
    steps: () => [...steps],
  };
}

export const plainText = (status: number, body: string): Answer => ({ status, body, contentType: 'text/plain; charset=utf-8' });
export const document = (body: string): Answer => ({
  status: 200,
  body,
  contentType: body.startsWith('{') ? 'application/json; charset=utf-8' : 'text/xml; charset=utf-8',
});
