import { type Amount, addAmounts, nothingStored } from '../../shared/retention.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { createTurns } from '../turns.ts';
import { quietMoment } from './slow-work.ts';

/** What each account has stored: bounds in megabytes are measured by it. */
export interface StoredAmounts {
  /**
   * Counts what is new since the last time, one asker after the other: two that went on from the same place would both add
   * what follows. Where `signal` aborts, what was counted so far.
   */
  count(signal: AbortSignal): Promise<CountedAmounts>;
  /** Rows have gone: the next count begins anew. */
  forget(): void;
}

export interface CountedAmounts {
  accounts: Record<string, Amount>;
  /** Every row was counted by this very call: none of it can have changed since an earlier one. */
  isAnew: boolean;
}

/** What was counted is counted again from the beginning after so long, because rows grow while they are worked on. */
const countAgainMs = 24 * 3_600_000;

interface Counted {
  /** When its count began, Unix time in ms. */
  at: number;
  /** The id of the last row in it. */
  upto: number;
  accounts: Record<string, Amount>;
}

export function createStoredAmounts(store: Store, clock: Clock): StoredAmounts {
  const inTurn = createTurns();
  let counted: Counted | undefined;

  async function count(signal: AbortSignal): Promise<CountedAmounts> {
    if (counted && clock.now() - counted.at > countAgainMs) counted = undefined;
    const isAnew = counted === undefined;
    for (let isWhole = false; !isWhole && !signal.aborted; ) {
      await quietMoment(store, clock.elapsed, signal);
      counted ??= { at: clock.now(), upto: 0, accounts: {} };
      const before: Counted = counted;
      const part = await store.do('retention.measure', { after: before.upto });
      // why: what was forgotten meanwhile holds rows that have gone
      if (counted !== before) continue;
      counted = { at: before.at, upto: part.upto, accounts: joined(before.accounts, part.accounts) };
      isWhole = part.next === null;
    }
    return { accounts: counted?.accounts ?? {}, isAnew };
  }

  return {
    count: (signal) => inTurn(() => count(signal)),
    forget() {
      counted = undefined;
    },
  };
}

/** Both together, account by account. */
export function joined(one: Record<string, Amount>, other: Record<string, Amount>): Record<string, Amount> {
  const all: Record<string, Amount> = Object.assign(Object.create(null), one);
  for (const [account, amount] of Object.entries(other)) all[account] = addAmounts(all[account] ?? nothingStored, amount);
  return all;
}
