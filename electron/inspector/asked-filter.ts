import { failure } from '../../shared/failures.ts';
import type { Filter } from '../../shared/filter/filter.ts';
import { parseFilter } from '../../shared/filter/parse.ts';
import type { Language } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** A filter's text with the reader's time zone, as calls carry them. */
export interface AskedFilter {
  filter?: string | undefined;
  /** IANA name; the gateway's own where it is absent. */
  zone?: string | undefined;
}

/** The filter of a question that must not be answered with more than was asked for: all of it must be understood. */
export function understoodFilter({ filter = '', zone = ownZone() }: AskedFilter, now: number, language: Language): Result<Filter> {
  const { filter: parsed, problems } = parseFilter(filter, { now, zone });
  const [first] = problems;
  return first ? err(failure('filter/not-understood', { reason: first.message[language] }, language)) : ok(parsed);
}

/** The time zone of the computer that the gateway runs on. */
export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
