import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../../shared/limits.ts';
import type { DeliveryAttempt } from '../../shared/simulator.ts';
import { type ExchangeResult, exchange, withQuery } from './http-exchange.ts';
import type { Problem } from './phrases.ts';
import type { Judgement, ShownReply } from './reply.ts';
import type { SignedRequest } from './signer.ts';

export interface Delivery {
  url: string;
  /** What is sent in which attempt. */
  request: (number: number) => SignedRequest;
  /** What an answer with status 200 means. */
  judge: (body: string) => Judgement;
  clock: () => number;
  deadlineMs: number;
  /** From the end of an attempt to the start of the next. */
  retryDelayMs: number;
  signal: AbortSignal;
  /** Puts a problem into words. */
  words: (problem: Problem) => string;
  /** Called when an attempt starts, and when its outcome is known. */
  onAttempt: (attempt: DeliveryAttempt) => void;
}

/** How it ended: every attempt, and the reply if there was one. */
export interface Delivered {
  attempts: DeliveryAttempt[];
  reply?: ShownReply;
}

/** What the platform tries again. An answer with status 200 is final, good or bad (protocol reference, 2.7). */
const retried: DeliveryAttempt['outcome'][] = ['refused', 'timeout', 'unreachable'];

/**
 * Delivers one message as the platform does: an answer counts if it comes whole within the deadline and with status
 * 200; else the message comes again, three times in all. Ends early when `signal` is aborted.
 */
export async function deliver(delivery: Delivery): Promise<Delivered> {
  const attempts: DeliveryAttempt[] = [];
  for (let number = 1; number <= limits.deliveryAttempts; number++) {
    if (number > 1 && !(await waited(delivery))) break;
    const { attempt, reply } = await deliverOnce(number, delivery);
    attempts.push(attempt);
    if (!retried.includes(attempt.outcome)) return { attempts, ...(reply && { reply }) };
  }
  return { attempts };
}

/** Resolves to false where the delivery was called off. */
async function waited({ retryDelayMs, signal }: Delivery): Promise<boolean> {
  await pause(retryDelayMs, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

async function deliverOnce(number: number, delivery: Delivery): Promise<{ attempt: DeliveryAttempt; reply?: ShownReply }> {
  const at = delivery.clock();
  delivery.onAttempt({ number, at, outcome: 'pending' });
  const { query, body } = delivery.request(number);
  const bounds = { deadlineMs: delivery.deadlineMs, maxBytes: limits.callbackBodyBytes, signal: delivery.signal };
  const result = await exchange({ url: withQuery(delivery.url, query), method: 'POST', body }, bounds);
  const judged = judge(result, delivery);
  const attempt: DeliveryAttempt = {
    number,
    at,
    ms: Math.max(0, delivery.clock() - at),
    ...('status' in result && { status: result.status }),
    outcome: judged.outcome,
    ...(judged.problem && { problem: delivery.words(judged.problem) }),
  };
  delivery.onAttempt(attempt);
  return { attempt, ...(judged.reply && { reply: judged.reply }) };
}

interface Judged {
  outcome: DeliveryAttempt['outcome'];
  problem?: Problem;
  reply?: ShownReply;
}

function judge(result: ExchangeResult, { deadlineMs, judge }: Delivery): Judged {
  switch (result.kind) {
    case 'timeout':
      return { outcome: 'timeout', problem: { phrase: 'noAnswer', params: { ms: String(deadlineMs) } } };
    case 'unreachable':
      return { outcome: 'unreachable', problem: { phrase: 'notReached', params: { reason: result.reason } } };
    case 'aborted':
      return { outcome: 'unreachable', problem: { phrase: 'closed' } };
    case 'too-large':
      return result.status === 200
        ? { outcome: 'bad-reply', problem: { phrase: 'tooLarge', params: { limit: String(limits.callbackBodyBytes) } } }
        : wrongStatus(result.status);
    case 'answered':
      return result.status === 200 ? judgeBody(result.body, judge) : wrongStatus(result.status);
  }
}

const wrongStatus = (status: number): Judged => ({ outcome: 'refused', problem: { phrase: 'status', params: { status: String(status) } } });

function judgeBody(bytes: Buffer, judge: Delivery['judge']): Judged {
  try {
    return judge(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError) return { outcome: 'bad-reply', problem: { phrase: 'notUtf8' } };
    throw error;
  }
}
