import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { readDuration } from '../../../shared/filter/time-values.ts';
import { type Language, listed } from '../../../shared/language.ts';
import { err, ok } from '../../../shared/result.ts';
import { defineCommand } from '../command.ts';
import { mayActOn } from './alarms-shown.ts';
import { duration } from './machine-report.ts';

const usualTime = '1h';
const longestMs = 7 * 86_400_000;

/** Nothing is told of a server's or a monitor's incidents for a while. */
export const mute = defineCommand({
  name: 'mute',
  aliases: ['静音', '免打扰'],
  summary: { 'zh-CN': '一段时间内不通知', en: 'mute a monitor for a while' },
  parameters: z.object({ what: z.string().min(1).max(64), time: z.string().max(32).default(usualTime) }),
  usage: { 'zh-CN': '<监控项|服务器|@标签> [时长|关]', en: '<monitor|server|@tag> [time|off]' },
  danger: 'change',
  async run({ what, time }, context) {
    const { alarms, now, language } = context;
    const isOff = /^(?:off|关|关闭|取消)$/i.test(time);
    const ms = isOff ? 0 : readDuration(time);
    if (ms === undefined || (ms < 1000 && !isOff)) return err(failure('mute/time', { text: time }, language));
    if (ms > longestMs) return err(failure('mute/too-long', {}, language));
    const meant = alarms()
      .find(what)
      .filter(({ target }) => mayActOn(context, 'mute', target, 'change'));
    if (meant.length === 0) return err(failure('mute/unknown', { word: what }, language));
    await alarms().mute(
      meant.map(({ id }) => id),
      isOff ? undefined : now() + ms,
    );
    const names = meant.map(({ name }) => name);
    return ok(isOff ? endedText(names, language) : mutedText(names, ms, language));
  },
});

function mutedText(names: readonly string[], ms: number, language: Language): string {
  const time = duration(ms / 1000, language);
  return language === 'en'
    ? `${theFirst(names, language)} ${isOrAre(names)} muted for ${time}.`
    : `${time}内不再通知：${theFirst(names, language)}。`;
}

const endedText = (names: readonly string[], language: Language) =>
  language === 'en' ? `${theFirst(names, language)} ${isOrAre(names)} no longer muted.` : `已恢复通知：${theFirst(names, language)}。`;

const isOrAre = (names: readonly string[]) => (names.length === 1 ? 'is' : 'are');

/** So many are named. */
const mostNames = 5;

function theFirst(names: readonly string[], language: Language): string {
  const shown = listed(names.slice(0, mostNames), language);
  const more = names.length - mostNames;
  if (more <= 0) return shown;
  return language === 'en' ? `${shown} and ${more} more` : `${shown} 等 ${names.length} 项`;
}
