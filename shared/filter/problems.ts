import { fill, type Localized } from '../language.ts';

/** A place in a filter's text: from and up to without, in characters (UTF-16). */
export interface Range {
  from: number;
  to: number;
}

/** Something in a filter that was not understood, and what would be right. The rest of the filter counts all the same. */
export interface Problem extends Range {
  code: ProblemCode;
  message: Localized;
  hint: Localized;
}

export type ProblemCode = keyof typeof texts;

const text = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });

const texts = {
  'unknown-field': {
    message: text('没有“{name}”这个字段，已按文字搜索', 'There is no field "{name}"; it is searched as text'),
    hint: text('可用的字段：{expected}', 'Fields: {expected}'),
  },
  'missing-value': {
    message: text('“{name}”后面还没有值', 'Nothing stands behind "{name}"'),
    hint: text('例如 {name}:{expected}', 'For example {name}:{expected}'),
  },
  'unknown-value': {
    message: text('“{name}”没有“{value}”这个值', '"{name}" has no value "{value}"'),
    hint: text('可用的值：{expected}', 'Values: {expected}'),
  },
  'not-a-number': {
    message: text('“{value}”不是数', '"{value}" is no number'),
    hint: text('例如 {name}:{expected}、{name}:100..500', 'For example {name}:{expected} or {name}:100..500'),
  },
  'not-a-time': {
    message: text('“{value}”不是时间', '"{value}" is no time'),
    hint: text(
      '例如 30s、5m、1h、2d、2026-11-21、2026-11-21T10:30、今天',
      'For example 30s, 5m, 1h, 2d, 2026-11-21, 2026-11-21T10:30, today',
    ),
  },
  'open-quote': {
    message: text('引号没有合上', 'The quote is not closed'),
    hint: text('在末尾加上 {expected}', 'Add {expected} at the end'),
  },
  'nothing-to-search': {
    message: text('“{value}”里没有可搜索的字', '"{value}" holds nothing that can be searched'),
    hint: text('写上文字、数字或表情，例如 {expected}', 'Write letters, digits or emoji, for example {expected}'),
  },
  'too-many-terms': {
    message: text('条件太多，这里以后的没有计入', 'Too many terms; those from here on do not count'),
    hint: text('最多 {expected} 个', 'At most {expected}'),
  },
} as const satisfies Record<string, { message: Localized; hint: Localized }>;

/** A problem at a place, with its texts filled in. */
export function problem(code: ProblemCode, { from, to }: Range, params: Record<string, string>): Problem {
  const filled = (template: Localized): Localized => ({ 'zh-CN': fill(template['zh-CN'], params), en: fill(template.en, params) });
  return { code, from, to, message: filled(texts[code].message), hint: filled(texts[code].hint) };
}
