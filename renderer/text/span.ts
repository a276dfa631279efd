import type { Language } from '../../shared/language.ts';

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

const chinese: Record<(typeof units)[number][0], string> = { d: '天', h: '小时', min: '分', s: '秒' };

/** A length of time in its two largest units: `1 h 58 min`, `2 天 3 小时`, `8 s`. */
export function formatSpan(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const first = units.findIndex(([, length]) => seconds >= length);
  if (first === -1) return say(0, 's', language);
  const parts = units.slice(first, first + 2).map(([unit, length], index) => {
    const above = units[first + index - 1]?.[1];
    return { unit, count: Math.floor((above === undefined || index === 0 ? seconds : seconds % above) / length) };
  });
  return parts
    .filter(({ count }, index) => count > 0 || index === 0)
    .map(({ unit, count }) => say(count, unit, language))
    .join(' ');
}

const say = (count: number, unit: keyof typeof chinese, language: Language) => `${count} ${language === 'en' ? unit : chinese[unit]}`;
