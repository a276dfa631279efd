import type { Run, RunOrigin, RunState } from '../../shared/run.ts';

/** What of the history is shown. */
export interface RunFilter {
  text: string;
  origin: RunOrigin | 'all';
  state: RunState | 'all';
}

/**
 * The list with runs that are new or have changed: each once, newest first, and only where it meets the filter.
 * @param hasMore whether older runs follow; then one that is older than the last stays out, for its neighbours are not known
 */
export function listedRuns(list: Run[], changed: Run[], filter: RunFilter, hasMore: boolean): Run[] {
  return changed.reduce((before, run) => placed(before, run, filter, hasMore), list);
}

function placed(list: Run[], run: Run, filter: RunFilter, hasMore: boolean): Run[] {
  const others = list.filter(({ id }) => id !== run.id);
  if (!meets(run, filter)) return others;
  const index = others.findIndex(({ at }) => at <= run.at);
  if (index >= 0) return [...others.slice(0, index), run, ...others.slice(index)];
  return hasMore && others.length === list.length ? others : [...others, run];
}

function meets(run: Run, { text, origin, state }: RunFilter): boolean {
  const wanted = text.toLowerCase();
  const texts = [run.line, run.person ?? '', run.answer ?? '', ...run.targets];
  return (
    (origin === 'all' || run.origin === origin) &&
    (state === 'all' || run.state === state) &&
    (wanted === '' || texts.some((part) => part.toLowerCase().includes(wanted)))
  );
}

/** A record with an entry put last; of too many the oldest go. */
export function withNewest<T>(record: Record<string, T>, key: string, value: T, most: number): Record<string, T> {
  const { [key]: _, ...others } = record;
  const kept = Object.entries(others).slice(-(most - 1));
  return { ...Object.fromEntries(kept), [key]: value };
}
