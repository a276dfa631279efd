import { menuRuleFailures } from '../failure-texts/menu-rules.ts';
import { fill, type Language, type Localized, languages } from '../language.ts';
import type { MenuProblem, ProblemPath } from './menu-problem.ts';

export type RuleCode = keyof typeof menuRuleFailures;

/** What a text is filled with: the same in every language, or not. */
export type RuleParams = Record<string, string | Localized>;

/** A broken rule in words. Without an errcode it is a warning. */
export function problem(code: RuleCode, path: ProblemPath, errcode?: number, params: RuleParams = {}): MenuProblem {
  const { message, hint } = menuRuleFailures[code];
  const inEach = (text: Localized) =>
    Object.fromEntries(languages.map((language) => [language, fill(text[language], paramsIn(params, language))])) as Localized;
  return {
    path,
    code,
    severity: errcode === undefined ? 'warning' : 'error',
    message: inEach(message),
    hint: inEach(hint),
    params: paramsIn(params, 'zh-CN'),
    ...(errcode !== undefined && { errcode }),
  };
}

function paramsIn(params: RuleParams, language: Language): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value : value[language]]));
}
