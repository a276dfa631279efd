import { z } from 'zod';

/** The languages that Weiguan speaks, in the chat and in the console. The first is the default. */
export const languages = ['zh-CN', 'en'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** A text in every language. */
export type Localized = Record<Language, string>;

export const say = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });

/** Names one after the other, as a sentence lists them. */
export const listed = (names: readonly string[], language: Language): string => names.join(language === 'en' ? ', ' : '、');

/** Fills `{name}` places of a text. A place without a value stays as it is, so that a mistake shows. */
export function fill(text: string, params: Record<string, string> = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => params[name] ?? place);
}
