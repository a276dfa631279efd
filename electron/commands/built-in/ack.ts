import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import type { Doer } from '../../../shared/monitor/incident.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { doerText } from '../../monitor/doer-text.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { foldCode } from '../fold-word.ts';
import { isCalled, operatorOf } from '../policy.ts';
import { alarmsShown } from './alarms-shown.ts';

/** `12` or `#12`, or all that are open. */
export const AlarmNumber = z
  .string()
  .overwrite(foldCode)
  .regex(/^(?:#?[1-9]\d{0,8}|all|全部)$/i, 'a number such as 12, or "all"');

/** Says that somebody takes care of an incident: nobody is told again, and nothing escalates. In Chinese it shares its word with `confirm`. */
export const ack = defineCommand({
  name: 'ack',
  aliases: ['认领', '接手', 'acknowledge'],
  summary: { 'zh-CN': '认领故障，由你处理', en: 'say that you take care of an incident' },
  parameters: z.object({ number: AlarmNumber }),
  usage: { 'zh-CN': '<编号|全部>', en: '<number|all>' },
  takesCode: true,
  givesWord: true,
  // why: it touches no target, and has to work while everything is on hold
  danger: 'read',
  run: ({ number }, context) => acknowledge(number, context),
});

/** The number of an incident that is open and may be named to whoever asks; undefined for any other word. */
export function openNumber(word: string, context: CommandContext): number | undefined {
  const number = numberOf(word);
  return alarmsShown(context, 'ack').some(({ incident }) => incident.number === number) ? number : undefined;
}

const numberOf = (word: string) => Number(word.replace('#', ''));

export async function acknowledge(word: string, context: CommandContext): Promise<Result<string>> {
  const { alarms, language } = context;
  const isEnglish = language === 'en';
  if (/^(?:all|全部)$/i.test(word)) {
    const open = alarmsShown(context, 'ack').filter(({ incident }) => !incident.acknowledged);
    for (const { incident } of open) await alarms().acknowledge(incident.number, doerOf(context));
    if (open.length === 0) return ok(isEnglish ? 'There is nothing to acknowledge.' : '没有待认领的故障。');
    return ok(
      isEnglish
        ? `${open.length === 1 ? '1 incident is' : `${open.length} incidents are`} yours.`
        : `已认领 ${open.length} 项故障，由你处理。`,
    );
  }
  const number = numberOf(word);
  const isHidden =
    openNumber(word, context) === undefined &&
    alarms()
      .open()
      .some(({ incident }) => incident.number === number);
  if (isHidden) return err(failure('incidents/unknown', { number: String(number) }, language));
  const done = await alarms().acknowledge(number, doerOf(context));
  if (!done.ok) return done;
  context.tellCard({ label: isEnglish ? 'Acknowledged' : '已认领', isAll: false });
  const { acknowledged, name } = done.value;
  const by = acknowledged?.by;
  if (by?.origin === 'chat' && !isSame(by, context)) {
    const who = doerText(by, language);
    return ok(isEnglish ? `${who} takes care of #${number} ${name} already.` : `#${number} ${name} 已由 ${who} 处理。`);
  }
  return ok(isEnglish ? `#${number} ${name} is yours.` : `已认领 #${number} ${name}，由你处理。`);
}

function doerOf({ asker, rule, access, isReplay }: CommandContext): Doer {
  if (asker.origin === 'console') return { origin: 'console' };
  const { account, person } = asker;
  const known = operatorOf(asker, rule, access().operators);
  return { origin: 'chat', account, person, ...(known?.name && { name: known.name }), ...(isReplay && { isReplay }) };
}

const isSame = ({ account, person, isReplay }: Extract<Doer, { origin: 'chat' }>, { asker, rule, isReplay: isReplayNow }: CommandContext) =>
  isReplay === isReplayNow && asker.origin === 'chat' && asker.account === account && isCalled(person, asker.person, rule);
