import { z } from 'zod';
import { ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { type BusyBy, busiestFirst, type ProcessUse } from '../../control/reading/process-use.ts';
import { readProcesses } from '../../control/reading/processes.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { askEach, shellOf } from '../reach.ts';
import { percent } from './machine-report.ts';

const most = 30;

const waysToSort = new Map<string, BusyBy>(Object.entries({ cpu: 'cpu', 处理器: 'cpu', mem: 'mem', memory: 'mem', 内存: 'mem' }));

/** A word is no number, so it may stand for the next argument; a number that is too large is taken for the most there is. */
const Count = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform((digits) => Math.min(most, Math.max(1, Number(digits))))
  .default(10);
const By = z
  .string()
  .transform((word) => waysToSort.get(word.toLowerCase()))
  .pipe(z.enum(['cpu', 'mem']))
  .default('cpu')
  .meta({ options: ['cpu', 'mem'] });

/** Tells what keeps servers busy. */
export const processes = defineCommand({
  name: 'ps',
  aliases: ['进程', 'top', 'processes'],
  summary: { 'zh-CN': '占用最高的进程', en: 'the busiest processes' },
  parameters: z.object({ count: Count, by: By, target: z.string().optional() }),
  usage: { 'zh-CN': '[条数] [cpu|内存] [服务器]', en: '[how many] [cpu|mem] [server]' },
  targets: { count: 'many', without: 'local', needs: 'shell' },
  danger: 'read',
  run: ({ count, by }, context) => askEach(context, (target) => busiestOf(target, count, by, context)),
});

async function busiestOf(target: Target, count: number, by: BusyBy, context: CommandContext): Promise<Result<string>> {
  const { signal, language } = context;
  const shell = await shellOf(context, target);
  if (!shell.ok) return shell;
  const read = await readProcesses(shell.value, { target: target.id, signal, language });
  if (!read.ok) return read;
  const head = language === 'en' ? `CPU · memory (${read.value.length} processes)` : `CPU · 内存（共 ${read.value.length} 个进程）`;
  return ok([head, ...busiestFirst(read.value, by).slice(0, count).map(lineOf)].join('\n'));
}

const lineOf = ({ id, name, cpuPercent, memoryPercent }: ProcessUse) =>
  `· ${name.slice(0, 40)}  ${percent(cpuPercent)} · ${percent(memoryPercent)}  (${id})`;
