import type { z } from 'zod';
import { emptyJson, jsonKinds } from '../json-mistakes.ts';
import { type Localized, say } from '../language.ts';

/** What is wrong where JSON should hold a menu, in a few words. */
export const menuMistakes = {
  noMenu: say('应为 {"button": […]}，或 menu/get 的返回', '{"button": […]} or an answer of menu/get is expected'),
  noList: say('应为列表 […]', 'a list […] is expected'),
  tooDeep: say('嵌套太深', 'nested too deep'),
  tooLong: say('内容太长', 'too long'),
  twice: say('同一个字段写了两次', 'the field stands here twice'),
  empty: emptyJson,
  tooMany: (most: number) => say(`最多 ${most} 个`, `at most ${most} are read`),
} as const;

/** The same for what the menu's schema finds. */
export function menuMistakeOf(issue: z.core.$ZodIssue): Localized {
  if (issue.code === 'invalid_type') return jsonKinds[issue.expected] ?? menuMistakes.noMenu;
  if (issue.code === 'invalid_union') return say('应为文本或数字', 'a text or a number is expected');
  if (issue.code !== 'too_big') return menuMistakes.noMenu;
  return issue.origin === 'array' ? menuMistakes.tooMany(Number(issue.maximum)) : menuMistakes.tooLong;
}
