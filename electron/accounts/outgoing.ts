import type { Candidate } from '../callback/accounts.ts';
import type { Clock } from '../clock.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import { endOutgoing, keepOutgoing, outgoingMs } from './account-secrets.ts';
import type { HeldAccount } from './held-account.ts';

/** Old credentials in use are renewed when less than this is left, in ms. */
const renewMs = 5 * 60_000;
/** So long after a change, in ms, redeliveries may come signed with the old ones, whatever WeChat uses by now. */
const redeliveredMs = 60_000;

export interface OutgoingOptions {
  secrets: Secrets;
  clock: Pick<Clock, 'now'>;
  /** What could not be kept is to be tried again. */
  retryLater(): void;
  onBug(error: unknown): void;
}

/** Follows whether WeChat still signs with credentials that were replaced: they stay good as long as it does. */
export interface OutgoingUse {
  /** Notes which ones a message was opened with. Tells whether that is news, for it is asked with every message. */
  note(account: HeldAccount, age: Exclude<Candidate['age'], 'pending'>): boolean;
  /** Whether it is not on disk yet that they are over, while that still matters. */
  isLeft(account: HeldAccount): boolean;
  /** Writes down what was noted. To be called in a turn. */
  keep(account: HeldAccount): Promise<void>;
}

export function followOutgoing({ secrets, clock, retryLater, onBug }: OutgoingOptions): OutgoingUse {
  const isLeft = ({ outgoing }: HeldAccount) => outgoing?.isOver === 'noted' && outgoing.until > clock.now();
  const isToRenew = ({ outgoing }: HeldAccount) => outgoing?.isInUse === true && outgoing.until - clock.now() <= renewMs;

  return {
    note(account, age) {
      const { outgoing } = account;
      if (!outgoing || outgoing.isOver) return false;
      if (age === 'present') {
        outgoing.isOver = 'noted';
        return true;
      }
      if (outgoing.until - clock.now() > outgoingMs - redeliveredMs) return false;
      const isFirst = !outgoing.isInUse;
      outgoing.isInUse = true;
      return isFirst || isToRenew(account);
    },
    isLeft,
    async keep(account) {
      const isOver = isLeft(account);
      if (!isOver && !isToRenew(account)) return;
      const opened = await secrets();
      const kept = opened.ok ? await (isOver ? endOutgoing : keepOutgoing)(opened.value, account) : opened;
      if (kept.ok) return;
      onBug(new Error(`${kept.error.code} while credentials of ${account.account.id} were kept`));
      // Old ones that are in use are renewed with the next message.
      if (isOver) retryLater();
    },
  };
}
