import { z } from 'zod';
import type { Language } from '../../../shared/language.ts';
import { ok } from '../../../shared/result.ts';
import { zonedTime } from '../../monitor/zoned-time.ts';
import { defineCommand } from '../command.ts';

/** Who is on call, and who comes next. */
export const oncall = defineCommand({
  name: 'oncall',
  aliases: ['值班', '谁值班'],
  summary: { 'zh-CN': '查看本周谁值班', en: 'who is on call this week' },
  parameters: z.object({}),
  usage: { 'zh-CN': '', en: '' },
  danger: 'read',
  async run(_args, { alarms, language }) {
    const state = alarms().oncall();
    const isEnglish = language === 'en';
    if (!state?.now)
      return ok(isEnglish ? 'Nobody is on call. The plan is made in the console.' : '现在没有人值班。可在控制台设置值班表。');
    const { plan, now, next } = state;
    const until = dayOf(now.until, plan.zone, language);
    const lines = [isEnglish ? `On call: ${now.name || now.person}, until ${until}` : `值班：${now.name || now.person}，到${until}`];
    if (next) {
      const from = dayOf(next.from, plan.zone, language);
      lines.push(isEnglish ? `Then: ${next.name || next.person}, from ${from}` : `下一班：${next.name || next.person}，从${from}起`);
    }
    return ok(lines.join('\n'));
  },
});

const weekdays = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

/** `周一 09:00（11-23）`, `Monday 09:00 (23 Nov)` */
function dayOf(at: number, zone: string, language: Language): string {
  const { month, day, weekday, minute } = zonedTime(at, zone);
  const two = (number: number) => String(number).padStart(2, '0');
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: zone }).format(at);
  return language === 'en'
    ? `${weekdays.en[weekday]} ${time} (${date})`
    : `${weekdays['zh-CN'][weekday]} ${time}（${two(month)}-${two(day)}）`;
}
