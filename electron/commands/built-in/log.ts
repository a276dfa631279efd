import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { listed } from '../../../shared/language.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { readLog } from '../../control/log-tail.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { askEach, shellOf } from '../reach.ts';
import { lackOf } from '../ways.ts';

const most = 200;

/** A word is no number, so it may stand for the server; a number that is too large is taken for the most there is. */
const Lines = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform((digits) => Math.min(most, Math.max(1, Number(digits))))
  .default(20);

/** Shows the last lines of logs: those that the admin named for the server, and no others. */
export const log = defineCommand({
  name: 'log',
  aliases: ['日志', 'tail', 'journal'],
  summary: { 'zh-CN': '查看日志的最后几行', en: 'the last lines of a log' },
  parameters: z.object({ log: z.string().min(1).max(512), lines: Lines, target: z.string().optional() }),
  usage: { 'zh-CN': '<文件或服务> [行数] <服务器>', en: '<file or unit> [lines] <server>' },
  targets: { count: 'many', without: 'named', needs: 'shell' },
  danger: 'read',
  run: ({ log: named, lines }, context) => askEach(context, (target) => read(named, lines, target, context)),
});

async function read(named: string, lines: number, target: Target, context: CommandContext): Promise<Result<string>> {
  const { signal, language, fleet } = context;
  if (!target.logs.includes(named)) {
    const allowed = listed(target.logs, language) || (language === 'en' ? 'none' : '无');
    return err(failure(lackOf('command/log', target, fleet), { log: named.slice(0, 60), target: target.id, allowed }, language));
  }
  const shell = await shellOf(context, target);
  if (!shell.ok) return shell;
  const printed = await readLog(shell.value, named, lines, { target: target.id, signal, language });
  if (!printed.ok) return printed;
  if (printed.value.length === 0) return ok(language === 'en' ? 'The log is empty.' : '日志是空的。');
  return ok(printed.value.join('\n'));
}
