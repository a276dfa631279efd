import type { Localized } from '../language.ts';

/** What a failure says: what is wrong, and the one thing to do about it. `{name}` places are filled when it happens. */
export interface FailureText {
  message: Localized;
  hint: Localized;
}

export const say = (zhMessage: string, zhHint: string, enMessage: string, enHint: string): FailureText => ({
  message: { 'zh-CN': zhMessage, en: enMessage },
  hint: { 'zh-CN': zhHint, en: enHint },
});
