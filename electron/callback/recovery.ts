import { limits } from '../../shared/limits.ts';
import type { Clock } from '../clock.ts';
import type { TellCutOff } from '../commands/tell-cut-off.ts';
import type { UnfinishedMessage } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { createTurns } from '../turns.ts';
import { parseMessage } from '../wechat/messages.ts';
import type { CallbackAccount } from './accounts.ts';
import type { Admitted } from './door.ts';
import { type Exchange, startStopwatch } from './exchange.ts';
import type { Pipeline } from './pipeline.ts';

export interface RecoveryOptions {
  store: Store;
  pipeline: Pick<Pipeline, 'resume' | 'tellCutOff'>;
  clock: Clock;
  /** Aborts when the program stops: what is not taken up by then is left for the next start. */
  signal: AbortSignal;
  account(id: string): CallbackAccount | undefined;
  /** Whether there is such an account, though it may answer nobody at the moment. */
  exists(id: string): boolean;
  tellCutOff: TellCutOff;
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
  /** For another try: their accounts answer nobody yet (the keychain is locked), or the disk refused. */
  left: UnfinishedMessage[];
}

/**
 * At start: a command that ran when the program ended is never run again by itself; its person is told, and whoever
 * asked for it where somebody else said yes. One that had only
 * waited its turn is carried out, if it is young. Messages that were only received stay so: nothing was done about them
 * yet, so a redelivery may still be worked on.
 */
export async function recover(rows: UnfinishedMessage[], options: RecoveryOptions): Promise<Recovered> {
  const recovered: Recovered = { interrupted: 0, resumed: 0, dropped: 0, left: [] };
  for (const row of rows) {
    const fate = await settleFate(row, options).catch((error: unknown) => {
      options.onBug(error);
      return 'left' as const;
    });
    if (fate === 'left') recovered.left.push(row);
    else recovered[fate] += 1;
  }
  return recovered;
}

async function settleFate(row: UnfinishedMessage, options: RecoveryOptions): Promise<'interrupted' | 'resumed' | 'dropped' | 'left'> {
  const { store, pipeline, clock, signal, account, exists, tellCutOff, onBug } = options;
  const from = account(row.account);
  if (signal.aborted || (!from && exists(row.account))) return 'left';
  const admitted = from && admittedAgain(row, from);
  const age = clock.now() - row.at;
  // A clock that was set back says nothing about how old it is.
  const isResumable = !row.redacted && age >= 0 && age <= limits.resumeWithinMs;
  const fate = row.state === 'running' ? 'interrupted' : isResumable ? 'resumed' : 'dropped';
  const person = personOf(row);
  // Who asked may be of another account than whoever said yes.
  if (fate === 'interrupted' && person !== '') await tellCutOff({ message: row.id, at: row.at, account: row.account, person });
  if (!from || !admitted) {
    // Its account is gone, so there is nobody else to tell.
    await store.do('messages.finish', { id: row.id, state: 'interrupted', ms: 0, timing: '', answers: [] });
  } else if (fate === 'resumed') {
    void pipeline.resume(row, exchangeAgain(row, clock), admitted, from).catch(onBug);
  } else {
    const why = fate === 'interrupted' ? 'command/interrupted' : 'command/not-started';
    await pipeline.tellCutOff(row, why, exchangeAgain(row, clock), admitted, from);
  }
  return fate;
}

/**
 * What takes up what the last end of the program left behind: to be called at start, and again when accounts were changed,
 * for messages that could not be taken up before.
 * @param found what was unfinished before anything new could come in
 * @param onFound is told what became of it at first, where there was anything
 */
export function createRecovery(
  options: RecoveryOptions,
  found: UnfinishedMessage[],
  onFound: (found: object) => void,
): () => Promise<void> {
  const inTurn = createTurns();
  let left = found;
  let isFirst = true;
  const takeUp = async () => {
    const recovered = await recover(left, options);
    left = recovered.left;
    if (isFirst && found.length > 0) onFound({ ...recovered, left: left.length });
    isFirst = false;
  };
  return () => inTurn(takeUp);
}

function admittedAgain({ xml }: UnfinishedMessage, { candidates }: CallbackAccount): Admitted | undefined {
  const message = parseMessage(xml);
  const [candidate] = candidates;
  return message.ok && candidate
    ? { message: message.value, xml, encrypted: candidate.texts.encodingAesKey !== undefined, candidate }
    : undefined;
}

function personOf({ xml }: UnfinishedMessage): string {
  const message = parseMessage(xml);
  return message.ok ? message.value.from : '';
}

/** Nobody waits for the answer any more. */
export function exchangeAgain({ account, at }: Pick<UnfinishedMessage, 'account' | 'at'>, clock: Clock, body = ''): Exchange {
  const request = { method: '', path: '', query: {}, remoteAddress: '', userAgent: '' };
  return { account, at, body, request, stopwatch: startStopwatch(clock), gone: AbortSignal.abort() };
}
