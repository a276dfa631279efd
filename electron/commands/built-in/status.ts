import { z } from 'zod';
import { ok, type Result } from '../../../shared/result.ts';
import { localTargetId, type Target } from '../../../shared/target.ts';
import { readMachine } from '../../control/reading/machine.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { askEach, shellOf } from '../reach.ts';
import { textOf } from '../run.ts';
import { withHour } from './hour-of.ts';
import { describeMachine } from './machine-report.ts';

/** Tells how servers are doing. */
export const status = defineCommand({
  name: 'status',
  aliases: ['状态', 'st', 'stat', '服务器状态', '运行状态'],
  summary: { 'zh-CN': '查看服务器状态', en: 'how a server is doing' },
  parameters: z.object({ target: z.string().optional() }),
  usage: { 'zh-CN': '[服务器]', en: '[server]' },
  targets: { count: 'many', without: 'local', needs: 'shell' },
  danger: 'read',
  async run(_args, context) {
    const told = await askEach(context, (target) => statusOf(target, context));
    const [only, ...others] = context.targets;
    return told.ok && only && others.length === 0 ? ok(await withHour(textOf(told.value), only, context)) : told;
  },
});

/** How one target is doing, in words. */
export async function statusOf(target: Target, context: CommandContext): Promise<Result<string>> {
  const { localMachine, signal, language } = context;
  if (target.id === localTargetId) return ok(describeMachine(await localMachine.read(), language));
  const shell = await shellOf(context, target);
  if (!shell.ok) return shell;
  const machine = await readMachine(shell.value, { target: target.id, signal, language });
  return machine.ok ? ok(describeMachine(machine.value, language)) : machine;
}
