import { limits } from '../../shared/limits.ts';
import { type Answer, document, type Exchange, plainText } from './exchange.ts';

/** A message that is being worked on, with the deliveries that wait for its answer. */
export interface Work {
  account: string;
  person: string;
  /** When it came in, Unix ms. */
  at: number;
  /** The response's body; empty for no reply. */
  answer: Promise<string>;
  /** Of a tap on a card: what changes the card, which is the response's body as soon as it is there. The answer goes another way then. */
  early?: Promise<string>;
  /** Of its command's run: on its way to the disk, where it has to be before the answer leaves. */
  record?: Promise<void>;
  /** It is on disk: until then no delivery may be told that it arrived. */
  isStored: boolean;
  /** How many deliveries still wait: an answer that nobody waits for goes another way. */
  waiting: number;
  /** How many deliveries there have been so far. */
  deliveries: number;
  /** How many there were before these: before a restart. */
  earlier: number;
}

export interface Patience {
  /** After so many ms an unfinished message gets an empty answer. */
  budgetMs: number;
  /** After so many ms the platform has hung up, and delivers again. */
  hangUpMs: number;
}

/**
 * How a delivery ends whose answer is not ready in time. `empty`: the answer goes out later. `silence`: the platform
 * hangs up and delivers again, which is the only other chance of an account that can't send by itself. `promise`: it
 * was the last delivery, so the person is told how to get the answer.
 */
export type Ending = 'empty' | 'silence' | 'promise';

/** How long a delivery may wait, and what it gets then (protocol reference, 2.7). */
export function endingOf(delivery: number, canSendLater: boolean, { budgetMs, hangUpMs }: Patience): { ms: number; ending: Ending } {
  if (canSendLater) return { ms: budgetMs, ending: 'empty' };
  if (delivery < limits.deliveryAttempts) return { ms: hangUpMs, ending: 'silence' };
  return { ms: budgetMs, ending: 'promise' };
}

/** What to do for a delivery that waited in vain. */
export interface WaitOptions extends Patience {
  canSendLater: boolean;
  /** When the message was sent, Unix time in s. */
  createdAt: number;
  /** Tells the person how to get the answer later: gives back the response's body. */
  promise(): Promise<string>;
}

/**
 * Which delivery it is at least, by the age of its message: the platform waits so long for each before. 1 where the age can't
 * be true, or where this clock is off.
 * @param createdAt Unix time in s
 */
export function deliveryByAge(at: number, createdAt: number): number {
  const age = at - createdAt * 1000;
  if (age < limits.platformDeadlineMs || age > limits.deliveryAttempts * limits.platformDeadlineMs + ageSlackMs) return 1;
  return age < 2 * limits.platformDeadlineMs - soonMs ? 2 : limits.deliveryAttempts;
}
/** The last delivery may come in so many ms late, and so many early by a clock that is a little off. */
const [ageSlackMs, soonMs] = [5_000, 500];

/** Whether a delivery comes too late for one of the platform's: it is a recording, which must be given nothing that its person waits for. */
export const isRecording = ({ at }: Pick<Exchange, 'at'>, first: { at: number }) => at - first.at > limits.deliveriesOverMs;

/** The answer, or what a delivery gets whose time is up first. */
export async function waitFor(work: Work, exchange: Exchange, options: WaitOptions): Promise<Answer> {
  if (isRecording(exchange, work)) return plainText(work.isStored ? 200 : 503, '');
  work.deliveries += 1;
  const seen = work.deliveries;
  // How often it came before a restart is only known once the store was asked, and some deliveries never arrive here.
  const end = () => endingOf(Math.max(seen + work.earlier, deliveryByAge(exchange.at, options.createdAt)), options.canSendLater, options);
  const left = () => end().ms - exchange.stopwatch.total();
  const body = await answerWithin(work, exchange, left, options.budgetMs - exchange.stopwatch.total());
  if (body !== undefined) return body === '' ? plainText(200, '') : document(body);
  const { ending } = end();
  // Whoever is not told that it arrived delivers again; where the platform has hung up nobody reads this any more.
  if (!work.isStored || ending === 'silence') return plainText(503, '');
  return ending === 'promise' && !exchange.gone.aborted ? document(await options.promise()) : plainText(200, '');
}

/**
 * Undefined where the time was up, or the client gone, before there was an answer.
 * @param left how many ms there are left, asked after `firstMs`
 */
function answerWithin(work: Work, exchange: Exchange, left: () => number, firstMs: number): Promise<string | undefined> {
  work.waiting += 1;
  return new Promise((resolve, reject) => {
    let isOver = false;
    const over = () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      work.waiting -= 1;
      resolve(undefined);
    };
    const look = () => {
      const ms = left();
      if (ms < 1) over();
      else timer = setTimeout(look, ms);
    };
    let timer = setTimeout(look, Math.max(0, firstMs));
    if (exchange.gone.aborted) over();
    else exchange.gone.addEventListener('abort', over, { once: true });
    void work.early?.then((body) => {
      resolve(body);
      over();
    });
    work.answer.then(
      (body) => {
        resolve(body);
        over();
      },
      (error) => {
        reject(error);
        over();
      },
    );
  });
}
