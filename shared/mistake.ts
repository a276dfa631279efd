import { z } from 'zod';
import { type Localized, say } from './language.ts';

/** What a schema says of a value that breaks its rule, for `refine` and `addIssue`. The English goes on after a colon. */
export const mistake = (zh: string, en: string) => ({ message: en, params: say(zh, en) });
export type Mistake = ReturnType<typeof mistake>;

/** The last choice of a union: it takes nothing, and says what the union takes. */
export const otherwise = (zh: string, en: string) => z.custom<never>(() => false, { ...mistake(zh, en), abort: true });

const Told = z.object({ 'zh-CN': z.string(), en: z.string() });

/** What the schema itself says of it. */
export function toldMistake(issue: z.core.$ZodIssue): Localized | undefined {
  if (issue.code === 'custom') return Told.safeParse(issue.params).data;
  const last = issue.code === 'invalid_union' ? issue.errors.at(-1)?.[0] : undefined;
  return last && toldMistake(last);
}

/** The values of which one has to stand there. */
export const choicesOf = (issue: z.core.$ZodIssue): readonly unknown[] =>
  'values' in issue ? issue.values : 'options' in issue && Array.isArray(issue.options) ? issue.options : [];

/** For `refine`: the text has this form. */
export const hasForm = (form: RegExp) => (text: string) => form.test(text);
