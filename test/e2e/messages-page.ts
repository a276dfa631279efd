import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from 'playwright';

/** The list side of the Messages page, in Chinese. */
export function messagesOf(page: Page) {
  const rows = page.getByTestId('message-row');
  return {
    rows,
    filter: page.getByRole('combobox', { name: '搜索消息' }),
    options: page.getByRole('listbox', { name: '可以填的' }).getByRole('option'),
    chip: (name: string): Locator => page.getByRole('group', { name: '常用条件' }).getByRole('button', { name, exact: true }),
    cell: (column: string): Locator => rows.locator(`[data-column="${column}"]`),
    scroller: page.getByRole('grid', { name: '消息' }).locator('[role="rowgroup"]').last(),
    saved: page.getByRole('button', { name: '已存筛选' }),
    menuItem: (name: string | RegExp): Locator => page.getByRole('menuitem', { name }),
  };
}

/** From here on, counts the tasks that kept the page from answering for more than 50 ms. */
export const watchLongTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const tasks: number[] = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    Object.assign(window, { longTasks: tasks });
  });

/** How long each of them took, in ms. */
export const longTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks.map((ms) => Math.round(ms)));

/** Scrolls down the list and back up again, a step each frame, as a wheel does. */
export const scrollAbout = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const scroller = [...document.querySelectorAll('[role="grid"] > [role="rowgroup"]')].at(-1);
    for (let step = 0; step < 60; step += 1) {
      await new Promise(requestAnimationFrame);
      scroller?.scrollBy({ top: step < 40 ? 300 : -600 });
    }
  });

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** CPU time in µs. */
  tdur?: number;
  args: { name?: string };
}

/**
 * Records the tasks of the page's main thread by the CPU time that they took themselves, which other programs on the
 * same computer don't lengthen.
 * @returns ends the recording and gives back the times, in ms
 */
export async function recordTasks(app: ElectronApplication, folder: string): Promise<() => Promise<number[]>> {
  await app.evaluate(({ contentTracing }) => contentTracing.startRecording({ included_categories: ['toplevel'] }));
  return async () => {
    const file = join(folder, 'trace.json');
    await app.evaluate(({ contentTracing }, path) => contentTracing.stopRecording(path), file);
    const { traceEvents } = JSON.parse(readFileSync(file, 'utf8')) as { traceEvents: TraceEvent[] };
    const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const named = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
    const pages = new Set(named.map(thread));
    const tasks = traceEvents.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && pages.has(thread(event)));
    return tasks.map(({ tdur = 0 }) => tdur / 1000);
  };
}
