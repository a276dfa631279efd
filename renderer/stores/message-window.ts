import type { MessageItem } from '../../shared/message-log.ts';
import type { Log, Stretch } from './message-pages.ts';
import { compareIds, firstWhere, placeOf } from './message-rows.ts';

/** The known rows by their place in the list, the newest at 0. */
export interface RowList {
  count: number;
  /** Undefined where the row has made room for others, or there is none. */
  at(index: number): MessageItem | undefined;
  /** The place of a row; -1 where it isn't known, or has made room. */
  indexOf(id: string): number;
  /** The stretches that touch rows from `first` to `last`, with the id before which each one's rows stand. */
  stretchesIn(first: number, last: number): { stretch: Stretch; before: string | undefined }[];
}

/** Makes the rows of a log countable, without copying any. */
export function rowList({ stretches }: Pick<Log, 'stretches'>): RowList {
  const starts: number[] = [];
  let count = 0;
  for (const stretch of stretches) {
    starts.push(count);
    count += stretch.count;
  }
  const holding = (index: number) => firstWhere(starts, (start) => start > index) - 1;
  return {
    count,
    at(index) {
      const place = holding(index);
      return stretches[place]?.items?.[index - (starts[place] ?? 0)];
    },
    indexOf(id) {
      const place = firstWhere(stretches, ({ low }) => compareIds(low, id) <= 0);
      const items = stretches[place]?.items;
      const within = items ? placeOf(items, id) : -1;
      return items?.[within]?.id === id ? (starts[place] ?? 0) + within : -1;
    },
    stretchesIn(first, last) {
      const found: { stretch: Stretch; before: string | undefined }[] = [];
      for (let place = Math.max(0, holding(first)); place < stretches.length && (starts[place] ?? 0) <= last; place += 1) {
        const stretch = stretches[place];
        if (stretch) found.push({ stretch, before: stretches[place - 1]?.low });
      }
      return found;
    },
  };
}
