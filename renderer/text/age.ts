import type { Language } from '../../shared/language.ts';

const units = [
  ['year', 365 * 24 * 60],
  ['month', 30 * 24 * 60],
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
] as const;

const justNow: Record<Language, string> = { 'zh-CN': '刚刚', en: 'just now' };

/** How long ago: `刚刚`, `5 分钟前`, `3 days ago`. */
export function formatAge(at: number, now: number, language: Language): string {
  const minutes = Math.floor((now - at) / 60_000);
  const unit = units.find(([, length]) => minutes >= length);
  if (!unit) return justNow[language];
  const [name, length] = unit;
  const text = new Intl.RelativeTimeFormat(language).format(-Math.floor(minutes / length), name);
  // why: zh-CN sets no space between a number and its unit, the rest of the console does
  return text.replace(/^(\d[\d,]*)(?=\p{Script=Han})/u, '$1 ');
}
