import { z } from 'zod';
import type { Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { foldWord } from '../fold-word.ts';
import { askEach } from '../reach.ts';
import { givePowerOrder, type PowerAct } from './power-order.ts';
import { inTurn } from './power-turn.ts';
import { tellPower, watchPower } from './power-watch.ts';

type Act = PowerAct | 'state';

const acts = new Map<string, Act>(
  Object.entries({
    ...{ on: 'on', 开机: 'on', 开: 'on', wake: 'on' },
    ...{ off: 'off', 关机: 'off', 关: 'off', shutdown: 'off' },
    ...{ reboot: 'reboot', 重启: 'reboot', restart: 'reboot' },
    ...{ 'force-off': 'force-off', 强制关机: 'force-off', kill: 'force-off' },
    ...{ reset: 'reset', 硬重启: 'reset' },
    ...{ state: 'state', 状态: 'state' },
  }),
);
const actNames: readonly Act[] = [...new Set(acts.values())];

const ActName = z
  .string()
  .transform((word, context): Act => {
    const act = acts.get(foldWord(word));
    if (act) return act;
    context.addIssue({ code: 'custom', message: actNames.join(' ') });
    return z.NEVER;
  })
  .meta({ options: actNames });

/** Switches servers on and off, and waits until they are. */
export const power = defineCommand({
  name: 'power',
  aliases: ['电源'],
  shortcuts: {
    ...{ 开机: ['on'], wake: ['on'], 关机: ['off'], shutdown: ['off'], 重启: ['reboot'], reboot: ['reboot'], restart: ['reboot'] },
    ...{ 强制关机: ['force-off'], 硬重启: ['reset'] },
  },
  summary: { 'zh-CN': '开机、关机、重启，或查看是否开机', en: 'switch on, off, or reboot; or see whether it is on' },
  parameters: z.object({ act: ActName, target: z.string().optional() }),
  usage: { 'zh-CN': '<开机|关机|重启|强制关机|硬重启|状态> <服务器>', en: '<on|off|reboot|force-off|reset|state> <server>' },
  targets: { count: 'many', without: 'named' },
  danger: ({ act }) => (act === 'state' ? 'read' : act === 'on' ? 'change' : 'danger'),
  run: ({ act }, context) => askEach(context, (target) => switchTarget(act, target, context)),
});

async function switchTarget(act: Act, target: Target, context: CommandContext): Promise<Result<string>> {
  if (act === 'state') return tellPower(target, context);
  const how = act === 'force-off' || act === 'reset' ? 'hard' : 'soft';
  return inTurn(how, target, context, async () => {
    const given = await givePowerOrder(act, target, context);
    return given.ok ? watchPower(act, target, context, given.value.doubt) : given;
  });
}
