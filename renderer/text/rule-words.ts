import type { TFunction } from 'i18next';
import type { Hours, NoticeRule, Recipients } from '../../shared/monitor/notice-rule.ts';

/** What things are called that a rule names by their ids. */
export interface RuleNames {
  monitor(id: string): string;
  target(id: string): string;
  person(who: { account: string; person: string }): string;
  role(id: string): string;
}

const weekdays = [1, 2, 3, 4, 5];

function daysWords(t: TFunction, days: readonly number[]): string {
  const set = new Set(days);
  if (set.size === 7) return t('ruleWords.everyDay');
  if (set.size === 5 && weekdays.every((day) => set.has(day))) return t('ruleWords.weekdays');
  if (set.size === 2 && set.has(0) && set.has(6)) return t('ruleWords.weekend');
  return [1, 2, 3, 4, 5, 6, 0]
    .filter((day) => set.has(day))
    .map((day) => t(`weekday.${day as 0}`))
    .join(t('ruleWords.comma'));
}

/** Hours as one says them: `Mon–Fri 09:00–18:00`. */
const hoursWords = (t: TFunction, { days, from, to }: Pick<Hours, 'days' | 'from' | 'to'>): string =>
  t('ruleWords.hours', { days: daysWords(t, days), from, to });

function listed(t: TFunction, words: string[], last: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return words.slice(0, -1).join(t('ruleWords.comma')) + t(`ruleWords.${last}`) + words.at(-1);
}

/** Who is told, as one says it. */
function whoWords(t: TFunction, { people, roles, tags, onCall }: Recipients, names: RuleNames): string {
  const words = [
    ...(onCall ? [t('ruleWords.onCall')] : []),
    ...people.map((who) => names.person(who)),
    ...roles.map((id) => t('ruleWords.role', { role: names.role(id) })),
    ...tags.map((tag) => t('ruleWords.personTag', { tag })),
  ];
  return words.length === 0 ? t('ruleWords.nobody') : listed(t, words, 'and');
}

function whichWords(t: TFunction, { monitors }: NoticeRule, names: RuleNames): string {
  if (monitors === 'all') return t('ruleWords.allMonitors');
  const comma = t('ruleWords.comma');
  const words = [
    ...(monitors.monitors.length > 0
      ? [
          t('ruleWords.named', {
            monitors: monitors.monitors.map((id) => t('ruleWords.monitor', { monitor: names.monitor(id) })).join(comma),
          }),
        ]
      : []),
    ...(monitors.tags.length > 0 ? [t('ruleWords.tagged', { tags: monitors.tags.map((tag) => `#${tag}`).join(comma) })] : []),
    ...(monitors.targets.length > 0
      ? [t('ruleWords.ofTargets', { targets: monitors.targets.map((id) => names.target(id)).join(comma) })]
      : []),
  ];
  return listed(t, words, 'or');
}

/** What a rule does, sentence by sentence. */
export function ruleWords(t: TFunction, rule: NoticeRule, names: RuleNames): string[] {
  const from = rule.from === 'info' ? '' : t(rule.from === 'warning' ? 'ruleWords.fromWarning' : 'ruleWords.fromCritical');
  const words = { which: whichWords(t, rule, names), from, who: whoWords(t, rule.to, names) };
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
  return [
    rule.hours ? t('ruleWords.mainHours', { ...words, hours: hoursWords(t, rule.hours) }) : t('ruleWords.main', words),
    ...(rule.repeatMinutes === undefined ? [] : [t('ruleWords.repeat', { n: rule.repeatMinutes })]),
    ...rule.escalations.map(({ afterMinutes, to }) => t('ruleWords.escalation', { n: afterMinutes, who: whoWords(t, to, names) })),
    ...(rule.quiet
      ? [
          capital(
            t(rule.quiet.except === 'critical' ? 'ruleWords.quietCritical' : 'ruleWords.quietAll', { hours: hoursWords(t, rule.quiet) }),
          ),
        ]
      : []),
    t(rule.recoveries ? 'ruleWords.recoveries' : 'ruleWords.noRecoveries'),
  ];
}
