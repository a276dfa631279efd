import { type FieldName, knownCalled, ruleOf } from './fields.ts';
import type { Value } from './filter.ts';
import type { KnownValue } from './known-values.ts';
import { type Problem, problem } from './problems.ts';
import type { ScannedValue } from './scan.ts';
import { soughtTokens } from './text-tokens.ts';
import { type ReaderClock, readDuration, readMoment } from './time-values.ts';

/** Reads one value of a field: what it means, or what is wrong with it. */
export function readValue(field: FieldName, value: ScannedValue, clock: ReaderClock): { value: Value } | { problem: Problem } {
  const rule = ruleOf(field);
  const { text } = value;
  switch (rule.kind) {
    case 'word':
      return { value: readWord(value, rule.known ?? []) };
    case 'choice':
    case 'property': {
      const meant = knownCalled(rule.known, text);
      return meant.length > 0 ? { value: isOneOf(text, meant) } : wrong('unknown-value', namesOf(rule.known));
    }
    case 'number': {
      const range = readRange(text, rule.units);
      return range ? { value: { kind: 'range', text, ...range } } : wrong('not-a-number', rule.example);
    }
    case 'time': {
      const ms = readDuration(text);
      if (ms !== undefined) return { value: { kind: 'ago', text, ms } };
      const at = readMoment(text, rule.side, clock);
      return at === undefined ? wrong('not-a-time', rule.example) : { value: { kind: 'moment', text, at } };
    }
    case 'text': {
      const tokens = soughtTokens(text);
      return tokens.length > 0 ? { value: { kind: 'holds', text, tokens } } : wrong('nothing-to-search', rule.example);
    }
  }

  function wrong(code: 'unknown-value' | 'not-a-number' | 'not-a-time' | 'nothing-to-search', expected: string) {
    return { problem: problem(code, value, { name: field, value: text, expected }) };
  }
}

function readWord({ text, quoted }: ScannedValue, known: readonly KnownValue[]): Value {
  if (!quoted && text.length > 1 && text.endsWith('*')) return { kind: 'starts', text, start: text.slice(0, -1) };
  const meant = quoted ? [] : knownCalled(known, text);
  return meant.length > 0 ? isOneOf(text, meant) : { kind: 'is', text, equals: [text] };
}

/** Where one value is meant, it is written by its own name; a name that means several stays as it is. */
function isOneOf(text: string, meant: KnownValue[]): Value {
  const equals = meant.map(({ value }) => value);
  return { kind: 'is', text: equals.length === 1 ? (equals[0] ?? text) : text, equals };
}

const namesOf = (known: readonly KnownValue[]) => known.map(({ value }) => value).join(' ');

const amount = '(\\d{1,15}(?:\\.\\d{1,6})?)(\\p{L}*)';
const comparison = new RegExp(`^(>=|<=|>|<|=)?\\s*${amount}$`, 'u');
const span = new RegExp(`^(?:${amount})?\\.\\.(?:${amount})?$`, 'u');

type Bounds = { min?: number; minOpen?: boolean; max?: number; maxOpen?: boolean };

/** Bounds of `>2000`, `<=2s`, `100..500`, `100..`; a number alone means everything up to the next whole one. */
function readRange(text: string, units: Record<string, number>): Bounds | undefined {
  const folded = text.normalize('NFKC').replace('≥', '>=').replace('≤', '<=').trim().toLowerCase();
  const size = (count: string, unit: string) => (Object.hasOwn(units, unit) ? Number(count) * (units[unit] ?? 1) : undefined);

  const [spanned, fromCount, fromUnit = '', toCount, toUnit = ''] = span.exec(folded) ?? [];
  if (spanned !== undefined) {
    const min = fromCount === undefined ? undefined : size(fromCount, fromUnit || toUnit);
    const max = toCount === undefined ? undefined : size(toCount, toUnit || fromUnit);
    const misread = (fromCount !== undefined && min === undefined) || (toCount !== undefined && max === undefined);
    if (misread || (min === undefined && max === undefined)) return undefined;
    return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  }
  const [compared, sign = '=', count = '', unit = ''] = comparison.exec(folded) ?? [];
  const at = compared === undefined ? undefined : size(count, unit);
  if (at === undefined) return undefined;
  if (sign === '>') return { min: at, minOpen: true };
  if (sign === '>=') return { min: at };
  if (sign === '<') return { max: at, maxOpen: true };
  if (sign === '<=') return { max: at };
  return { min: at, max: at + (units[unit] ?? 1), maxOpen: true };
}
