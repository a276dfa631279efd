import type { Account } from '../../shared/account.ts';
import type { Timing } from '../timing.ts';
import { KeptUsage, keepUsage, recallUsage } from './kept-usage.ts';
import { counterOf } from './limits.ts';
import { recount, type Sending } from './recount.ts';
import { createUsage, type Usage } from './usage.ts';

export interface UsageBookOptions {
  accounts(): Account[];
  /** What was written before the restart. */
  kept: Record<string, unknown>;
  /** What was sent since (`uncountedSince`), by the log. */
  sent: readonly Sending[];
  /** On disk when it resolves. */
  keep(usage: Record<string, unknown>): Promise<void>;
  timing: Timing;
  onBug(error: unknown): void;
}

/** What all accounts have used of their limits, over clients and restarts. */
export interface UsageBook {
  of(account: Account): Usage;
  /** To be called when accounts were changed: other limits count at once, and deleted accounts are forgotten. */
  refresh(): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/** What was counted is on disk so long after it, in ms: a program that is killed forgets no more than that, and no message. */
const writeAfterMs = 1000;

export function createUsageBook({ accounts, kept, sent, keep, timing, onBug }: UsageBookOptions): UsageBook {
  const usages = new Map<string, Usage>();
  const ids = new Set(accounts().map(({ id }) => id));
  /** Of accounts of a config file that this start was not given: the next one may be. */
  const absent = Object.entries(kept).filter(([id]) => !ids.has(id));
  let callOff: (() => void) | undefined;

  for (const account of accounts()) {
    const written = KeptUsage.safeParse(kept[account.id]);
    if (written.success) recallUsage(of(account), written.data, timing, (key) => counterOf(account, key));
    recount(of(account), account, sent, timing);
  }
  // What was recalled is written already.
  stopWaiting();

  function of(account: Account): Usage {
    const known = usages.get(account.id);
    if (known) return known;
    const usage: Usage = createUsage(timing, () => {
      // Of a client that is still closing while its account is gone nothing is kept.
      if (usages.get(account.id) === usage) writeSoon();
    });
    usages.set(account.id, usage);
    return usage;
  }

  function writeSoon(): void {
    callOff ??= timing.after(writeAfterMs, () => void write());
  }

  function stopWaiting(): void {
    callOff?.();
    callOff = undefined;
  }

  async function write(): Promise<void> {
    stopWaiting();
    // The sandbox's platform is a new one after a restart, and holds nothing against anybody.
    const lasting = accounts().filter(({ origin }) => origin !== 'sandbox');
    const written = lasting.flatMap(({ id }) => {
      const usage = usages.get(id);
      const document = usage && keepUsage(usage, timing);
      return document ? [[id, document] as const] : [];
    });
    await keep(Object.fromEntries([...absent, ...written])).catch(onBug);
  }

  return {
    of,
    refresh() {
      const present = new Map(accounts().map((account) => [account.id, account]));
      for (const [id, usage] of usages) {
        const account = present.get(id);
        if (account) usage.relimit((key) => counterOf(account, key));
        else if (usages.delete(id)) writeSoon();
      }
    },
    async close() {
      if (callOff) await write();
    },
  };
}
