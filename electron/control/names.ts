import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Timing } from '../timing.ts';

/** Looks names up, so few at a time that a name service which hangs stops nothing else. */
export interface Names {
  /** Waits until a name is being looked up or its addresses known, for `ms` at most: false where the others took all that time. */
  turnOf(name: string, ms?: number): Promise<boolean>;
  /** For `connect`. While a name waits for its turn, the addresses that were found last stand for it. */
  lookup: LookupFunction;
}

/** As `dns.lookup` does it. */
export type LookUpAll = (
  name: string,
  options: { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Node looks names up in four threads, which reading and writing files need too, and can't call a lookup off. */
const lookupsAtOnce = 2;
/** A name that took longer the last time leaves a thread to the others. */
const slowMs = 2_000;
/** What was found is good for so long without another question. */
const freshMs = 5_000;
const turnMs = 10_000;
/** So many names are remembered, and wait at most. */
const mostNames = 2_000;

type Found = { error: NodeJS.ErrnoException } | { addresses: LookupAddress[] };

interface Known {
  found: Found;
  /** Ms of `elapsed()`. */
  at: number;
  isSlow: boolean;
}

/** A name that is asked for, or waits for that; told to all who wait for the same. */
interface Question {
  isRunning: boolean;
  onBegun: (() => void)[];
  onFound: ((found: Found) => void)[];
}

/** A process has one: its threads are there once. */
export function createNames(timing: Pick<Timing, 'elapsed' | 'after'>, lookUp: LookUpAll = lookup): Names {
  const known = new Map<string, Known>();
  /** In the order of their turns. */
  const questions = new Map<string, Question>();
  const running = { all: 0, slow: 0 };

  function remember(name: string, found: Found, tookMs: number): void {
    known.delete(name);
    known.set(name, { found, at: timing.elapsed(), isSlow: tookMs > slowMs });
    const [oldest] = known.keys();
    if (known.size > mostNames && oldest !== undefined) known.delete(oldest);
  }

  function startNext(): void {
    for (const [name, question] of questions) {
      if (running.all >= lookupsAtOnce) return;
      const isSlow = known.get(name)?.isSlow === true;
      if (!question.isRunning && !(isSlow && running.slow > 0)) start(name, question, isSlow);
    }
  }

  function start(name: string, question: Question, isSlow: boolean): void {
    const begunAt = timing.elapsed();
    question.isRunning = true;
    running.all += 1;
    if (isSlow) running.slow += 1;
    for (const tell of question.onBegun) tell();
    lookUp(name, { all: true }, (error, addresses) => {
      const found = error || addresses.length === 0 ? { error: error ?? failed('ENOTFOUND', name) } : { addresses };
      running.all -= 1;
      if (isSlow) running.slow -= 1;
      questions.delete(name);
      remember(name, found, timing.elapsed() - begunAt);
      for (const tell of question.onFound) tell(found);
      startNext();
    });
  }

  /** Undefined where too many wait already. */
  function ask(name: string): Question | undefined {
    const asked = questions.get(name);
    if (asked || questions.size >= mostNames) return asked;
    const question: Question = { isRunning: false, onBegun: [], onFound: [] };
    questions.set(name, question);
    startNext();
    return question;
  }

  const freshly = (name: string): Found | undefined => {
    const last = known.get(name);
    return last && timing.elapsed() - last.at < freshMs ? last.found : undefined;
  };

  /** An error of a while ago says nothing of now. */
  const addressesOf = (name: string): Found | undefined => {
    const last = known.get(name)?.found;
    return last && 'addresses' in last ? last : undefined;
  };

  return {
    async turnOf(name, ms = turnMs) {
      if (isIP(name) || freshly(name)) return true;
      const question = ask(name);
      if (question?.isRunning || addressesOf(name)) return true;
      if (!question) return false;
      return new Promise((resolve) => {
        const callOff = timing.after(ms, () => {
          question.onBegun = question.onBegun.filter((tell) => tell !== onBegun);
          resolve(false);
        });
        const onBegun = () => {
          callOff();
          resolve(true);
        };
        question.onBegun.push(onBegun);
      });
    },
    lookup(name, options, callback) {
      const answer = (found: Found) => {
        if ('error' in found) return callback(found.error, '', 0);
        const family = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : options.family;
        const fitting = family ? found.addresses.filter((one) => one.family === family) : found.addresses;
        if (options.all) return callback(null, fitting);
        const [first] = fitting;
        return first ? callback(null, first.address, first.family) : callback(failed('ENOTFOUND', name), '', 0);
      };
      const fresh = freshly(name);
      const question = fresh ? undefined : ask(name);
      if (question?.isRunning) return void question.onFound.push(answer);
      const found = fresh ?? addressesOf(name);
      if (!found && question) return void question.onFound.push(answer);
      process.nextTick(answer, found ?? { error: failed('EAI_AGAIN', name) });
    },
  };
}

const failed = (code: string, name: string) => Object.assign(new Error(`lookup ${code} ${name}`), { code });
