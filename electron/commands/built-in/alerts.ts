import { z } from 'zod';
import { translateFailure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { nameList } from '../../../shared/monitor/down-words.ts';
import { ok } from '../../../shared/result.ts';
import type { BlindAlarm, OpenAlarm } from '../../monitor/alarms.ts';
import { doerText } from '../../monitor/doer-text.ts';
import { lasted } from '../../monitor/notices/notice-message.ts';
import { withoutLinks } from '../../wechat/no-links.ts';
import { defineCommand } from '../command.ts';
import { alarmsShown, blindShown } from './alarms-shown.ts';

/** What is down at the moment. */
export const alerts = defineCommand({
  name: 'alerts',
  aliases: ['告警', '故障', '报警', 'incidents'],
  summary: { 'zh-CN': '查看进行中的故障', en: 'what is down' },
  parameters: z.object({}),
  usage: { 'zh-CN': '', en: '' },
  danger: 'read',
  async run(_args, context) {
    const { now, language } = context;
    const open = alarmsShown(context, 'alerts');
    const blind = blindLines(blindShown(context, 'alerts'), language);
    return ok(
      [titleOf(open.length, blind.length > 0, language), ...open.map((alarm) => lineOf(alarm, now(), language)), ...blind].join('\n'),
    );
  },
});

function titleOf(down: number, isBlind: boolean, language: Language): string {
  const isEnglish = language === 'en';
  if (down > 0) return isEnglish ? `■ ${down} down` : `■ ${down} 项故障`;
  if (isBlind) return isEnglish ? '○ Nothing is known to be down.' : '○ 没有已知的故障。';
  return isEnglish ? '● Nothing is down.' : '● 没有故障。';
}

/** Of several reasons so many are told. */
const mostReasons = 10;

/** What can't be checked, by what is in the way. */
function blindLines(blind: readonly BlindAlarm[], language: Language): string[] {
  if (blind.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of blind) {
    const { message } = translateFailure(reason, language);
    byReason.set(message, [...(byReason.get(message) ?? []), name]);
  }
  const lines = [...byReason].slice(0, mostReasons).map(([reason, names]) => `${nameList(names, language)}\n  ${withoutLinks(reason)}`);
  return [language === 'en' ? `▲ ${blind.length} cannot be checked` : `▲ ${blind.length} 项检查不了，不知道是否正常`, ...lines];
}

function lineOf({ incident, mutedUntil }: OpenAlarm, now: number, language: Language): string {
  const isEnglish = language === 'en';
  const { number, name, reason, acknowledged, isFlapping } = incident;
  const by = acknowledged && doerText(acknowledged.by, language);
  const marks = [
    isFlapping && (isEnglish ? 'flapping' : '反复波动'),
    by && (isEnglish ? `acknowledged by ${by}` : `${by} 已认领`),
    mutedUntil !== undefined && (isEnglish ? 'muted' : '已静音'),
  ].filter((mark) => typeof mark === 'string');
  const [open, close, separator] = isEnglish ? [' (', ')', ', '] : ['（', '）', '，'];
  const note = marks.length > 0 ? `${open}${marks.join(separator)}${close}` : '';
  return `#${number} ${name} ${lasted(incident, now, language)}${note}\n  ${translateFailure(reason, language).message}`;
}
