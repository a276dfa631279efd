import { z } from 'zod';
import { translateFailure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import { ok } from '../../../shared/result.ts';
import type { OpenAlarm } from '../../monitor/alarms.ts';
import { doerText } from '../../monitor/doer-text.ts';
import { lasted } from '../../monitor/notices/notice-message.ts';
import { defineCommand } from '../command.ts';
import { alarmsShown } from './alarms-shown.ts';

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
    if (open.length === 0) return ok(language === 'en' ? '● Nothing is down.' : '● 没有故障。');
    const title = language === 'en' ? `■ ${open.length} down` : `■ ${open.length} 项故障`;
    return ok([title, ...open.map((alarm) => lineOf(alarm, now(), language))].join('\n'));
  },
});

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
