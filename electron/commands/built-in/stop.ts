import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { err, ok } from '../../../shared/result.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { foldCode } from '../fold-word.ts';
import type { RunUnderWay } from '../under-way.ts';

/** Ends a command that whoever asks has begun, or said yes to, and that still runs. */
export const stop = defineCommand({
  name: 'stop',
  aliases: ['停止', '中止', 'abort'],
  summary: { 'zh-CN': '停止自己正在执行的命令', en: 'end a command of yours that still runs' },
  parameters: z.object({
    number: z
      .string()
      .overwrite(foldCode)
      .regex(/^\d{1,3}$/)
      .optional(),
  }),
  usage: { 'zh-CN': '[编号]', en: '[number]' },
  takesCode: true,
  takesNoPlace: true,
  danger: 'read',
  async run({ number }, context) {
    const running = context.underWay.of(context.asker);
    const chosen = number === undefined ? running : running.filter((run) => run.number === Number(number));
    const [only] = chosen;
    if (running.length === 0) return ok(context.language === 'en' ? 'Nothing of yours is under way.' : '没有正在执行的命令。');
    if (!only) return err(failure('command/not-running', {}, context.language));
    if (chosen.length > 1) return ok(runningLines(running, context));
    only.stop();
    return ok(context.language === 'en' ? `Stopping: ${only.line}` : `正在停止：${only.line}`);
  },
});

/** What runs, and how each is stopped. */
export function runningLines(running: readonly RunUnderWay[], { language }: Pick<CommandContext, 'language'>): string {
  const lines = running.map(({ number, line, ms }) => {
    const seconds = Math.round(ms / 1000);
    return language === 'en'
      ? `· ${line} (${seconds} s): to end it, reply "stop ${number}"`
      : `· ${line}（${seconds} 秒）：停止请回复“停止 ${number}”`;
  });
  return [language === 'en' ? 'Under way:' : '正在执行：', ...lines].join('\n');
}
