import type { Localized } from '../language.ts';
import { type FieldName, fieldCalled, fieldNames, ruleOf, type Vocabulary } from './fields.ts';
import type { KnownValue } from './known-values.ts';
import type { Range } from './problems.ts';

/** Something that may be written where the cursor stands. */
export interface Suggestion {
  /** What takes the place of `range`. */
  insert: string;
  range: Range;
  /** How it is shown: the text to write. */
  label: string;
  /** What it means. */
  description: Localized;
}

const most = 20;
const closing: Record<string, string> = { '"': '"', '“': '”', '「': '」' };

/** What may be written at `cursor` in a filter's text, the likeliest first: names of fields, or a field's values. */
export function complete(text: string, cursor: number, vocabulary: Vocabulary): Suggestion[] {
  const from = wordStart(text, cursor);
  const word = text.slice(from, cursor);
  const [, name, list] = /^[-－]?([\p{L}\p{N}_]+)[:：](.*)$/su.exec(word) ?? [];
  const field = name === undefined ? undefined : fieldCalled(name);
  if (field === undefined || list === undefined) {
    const sign = /^[-－]/.test(word) ? 1 : 0;
    return fieldSuggestions(word.slice(sign), { from: from + sign, to: cursor });
  }
  const valueStart = cursor - (list.length - lastComma(list) - 1);
  return valueSuggestions(field, text.slice(valueStart, cursor), { from: valueStart, to: cursor }, vocabulary);
}

/** Where the term that the cursor is in begins: behind the last space outside of quotes. */
function wordStart(text: string, cursor: number): number {
  let start = 0;
  let close: string | undefined;
  for (let position = 0; position < cursor; position++) {
    const character = text[position] ?? '';
    if (close !== undefined) {
      if (character === '\\') position++;
      else if (character === close) close = undefined;
    } else if (/\s/u.test(character)) start = position + 1;
    else close = closing[character];
  }
  return start;
}

const lastComma = (list: string) => Math.max(list.lastIndexOf(','), list.lastIndexOf('，'), list.lastIndexOf('、'));

/** A field is offered under the name that was begun: its own, or an alias in the reader's script. */
function fieldSuggestions(begun: string, range: Range): Suggestion[] {
  const wanted = begun.toLowerCase();
  return fieldNames.flatMap((field) => {
    const rule = ruleOf(field);
    const name = [field, ...rule.aliases].find((candidate) => candidate.toLowerCase().startsWith(wanted));
    return name === undefined ? [] : [{ insert: `${name}:`, range, label: `${name}:${rule.example}`, description: rule.about }];
  });
}

function valueSuggestions(field: FieldName, begun: string, range: Range, vocabulary: Vocabulary): Suggestion[] {
  const wanted = begun.replace(/^["“「]/, '').toLowerCase();
  return candidatesOf(field, vocabulary)
    .filter(({ value, name, aliases = [] }) =>
      [value, ...Object.values(name), ...aliases].some((word) => word.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => Number(startsWith(b, wanted)) - Number(startsWith(a, wanted)))
    .slice(0, most)
    .map(({ value, name }) => ({ insert: written(value), range, label: value, description: name }));
}

const startsWith = ({ value }: KnownValue, wanted: string) => value.toLowerCase().startsWith(wanted);

function candidatesOf(field: FieldName, vocabulary: Vocabulary): readonly KnownValue[] {
  const rule = ruleOf(field);
  if ('known' in rule && rule.known) return rule.known;
  if ('listed' in rule && rule.listed) return vocabulary[rule.listed].map((value) => ({ value, name: rule.name }));
  if (rule.kind === 'time') return times;
  return rule.kind === 'number' ? [{ value: rule.example, name: rule.about }] : [];
}

const times: readonly KnownValue[] = [
  { value: '5m', name: { 'zh-CN': '5 分钟前', en: '5 minutes ago' } },
  { value: '1h', name: { 'zh-CN': '1 小时前', en: '1 hour ago' } },
  { value: '1d', name: { 'zh-CN': '1 天前', en: '1 day ago' } },
  { value: '7d', name: { 'zh-CN': '7 天前', en: '7 days ago' } },
  { value: 'today', name: { 'zh-CN': '今天', en: 'Today' } },
  { value: 'yesterday', name: { 'zh-CN': '昨天', en: 'Yesterday' } },
];

/** In quotes where it would not be read as one value. */
const written = (value: string) => (/[\s"“”「」＂,，、]|\*$/u.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value);
