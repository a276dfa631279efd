import { setTimeout } from 'node:timers/promises';
import {
  type Amount,
  addAmounts,
  defaultRetention,
  type Forecast,
  nothingStored,
  Retention,
  type RetentionState,
  ruleFor,
  type SweepRecord,
} from '../../shared/retention.ts';
import type { Clock } from '../clock.ts';
import type { KeptValues } from '../kept-values.ts';
import type { Store } from '../store/store.ts';
import { type Cut, givenBackAtOnce, type PicturesWalked, type Walked } from '../store/tables/retention.ts';
import { diskOf } from './disk.ts';
import { judgeTime, SeenTime } from './retention-clock.ts';
import { quietMoment } from './slow-work.ts';
import { createStoredAmounts, joined } from './stored-amounts.ts';
import { SweepSchema } from './sweep-record.ts';

export interface RetentionOptions {
  store: Store;
  kept: KeptValues;
  clock: Clock;
  /** Where the database is. */
  dataDir: string;
  /** The ids of the accounts there are. */
  accounts(): string[];
  onChange(state: RetentionState): void;
  onBug(error: unknown): void;
}

/** Keeps the log within the bounds that the admin has set. */
export interface RetentionRoom {
  get(): Promise<RetentionState>;
  /** On disk when it resolves; what exceeds the new bounds then goes bit by bit. */
  set(retention: Retention): Promise<RetentionState>;
  /** What would go. Null where the same asker has asked for another forecast in the meantime. */
  forecast(retention: Retention, asker: string): Promise<Forecast | null>;
  /** Takes out what exceeds the bounds; resolves at the end. */
  sweep(): Promise<SweepRecord>;
  /** Sweeps now, and then every hour. */
  start(): void;
  close(): Promise<void>;
}

const sweepEveryMs = 3_600_000;
const dayMs = 24 * 3_600_000;
/** The share of the file that stays free for new rows. */
const reserve = 0.02;
const keptName = 'retention';
const sweptName = 'retention.last';
const seenName = 'retention.seen';

export function openRetention({ store, kept, clock, dataDir, accounts, onChange, onBug }: RetentionOptions): RetentionRoom {
  let retention = kept.read(keptName, Retention) ?? defaultRetention;
  let last: SweepRecord | null = kept.read(sweptName, SweepSchema) ?? null;
  const stored = createStoredAmounts(store, clock);
  let sweeping: Promise<SweepRecord> | undefined;
  let again = false;
  /** By asker. */
  const forecasts = new Map<string, AbortController>();
  const closing = new AbortController();
  let seen: SeenTime = kept.read(seenName, SeenTime) ?? { at: clock.now(), doubtedMs: 0 };
  let lookedAt = clock.elapsed();
  let aheadMs = 0;

  /** By which time rows are old: the clock's, unless it is far ahead of what was seen of it. */
  function judgedNow(): number {
    const judged = judgeTime(seen, clock.now(), clock.elapsed() - lookedAt);
    lookedAt = clock.elapsed();
    ({ seen, aheadMs } = judged);
    return judged.now;
  }

  async function state(): Promise<RetentionState> {
    const [disk, file] = await Promise.all([diskOf(dataDir), store.do('retention.file')]);
    return { retention, sweeping: sweeping !== undefined, last, disk, file, clockAheadMs: aheadMs };
  }
  const tell = async () => onChange(await state());

  /** What goes by the rules. `isSure`: nothing is too much only by what an earlier count saw, and rows no longer hold. */
  async function cutsNow(wanted: Retention, now: number, isSure: boolean, signal: AbortSignal): Promise<Record<string, Cut>> {
    // why: one that the config file leaves out for a while, or that a start without it doesn't know, is not deleted
    const known = [...accounts(), ...(await store.do('accounts.ids'))];
    const counted = await stored.count(signal);
    const cuts = cutsOf(wanted, counted.accounts, known, now);
    if (counted.isAnew || !isSure || Object.values(cuts).every(({ excess }) => excess === 0)) return cuts;
    stored.forget();
    return cutsOf(wanted, (await stored.count(signal)).accounts, known, now);
  }

  /** Walks through the log once, in short steps. */
  async function walk(wanted: Retention, remove: boolean, signal: AbortSignal): Promise<Record<string, Amount>> {
    const now = judgedNow();
    let gone: Record<string, Amount> = {};
    let cuts = await cutsNow(wanted, now, remove, signal);
    let next: number | null = Object.keys(cuts).length === 0 ? null : 0;
    try {
      while (next !== null && !signal.aborted) {
        await quietMoment(store, clock.elapsed, signal);
        if (signal.aborted) break;
        const step: Walked = await store.do('retention.walk', { after: next, cuts, now, remove });
        gone = joined(gone, step.gone);
        cuts = step.cuts;
        next = step.next;
      }
      return gone;
    } finally {
      if (remove && totalOf(gone).rows > 0) stored.forget();
    }
  }

  /** Walks through the pictures once, in short steps. */
  async function walkPictures({ pictureDays }: Retention, remove: boolean, signal: AbortSignal): Promise<Amount> {
    let gone = nothingStored;
    if (pictureDays === null) return gone;
    const before = judgedNow() - pictureDays * dayMs;
    let after: PicturesWalked['next'] = null;
    do {
      await quietMoment(store, clock.elapsed, signal);
      if (signal.aborted) break;
      const step: PicturesWalked = await store.do('retention.pictures', { after, before, remove });
      gone = addAmounts(gone, step.gone);
      after = step.next;
    } while (after !== null);
    return gone;
  }

  async function sweepOnce(): Promise<SweepRecord> {
    const before = await store.do('retention.file');
    const gone = totalOf(await walk(retention, true, closing.signal));
    const pictures = await walkPictures(retention, true, closing.signal);
    await giveSpaceBack();
    const after = await store.do('retention.file');
    return {
      ...{ at: clock.now(), rows: gone.rows, pictures: pictures.rows, bytes: gone.bytes + pictures.bytes },
      givenBack: Math.max(0, before.bytes - after.bytes),
    };
  }

  async function giveSpaceBack(): Promise<void> {
    const { bytes, reusable, shrinks } = await store.do('retention.file');
    if (!shrinks) return;
    for (let excess = Math.floor(reusable - bytes * reserve); excess > 0; excess -= givenBackAtOnce) {
      await quietMoment(store, clock.elapsed, closing.signal);
      if (closing.signal.aborted) return;
      await store.do('retention.giveBack', { bytes: Math.min(excess, givenBackAtOnce) });
    }
  }

  /** One sweep at a time; bounds that change while one is under way have it followed by another. */
  function sweep(): Promise<SweepRecord> {
    if (sweeping) {
      again = true;
      return sweeping;
    }
    sweeping = (async () => {
      try {
        let record: SweepRecord = { at: clock.now(), rows: 0, pictures: 0, bytes: 0, givenBack: 0 };
        do {
          again = false;
          record = joinedSweeps(record, await sweepOnce());
        } while (again && !closing.signal.aborted);
        last = record;
        if (!closing.signal.aborted) await Promise.all([kept.keep(sweptName, record), kept.keep(seenName, seen)]);
        return record;
      } finally {
        sweeping = undefined;
        if (!closing.signal.aborted) await tell();
      }
    })();
    return sweeping;
  }

  async function everyHour(): Promise<void> {
    while (!closing.signal.aborted) {
      await sweep().catch(onBug);
      await setTimeout(sweepEveryMs, undefined, { ref: false, signal: closing.signal }).catch(() => undefined);
    }
  }

  return {
    get: state,
    async set(wanted) {
      await kept.keep(keptName, wanted);
      retention = wanted;
      void sweep().catch(onBug);
      return state();
    },
    async forecast(wanted, asker) {
      forecasts.get(asker)?.abort();
      const asked = new AbortController();
      forecasts.set(asker, asked);
      try {
        const gone = await walk(wanted, false, asked.signal);
        const pictures = await walkPictures(wanted, false, asked.signal);
        return asked.signal.aborted ? null : { total: totalOf(gone), accounts: gone, pictures };
      } finally {
        if (forecasts.get(asker) === asked) forecasts.delete(asker);
      }
    },
    sweep,
    start: () => void everyHour(),
    async close() {
      closing.abort();
      for (const asked of forecasts.values()) asked.abort();
      await sweeping?.catch(onBug);
    },
  };
}

/** What each account's rule means now; accounts that are kept whole have no cut. */
function cutsOf(retention: Retention, stored: Record<string, Amount>, accounts: string[], now: number): Record<string, Cut> {
  const cuts: Record<string, Cut> = {};
  for (const [account, { bytes }] of Object.entries(stored)) {
    const { days, megabytes } = ruleFor(retention, account, accounts.includes(account));
    if (days === null && megabytes === null) continue;
    cuts[account] = {
      before: days === null ? 0 : now - days * dayMs,
      excess: megabytes === null ? 0 : Math.max(0, bytes - megabytes * 1024 ** 2),
    };
  }
  return cuts;
}

/** A sweep, and another that followed it at once. */
const joinedSweeps = (one: SweepRecord, { at, rows, pictures, bytes, givenBack }: SweepRecord): SweepRecord => ({
  at,
  rows: one.rows + rows,
  pictures: one.pictures + pictures,
  bytes: one.bytes + bytes,
  givenBack: one.givenBack + givenBack,
});

const totalOf = (amounts: Record<string, Amount>) => Object.values(amounts).reduce(addAmounts, nothingStored);
