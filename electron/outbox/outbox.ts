import { type FailureCode, failure } from '../../shared/failures.ts';
import { limits } from '../../shared/limits.ts';
import type { RowsChanged, SendAttempt } from '../../shared/message-log.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { persist, persistPausesMs } from '../store/persist.ts';
import type { Store } from '../store/store.ts';
import type { Head } from '../store/tables/outbox.ts';
import { type Fate, fateOf } from './fate.ts';
import { createHeldRows, type HeldRows } from './held-rows.ts';
import { createRecoveries } from './recoveries.ts';
import type { Unsure } from './retry-plan.ts';
import { type SendingClient, sendRow, swallowedMs } from './send-row.ts';
import { timeAwake } from './time-awake.ts';

export interface OutboxOptions {
  store: Store;
  client(account: string): Promise<Result<SendingClient>>;
  timing: {
    /** Unix time in ms. */
    now(): number;
    /** Calls back after so many ms; the returned function calls that off. */
    after(ms: number, callback: () => void): () => void;
    random(): number;
  };
  /** Rows of the log that have changed. */
  onChanged(ids: string[]): void;
  onBug(error: unknown): void;
}

/**
 * Sends what is queued: at least once, to each person in the order of its making, and exactly once where the platform
 * swallows what comes twice under one key. Elsewhere what may have arrived is repeated a few times, and then an admin decides.
 */
export interface Outbox {
  /** To be called at start, and when something was queued. */
  nudge(): void;
  /** What waits for this account's recovery is tried at once. */
  hurry(account: string): Promise<void>;
  /**
   * To be called when accounts were changed, with those that can send: what waits for the recovery of one is tried at
   * once, and answers that waited to be fetched go out.
   */
  accountsChanged(senders: string[]): Promise<void>;
  /** What comes of the next attempt to send a row with a card; undefined where that isn't known within `ms`. To be asked before the nudge. */
  cardAttempt(id: string, ms: number): Promise<CardFate | undefined>;
  /**
   * Lets somebody decide about rows that wait: gives them those that are not being sent, none of which is begun meanwhile.
   * What they change is told as changed.
   */
  holdBack: HeldRows['hold'];
  /** Puts dead letters back, or also those that were put aside. Each of these three leaves out rows that aren't meant; fails where none is. */
  sendAgain(asked: { ids: string[]; asideToo?: boolean | undefined }): Promise<Result<RowsChanged>>;
  /** Puts dead letters aside. */
  putAside(ids: string[]): Promise<Result<RowsChanged>>;
  /** Makes those that were put aside dead letters again. */
  takeBack(ids: string[]): Promise<Result<RowsChanged>>;
  /** Lets the sendings under way end. */
  close(): Promise<void>;
}

/** A card has no template message behind it. */
type CardFate = Exclude<Fate['kind'], 'template'>;

/** No timer waits longer: a computer that slept must not sleep on. */
const longestSleepMs = 30_000;
/** Where the store can't say what is to be sent, it is asked again after so many ms. */
const afterFailureMs = 5_000;
/** After a start or a sleep nothing is too old for so many ms: the network comes later than the program does. */
const settlingMs = 10 * 60_000;

export function createOutbox({ store, client, timing, onChanged, onBug }: OutboxOptions): Outbox {
  /** By person: the next row of a person waits for the one before. */
  const underWay = new Map<string, Promise<void>>();
  const held = createHeldRows((ids) => {
    onChanged(ids);
    nudge();
  });
  /** Results that the disk has not taken yet, by row. */
  const unwritten = new Map<string, () => Promise<unknown>>();
  /** Accounts whose last attempt failed. */
  const recoveries = createRecoveries();
  /** Those who wait for what comes of a card, by row. */
  const watching = new Map<string, (fate: CardFate) => void>();
  const awakeMs = timeAwake(timing.now, 2 * longestSleepMs);
  let callOff = () => {};
  let looking = false;
  let lookAgain = false;
  let closed = false;

  const personOf = ({ account, queue }: Head) => JSON.stringify([account, queue]);

  async function look(): Promise<void> {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    do {
      lookAgain = false;
      awakeMs();
      sleepUntil(await beginDue());
    } while (lookAgain && !closed);
    looking = false;
  }

  /** Begins what is due. Gives back when something will be again (Unix ms). */
  async function beginDue(): Promise<number> {
    try {
      const heads = await store.do('outbox.heads', { limit: limits.outboxHeads, now: timing.now() });
      const idle = heads.filter((row) => !underWay.has(personOf(row)) && !held.isHeld(row.id));
      const due = idle.filter(({ nextAt }) => nextAt <= timing.now());
      for (const row of due) if (hasRoom(row.account)) begin(row);
      return Math.min(...idle.filter((row) => !due.includes(row)).map(({ nextAt }) => nextAt));
    } catch (error) {
      onBug(error);
      return timing.now() + afterFailureMs;
    }
  }

  /** No account takes all the places. */
  function hasRoom(account: string): boolean {
    const ofAccount = [...underWay.keys()].filter((person) => JSON.parse(person)[0] === account).length;
    return underWay.size < limits.sendingsAtOnce && ofAccount < limits.sendingsAtOnce / 2;
  }

  function nudge(): void {
    if (!closed) void look();
  }

  function sleepUntil(at: number): void {
    callOff();
    if (closed) return;
    callOff = timing.after(Math.min(longestSleepMs, Math.max(1, at - timing.now())), nudge);
  }

  function begin(row: Head): void {
    if (closed) return;
    const over = held.sending(row.id);
    const work = send(row)
      .catch(onBug)
      .finally(() => {
        underWay.delete(personOf(row));
        over();
        nudge();
      });
    underWay.set(personOf(row), work);
  }

  async function send(row: Head): Promise<void> {
    const write = unwritten.get(row.id);
    if (write) {
      await persist(write, persistPausesMs, onBug);
      unwritten.delete(row.id);
      return onChanged([row.id]);
    }
    const at = timing.now();
    const opened = isTooLate(row, at) ? err(failure('outbox/too-late')) : await client(row.account).catch(failedWith('outbox/broken'));
    const answer = opened.ok ? await sendRow(opened.value, row, readPicture).catch(failedWith('platform/unsure')) : opened;
    const attempt: SendAttempt = { at, ms: Math.max(0, timing.now() - at), ...(!answer.ok && { failure: answer.error }) };
    // What stopped while the program closes was not carried out; it is for the next start.
    if (!answer.ok && answer.error.code === 'platform/closed' && closed) return;
    const now = timing.now();
    const ageMs = awakeMs() < settlingMs ? 0 : now - row.queuedAt;
    const unsure = unsureWith(row, at, opened.ok ? swallowedMs(opened.value, row) : 0);
    const fate = fateOf(row, { answer, now, ageMs, unsure, random: timing.random() });
    await writeDown(row.id, attempt, fate);
    if (fate.kind !== 'template') watching.get(row.id)?.(fate.kind);
    onChanged([row.id]);
    // The first message that gets through after a failure tells that the others need wait no longer.
    if (recoveries.note(row, answer.ok, fate.kind !== 'again'))
      await store.do('outbox.hurry', { account: row.account, now: timing.now(), but: recoveries.own() });
  }

  /** A question that nobody may answer any more is not asked: the program was stopped, or the computer asleep. */
  const isTooLate = ({ card }: Head, at: number) =>
    card !== undefined && card.kind !== 'update' && at >= (card.until ?? Number.POSITIVE_INFINITY);

  const readPicture = (id: string) => store.do('runs.picture', { id }).then(ok, failedWith('outbox/broken'));

  /** What throws is a failed attempt like any other, with its pause and its end. */
  const failedWith = (code: FailureCode) => (error: unknown) => {
    onBug(error);
    return err(failure(code, { reason: error instanceof Error ? error.message : String(error) }));
  };

  /** A result that is not written down would have the message sent a second time: then it is written before anything else. */
  async function writeDown(id: string, attempt: SendAttempt, fate: Fate): Promise<void> {
    const write = () => note(id, attempt, fate);
    unwritten.set(id, write);
    await persist(write, persistPausesMs, onBug);
    unwritten.delete(id);
  }

  function note(id: string, attempt: SendAttempt, fate: Fate): Promise<unknown> {
    if (fate.kind === 'sent') return store.do('outbox.sent', { id, attempt, responseCode: fate.responseCode, templateId: fate.templateId });
    const nextAt = fate.kind === 'again' ? fate.nextAt : null;
    const instead = fate.kind === 'instead' ? fate.text : undefined;
    return store.do('outbox.failed', { id, attempt, nextAt, failure: fate.failure, instead, asTemplate: fate.kind === 'template' });
  }

  /** What is known once an attempt that began `at` may have arrived, too. */
  const unsureWith = ({ unsure }: Head, at: number, swallowedMs: number): Unsure => ({
    tries: (unsure?.tries ?? 0) + 1,
    ageMs: timing.now() - (unsure?.at ?? at),
    swallowedMs,
  });

  function cardAttempt(id: string, ms: number): Promise<CardFate | undefined> {
    return new Promise<CardFate | undefined>((resolve) => {
      const callOffWaiting = timing.after(ms, () => resolve(undefined));
      watching.set(id, (fate) => {
        callOffWaiting();
        resolve(fate);
      });
    }).finally(() => watching.delete(id));
  }

  async function hurry(account: string): Promise<void> {
    await store.do('outbox.hurry', { account, now: timing.now() });
    nudge();
  }

  function toldOf({ changed }: { changed: string[] }, refusal: FailureCode): Result<RowsChanged> {
    if (changed.length === 0) return err(failure(refusal));
    onChanged(changed);
    return ok({ changed });
  }

  return {
    nudge,
    hurry,
    cardAttempt,
    // why not those: they were sent, or failed, and only the disk doesn't know yet
    holdBack: (ids, decide) =>
      held.hold(
        ids.filter((id) => !unwritten.has(id)),
        decide,
      ),
    async accountsChanged(senders) {
      for (const account of senders) {
        const { ids } = await store.do('outbox.adopt', { account, now: timing.now() });
        if (ids.length > 0) onChanged(ids);
      }
      for (const account of recoveries.troubled()) await hurry(account);
      nudge();
    },
    async sendAgain(asked) {
      const told = toldOf(await store.do('outbox.again', { ...asked, now: timing.now() }), 'outbox/not-dead');
      nudge();
      return told;
    },
    putAside: async (ids) => toldOf(await store.do('outbox.putAside', { ids }), 'outbox/not-dead'),
    takeBack: async (ids) => toldOf(await store.do('outbox.takeBack', { ids }), 'outbox/not-put-aside'),
    async close() {
      closed = true;
      callOff();
      await Promise.allSettled(underWay.values());
    },
  };
}
