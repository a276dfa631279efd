import { ruleOf } from '../../shared/filter/fields.ts';
import { everything, type Filter } from '../../shared/filter/filter.ts';
import { matches } from '../../shared/filter/matches.ts';
import { type ParsedFilter, parseFilter } from '../../shared/filter/parse.ts';
import type { ReaderClock } from '../../shared/filter/time-values.ts';
import type { MessageItem } from '../../shared/message-log.ts';

/** A filter as the gateway gets it, and as live rows are matched. */
export interface AppliedFilter extends Pick<ParsedFilter, 'filter'> {
  text: string;
}

export const noFilter: AppliedFilter = { text: '', filter: everything };

/** Whether a filter lets other rows through as time goes on. */
export const isTimed = ({ terms }: Filter): boolean => terms.some(({ field }) => ruleOf(field).kind === 'time');

/** Which rows pass by now: `since:today` means another day after midnight. */
export function passingNow({ text, filter }: AppliedFilter, clock: ReaderClock): (row: MessageItem) => boolean {
  const now = isTimed(filter) ? parseFilter(text, clock).filter : filter;
  return now.terms.length === 0 ? () => true : (row) => matches(now, row, clock.now);
}
