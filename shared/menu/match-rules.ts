import type { Platform } from '../account.ts';
import type { Localized } from '../language.ts';
import { buttonsOf, type MatchRule, type Menu } from './menu.ts';
import type { MenuLimits } from './menu-limits.ts';
import type { MenuProblem } from './menu-problem.ts';
import { problem } from './rule-text.ts';

const named = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });

/** What `client_platform_type` may be (protocol reference, 4.5). */
export const matchPlatforms: Readonly<Record<string, Localized>> = {
  '1': named('iOS', 'iOS'),
  '2': named('Android', 'Android'),
  '3': named('其他', 'Others'),
};

/** What `language` may be: the language that a person has set in WeChat (source: the platform's page on conditional menus). */
export const matchLanguages: Readonly<Record<string, Localized>> = {
  zh_CN: named('简体中文', 'Chinese (simplified)'),
  zh_TW: named('繁体中文（台湾）', 'Chinese (Taiwan)'),
  zh_HK: named('繁体中文（香港）', 'Chinese (Hong Kong)'),
  en: named('英语', 'English'),
  id: named('印尼语', 'Indonesian'),
  ms: named('马来语', 'Malay'),
  es: named('西班牙语', 'Spanish'),
  ko: named('韩语', 'Korean'),
  it: named('意大利语', 'Italian'),
  ja: named('日语', 'Japanese'),
  pl: named('波兰语', 'Polish'),
  pt: named('葡萄牙语', 'Portuguese'),
  ru: named('俄语', 'Russian'),
  th: named('泰语', 'Thai'),
  vi: named('越南语', 'Vietnamese'),
  ar: named('阿拉伯语', 'Arabic'),
  hi: named('印地语', 'Hindi'),
  he: named('希伯来语', 'Hebrew'),
  tr: named('土耳其语', 'Turkish'),
  de: named('德语', 'German'),
  fr: named('法语', 'French'),
};

/** Keys that the platform matched by once. */
const retired = ['sex', 'country', 'province', 'city'] as const;

/** What is wrong with who a conditional menu is for, and with what only conditional menus may not have. */
export function matchRuleProblems(menu: Menu, platform: Platform, limits: MenuLimits): MenuProblem[] {
  const { matchrule: rule } = menu;
  if (rule === undefined) return [];
  if (platform === 'wecom') return [problem('menu/rule-wecom', ['matchrule'], 40058)];
  return [...emptyRule(rule), ...valueProblems(rule), ...domainProblems(menu, limits)];
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== '';

const emptyRule = (rule: MatchRule): MenuProblem[] =>
  Object.values(rule).some(isGiven) ? [] : [problem('menu/rule-empty', ['matchrule'], 65304)];

/** A parameter that is wrong (protocol reference, 6.1). */
const wrong = 40035;

function valueProblems({ tag_id: tag, client_platform_type: system, language, ...others }: MatchRule): MenuProblem[] {
  const at = (field: string) => ['matchrule', field];
  return [
    ...(isGiven(tag) && !/^\d{1,18}$/.test(String(tag)) ? [problem('menu/rule-tag', at('tag_id'), wrong)] : []),
    ...(isGiven(system) && !Object.hasOwn(matchPlatforms, String(system))
      ? [problem('menu/rule-platform', at('client_platform_type'), wrong)]
      : []),
    ...(isGiven(language) && !Object.hasOwn(matchLanguages, String(language))
      ? [problem('menu/rule-language', at('language'), wrong, { language: String(language).slice(0, 20) })]
      : []),
    ...retired.filter((field) => isGiven(others[field])).map((field) => problem('menu/rule-retired', at(field), undefined, { field })),
  ];
}

function domainProblems(menu: Menu, { domains: most = Number.POSITIVE_INFINITY }: MenuLimits): MenuProblem[] {
  const outside = new Set(buttonsOf(menu).flatMap(({ button }) => outsideDomain(button.url) ?? []));
  return outside.size > most ? [problem('menu/too-many-domains', [], 65316, { count: String(outside.size), most: String(most) })] : [];
}

/** The domain that a link leads to, unless it is one of WeChat's own. */
function outsideDomain(url: string | undefined): string | undefined {
  const domain = /^https?:\/\/([^\s/?#:]+)/i.exec(url ?? '')?.[1]?.toLowerCase();
  return domain === undefined || /(?:^|\.)weixin\.qq\.com$/.test(domain) ? undefined : domain;
}
