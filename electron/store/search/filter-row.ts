import type { FilterRow } from '../../../shared/filter/filter.ts';
import type { MessageRecord } from '../records.ts';
import { searchText } from './search-text.ts';

/** What a filter looks at of a row of the store. */
export function toFilterRow(record: MessageRecord): FilterRow {
  const { id, direction, account, at, type, event, person, state, command, ms, hasAnswer, failure } = record;
  return {
    ...{ id, direction, account, at, type, person, state, hasAnswer: hasAnswer === true, hasFailure: failure !== undefined },
    ...(event !== undefined && { event }),
    ...(command !== undefined && { command }),
    ...(ms !== undefined && { ms }),
    searchText: searchText(record),
  };
}
