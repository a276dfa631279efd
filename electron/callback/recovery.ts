import { limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import type { UnfinishedMessage } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { parseMessage } from '../wechat/messages.ts';
import type { CallbackAccount } from './accounts.ts';
import type { Admitted } from './door.ts';
import { type Exchange, startStopwatch } from './exchange.ts';
import type { Pipeline } from './pipeline.ts';

export interface RecoveryOptions {
  store: Store;
  pipeline: Pick<Pipeline, 'resume' | 'tellCutOff'>;
  clock: Clock;
  account(id: string): CallbackAccount | undefined;
  /** Whether there is such an account, though it may answer nobody at the moment. */
  exists(id: string): boolean;
  onBug(error: unknown): void;
}

/** What the last end of the program left behind. */
export interface Recovered {
  /** Commands that ran then: their people are told to look before they repeat them. */
  interrupted: number;
  /** Commands that had only waited, and are carried out now. */
  resumed: number;
  /** Commands that had only waited: too long ago to be what anybody still wants, or not known to the letter (redacted). */
  dropped: number;
  /** Messages of accounts that answer nobody yet (their keychain is locked): for another try when they do. */
  left: UnfinishedMessage[];
}

/**
 * At start, before anything new is let in: a command that ran when the program ended is never run again by itself; its
 * person is told. One that had only waited its turn is carried out, if it is young. Messages that were only received
 * stay so: nothing was done about them yet, so a redelivery may still be worked on.
 */
export async function recover(rows: UnfinishedMessage[], options: RecoveryOptions): Promise<Recovered> {
  const { store, pipeline, clock, account, exists, onBug } = options;
  const recovered: Recovered = { interrupted: 0, resumed: 0, dropped: 0, left: [] };
  for (const row of rows) {
    const from = account(row.account);
    const admitted = from && admittedAgain(row, from);
    if (!from && exists(row.account)) {
      recovered.left.push(row);
      continue;
    }
    const age = clock.now() - row.at;
    // A clock that was set back says nothing about how old it is.
    const isResumable = !row.redacted && age >= 0 && age <= limits.resumeWithinMs;
    const fate = row.state === 'running' ? 'interrupted' : isResumable ? 'resumed' : 'dropped';
    recovered[fate] += 1;
    if (!from || !admitted) {
      // Its account is gone, so there is nobody to tell.
      await store.do('messages.finish', { id: row.id, state: 'interrupted', ms: 0, timing: '', answers: [] });
    } else if (fate === 'resumed') {
      void pipeline.resume(row, exchangeAgain(row, clock), admitted, from).catch(onBug);
    } else {
      const why = fate === 'interrupted' ? 'command/interrupted' : 'command/not-started';
      await pipeline.tellCutOff(row, why, exchangeAgain(row, clock), admitted, from);
    }
  }
  return recovered;
}

/**
 * Recovers what the last end of the program left behind. Gives back what has to be called when accounts were changed:
 * messages of those that answer nobody yet are tried again then.
 * @param onFound is told what there was, where there was anything
 */
export async function recoverAll(options: RecoveryOptions, onFound: (found: object) => void): Promise<() => Promise<void>> {
  const { left: leftBehind, ...counts } = await recover(await options.store.do('messages.unfinished'), options);
  let left = leftBehind;
  if (counts.interrupted + counts.resumed + counts.dropped + left.length > 0) onFound({ ...counts, left: left.length });
  return async () => {
    if (left.length > 0) ({ left } = await recover(left.splice(0), options));
  };
}

function admittedAgain({ xml }: UnfinishedMessage, { candidates }: CallbackAccount): Admitted | undefined {
  const message = parseMessage(xml);
  const [candidate] = candidates;
  return message.ok && candidate
    ? { message: message.value, xml, encrypted: candidate.texts.encodingAesKey !== undefined, candidate }
    : undefined;
}

/** Nobody waits for the answer any more. */
export function exchangeAgain({ account, at }: Pick<UnfinishedMessage, 'account' | 'at'>, clock: Clock, body = ''): Exchange {
  const request = { method: '', path: '', query: {}, remoteAddress: '', userAgent: '' };
  return { account, at, body, request, stopwatch: startStopwatch(clock), gone: AbortSignal.abort() };
}
