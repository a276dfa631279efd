import { failure } from '../../shared/failures.ts';
import type { RedactionRule, Trial, TriedMessage, TriedPart } from '../../shared/redaction.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { MessageRecord } from '../store/records.ts';
import { searchText } from '../store/search/search-text.ts';
import { createMatcher } from './matcher.ts';

/** Somebody waits for it, and a flood is not to be feared, in ms. */
const patienceMs = 300;
/** Of a long text only what stands around the matches is shown, in characters. */
const around = 60;

/** What a rule would do to a sample and to stored rows. Nothing is changed. Fails with `redaction/slow`. */
export function tryRule(rule: RedactionRule, sample: string, rows: readonly MessageRecord[]): Result<Trial> {
  const matcher = createMatcher([rule]);
  const concerned = rows.filter(({ direction, account }) => direction !== 'refused' && (rule.account === null || rule.account === account));
  const texts = concerned.map(textOf);
  const found = matcher.find([sample, ...texts], patienceMs);
  if (!found) return err(failure('redaction/slow', { name: rule.name }));
  const [inSample = [], ...inRows] = found;
  const messages = concerned.flatMap(({ id, at, person }, index): TriedMessage[] => {
    const places = inRows[index] ?? [];
    return places.length === 0 ? [] : [{ id, at, person, parts: shortened(partsOf(texts[index] ?? '', places, rule.replacement)) }];
  });
  return ok({ sample: partsOf(sample, inSample, rule.replacement), looked: concerned.length, messages });
}

/** What the row says, without the person that every line begins with. */
function textOf(row: MessageRecord): string {
  if (row.answer !== undefined) return row.answer;
  return row.message?.type === 'text' ? row.message.content : searchText({ ...row, person: '' });
}

/** @param places start and end of each match in turn */
export function partsOf(text: string, places: readonly number[], replacement: string): TriedPart[] {
  const parts: TriedPart[] = [];
  let from = 0;
  for (let index = 0; index + 1 < places.length; index += 2) {
    const [start = 0, end = 0] = places.slice(index, index + 2);
    if (start > from) parts.push({ text: text.slice(from, start) });
    parts.push({ text: text.slice(start, end), becomes: replacement });
    from = end;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

function shortened(parts: TriedPart[]): TriedPart[] {
  return parts.slice(0, 12).map((part) => {
    if (part.becomes !== undefined || part.text.length <= 2 * around) return part;
    return { text: `${part.text.slice(0, around)} … ${part.text.slice(-around)}` };
  });
}
