import type { StoreApi } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import { limits } from '../../shared/limits.ts';
import type { MessageItem } from '../../shared/message-log.ts';
import { type Log, makeRoom, refill, type Stretch, withVersions } from './message-pages.ts';
import { compareIds } from './message-rows.ts';
import { rowList } from './message-window.ts';
import { createQuestions } from './questions.ts';

interface Options {
  bridge: Pick<WeiguanBridge, 'call'>;
  store: StoreApi<Log & { reach: number | null; cursor: string | null }>;
  filtered(): { filter?: string; zone?: string };
  /** How often the log has started afresh. */
  starts(): number;
}

/** So many rows around those on the screen are loaded too. */
const around = 100;
/** Rows that may have come to meet the filter since a stretch was loaded first. */
const spare = 20;

/** Loads the rows again that had made room, where somebody looks, and lets others make room. */
export function createGaps({ bridge, store, filtered, starts }: Options) {
  const questions = createQuestions<MessageItem>();
  let seen = { first: 0, last: 0 };
  let filling = false;

  /** Loads what is missing around the place where somebody looks, one stretch after the other. */
  async function fill(): Promise<void> {
    if (filling) return;
    filling = true;
    for (;;) {
      const missing = rowList(store.getState())
        .stretchesIn(seen.first - around, seen.last + around)
        .find(({ stretch }) => stretch.items === null);
      if (!missing || !(await bring(missing))) break;
    }
    filling = false;
    const log = store.getState();
    const roomy = makeRoom(log, seen.first);
    if (roomy !== log) store.setState({ stretches: roomy.stretches });
  }

  async function bring({ stretch, before }: { stretch: Stretch; before: string | undefined }): Promise<boolean> {
    const start = starts();
    const found: MessageItem[] = [];
    const newer: MessageItem[] = [];
    let from: string | null = before ?? null;
    do {
      const limit = Math.min(limits.messagesPerPage, Math.max(1, stretch.count - found.length) + spare);
      const asked = { limit, ...(from !== null && { before: from }), ...filtered() };
      const answered = await questions.ask(bridge.call('messages.page', asked));
      if (start !== starts()) return true;
      if (!answered?.answer.ok) return false;
      newer.push(...answered.since);
      found.push(...answered.answer.value.items.filter(({ id }) => compareIds(id, stretch.low) >= 0));
      from = answered.answer.value.next;
    } while (from !== null && compareIds(from, stretch.low) > 0);
    store.setState((log) => refill(log, stretch.low, withVersions(found, newer)));
    arrive();
    return true;
  }

  /** Sets the cursor where it was on its way to a row that wasn't there yet. */
  function arrive(): void {
    const { reach } = store.getState();
    const row = reach === null ? undefined : rowList(store.getState()).at(reach);
    if (row) store.setState({ cursor: row.id, reach: null });
  }

  return {
    look(first: number, last: number): void {
      seen = { first, last };
      void fill();
    },
    seen: () => seen,
    fill: () => void fill(),
    note: (rows: MessageItem[]) => questions.note(...rows),
  };
}
