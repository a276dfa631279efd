import type { Failure, Result } from '../../../shared/result.ts';
import { persist, persistPausesMs } from '../../store/persist.ts';
import type { Store } from '../../store/store.ts';
import type { DueNotice, NoticeMessageRow } from '../../store/tables/notices.ts';
import type { Timing } from '../../timing.ts';
import type { NoticeMessage } from './notice-message.ts';
import type { NoticeWay } from './obstacle.ts';

export interface CourierOptions {
  store: Pick<Store, 'do'>;
  timing: Pick<Timing, 'now' | 'elapsed' | 'after'>;
  /** Whether much more is likely to be told within seconds. */
  isStorm(): boolean;
  /** How many failing monitors nobody can call down yet. */
  undecided(): number;
  /** Whether it is still to be told, for much may have changed while it waited. */
  isOfUse(notice: DueNotice): boolean;
  /** What these notices of one person, at least one, say as things are now; in messages that fit. */
  compose(notices: readonly DueNotice[]): (way: NoticeWay) => readonly NoticeMessage[];
  /** How this person can be told, or why they can't be now. */
  obstacle(account: string, person: string): Promise<Result<NoticeWay>>;
  /** Rows of the log that are new, and in the outbox. */
  onQueued(ids: string[]): void;
  onTold(notices: readonly DueNotice[]): void;
  onDropped(notices: readonly DueNotice[]): void;
  onUnsendable(notices: readonly DueNotice[], reason: Failure): void;
  onBug(error: unknown): void;
}

/**
 * Puts what people are to be told into messages: at once where it is little, together where it is much, so that no storm
 * meets the platform's limits.
 */
export interface Courier {
  /** Tells these in their order; one that it has already takes the place of its earlier self. */
  take(notices: readonly DueNotice[]): void;
  /** How many wait, or are being written. */
  waiting(): number;
  close(): Promise<void>;
}

/** Notices that come within so many ms of the first are told together. */
const togetherMs = 1_000;
/** A storm is told when it has been still for so long, and at the latest after so long, in ms. */
const stillMs = 3_000;
const stormMs = 60_000;
/** So many notices at once are a storm by themselves. */
const stormSize = 5;
/** After so many messages within a minute one goes every so many ms: WeCom drops what exceeds 30 a minute (protocol reference, 3.3). */
const briskly = 6;
const slowMs = 15_000;
/** While some wait, the courier looks again at least so often, in ms: the clock may have been set. */
const lookMs = 30_000;

interface Inbox {
  account: string;
  person: string;
  notices: { notice: DueNotice; came: number }[];
  /** When messages were put into the outbox within the last minute (ms of `elapsed()`). */
  told: number[];
}

export function createCourier(options: CourierOptions): Courier {
  const { store, timing, onBug } = options;
  const inboxes = new Map<string, Inbox>();
  const writing = new Map<Inbox, Promise<void>>();
  let callOff = () => {};
  let closed = false;

  /** When (elapsed) the ripe notices of a person are told; undefined where none is ripe. */
  function tellAt({ notices, told }: Inbox): number | undefined {
    const ripe = notices.filter(({ notice }) => notice.dueAt <= timing.now());
    const [first] = ripe;
    if (!first) return undefined;
    const last = ripe.at(-1) ?? first;
    const recent = told.filter((at) => at > timing.elapsed() - 60_000);
    const earliest = recent.length >= briskly ? (recent.at(-1) ?? 0) + slowMs : 0;
    const isStorm = options.isStorm() || ripe.length >= stormSize;
    if (!isStorm) return Math.max(first.came + togetherMs, earliest);
    const isStill = options.undecided() === 0;
    return Math.max(Math.min(isStill ? last.came + stillMs : Number.POSITIVE_INFINITY, first.came + stormMs), earliest);
  }

  function look(): void {
    callOff();
    if (closed) return;
    let next = Number.POSITIVE_INFINITY;
    for (const [key, inbox] of inboxes) {
      if (writing.has(inbox)) continue;
      if (inbox.notices.length === 0) {
        if (inbox.told.every((at) => at < timing.elapsed() - 60_000)) inboxes.delete(key);
        continue;
      }
      const at = tellAt(inbox);
      if (at !== undefined && at <= timing.elapsed()) tell(inbox);
      else next = Math.min(next, at ?? ripensAt(inbox), timing.elapsed() + lookMs);
      // What waits for others to be decided is looked at each second.
      if (at === undefined || at > timing.elapsed() + 1000) next = Math.min(next, timing.elapsed() + (at === undefined ? lookMs : 1000));
    }
    if (next < Number.POSITIVE_INFINITY) callOff = timing.after(Math.max(1, next - timing.elapsed()), look);
  }

  const ripensAt = ({ notices }: Inbox) => timing.elapsed() + Math.min(...notices.map(({ notice }) => notice.dueAt - timing.now()));

  function tell(inbox: Inbox): void {
    const ripe = new Set(inbox.notices.filter(({ notice }) => notice.dueAt <= timing.now()));
    const work = write(
      inbox,
      [...ripe].map(({ notice }) => notice),
    )
      .then(() => {
        // Not what was taken anew meanwhile: of a notice that was dropped there may be a later self.
        inbox.notices = inbox.notices.filter((entry) => !ripe.has(entry));
      })
      .catch((error: unknown) => {
        onBug(error);
        // What nobody was told is tried again, after a pause.
        for (const entry of ripe) entry.came = timing.elapsed() + lookMs;
      })
      .finally(() => {
        writing.delete(inbox);
        look();
      });
    writing.set(inbox, work);
  }

  async function write(inbox: Inbox, ripe: readonly DueNotice[]): Promise<void> {
    const { account, person } = inbox;
    const notices = ripe.filter(options.isOfUse);
    const useless = ripe.filter((notice) => !notices.includes(notice));
    if (useless.length > 0) await close(useless, 'dropped');
    options.onDropped(useless);
    const [first] = notices;
    if (!first) return;
    const compose = options.compose(notices);
    const may = await options.obstacle(account, person);
    if (!may.ok) {
      await close(notices, 'unsendable', may.error);
      return options.onUnsendable(notices, may.error);
    }
    // The key follows from the notices: what was written before a crash is not written again after it.
    const messages: NoticeMessageRow[] = compose(may.value).map((message, part) => ({ key: `notice ${first.id} ${part}`, ...message }));
    const asked = { ids: notices.map(({ id }) => id), account, person, at: timing.now(), messages };
    const { messageIds } = await keep(() => store.do('notices.queue', asked));
    inbox.told = [...inbox.told.filter((at) => at > timing.elapsed() - 60_000), ...messages.map(() => timing.elapsed())];
    options.onTold(notices);
    options.onQueued(messageIds);
  }

  const keep = <T>(work: () => Promise<T>) => persist(work, persistPausesMs, onBug);
  async function close(notices: readonly DueNotice[], state: 'dropped' | 'unsendable', failure?: Failure): Promise<void> {
    await keep(() => store.do('notices.close', { ids: notices.map(({ id }) => id), state, failure }));
  }

  return {
    take(notices) {
      for (const notice of notices) {
        const key = `${notice.account} ${notice.person}`;
        const inbox = inboxes.get(key) ?? { account: notice.account, person: notice.person, notices: [], told: [] };
        inboxes.set(key, inbox);
        inbox.notices = inbox.notices.filter((entry) => entry.notice.id !== notice.id);
        inbox.notices.push({ notice, came: timing.elapsed() });
      }
      if (notices.length > 0) look();
    },
    waiting: () => [...inboxes.values()].reduce((count, { notices }) => count + notices.length, 0),
    async close() {
      closed = true;
      callOff();
      await Promise.all(writing.values());
    },
  };
}
