import type { ElectronApplication, Page } from 'playwright';
import type { LoadResult } from '../bench/load/generator.ts';
import { longTasks, recordTasks, watchLongTasks } from './messages-page.ts';

/** What the page notes while messages stream in. */
interface Notes {
  /** When the page learned of each row first, in ms; by its id. */
  rows: Map<string, number>;
  deliveries: number;
  frames: number;
  dropped: number;
}

type NotingWindow = Window & { notes: Notes };

/** A recording of one stream. */
export interface StreamRecording {
  /** From here on, notes what arrives in the page, and what keeps it from painting. */
  begin(): Promise<void>;
  /** How many new rows the page has been told of so far. */
  arrived(): Promise<number>;
  /** Ends it and says what was measured, in one line. */
  tell(title: string, sent: LoadResult): Promise<string>;
}

/** Makes ready to measure how a stream reaches the page. */
export async function recordStream(app: ElectronApplication, page: Page, folder: string): Promise<StreamRecording> {
  const recorded = await recordTasks(app, folder);
  let started = 0;
  return {
    async begin() {
      await watchLongTasks(page);
      started = await page.evaluate(watch);
    },
    arrived: () => page.evaluate(() => (window as unknown as NotingWindow).notes.rows.size),
    async tell(title, sent) {
      const tasks = await longTasks(page);
      const notes = await page.evaluate(() => {
        const { rows, ...counts } = (window as unknown as NotingWindow).notes;
        return { ...counts, rows: rows.size, last: Math.max(...rows.values()) };
      });
      const seconds = (notes.last - started) / 1000;
      const cpu = (await recorded()).filter((ms) => ms > 50).map(Math.round);
      return [
        `${title}: ${perSecond(sent.answered, sent.seconds)} messages/s into the store for ${sent.seconds.toFixed(1)} s`,
        ` (answered in ${Math.round(sent.p50Ms)} ms, p99 ${Math.round(sent.p99Ms)} ms)`,
        `, ${perSecond(notes.rows, seconds)}/s into the window in ${notes.deliveries} batches`,
        `; ${notes.frames} frames, ${notes.dropped} dropped`,
        `; ${tasks.length} long tasks${listed(tasks)}, ${cpu.length} of more than 50 ms of CPU time${listed(cpu)}\n`,
      ].join('');
    },
  };
}

const listedAtMost = 12;
const perSecond = (count: number, seconds: number) => Math.round(count / seconds).toLocaleString('en');
/** The longest ones. */
const listed = (ms: number[]) => {
  const longest = ms.toSorted((one, other) => other - one).slice(0, listedAtMost);
  return ms.length > 0 ? ` (${longest.join(', ')}${ms.length > listedAtMost ? ' …' : ''} ms)` : '';
};

/** Runs in the page; gives back the time there, in ms. */
function watch(): number {
  const notes: Notes = { rows: new Map(), deliveries: 0, frames: 0, dropped: 0 };
  Object.assign(window, { notes });
  window.weiguan.on('messages.changed', (rows) => {
    notes.deliveries += 1;
    for (const { id } of rows) if (!notes.rows.has(id)) notes.rows.set(id, performance.now());
  });
  let before = performance.now();
  const frame = (now: number) => {
    notes.frames += 1;
    notes.dropped += Math.max(0, Math.round(((now - before) * 60) / 1000) - 1);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return before;
}
