import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { failure } from '../../../shared/failures.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { answers, presencePorts } from '../../control/presence.ts';
import { orderShutdown } from '../../control/shutdown.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { foldWord } from '../fold-word.ts';
import { askEach, powerOf, shellOf } from '../reach.ts';

type Act = 'on' | 'off' | 'reboot' | 'force-off' | 'reset' | 'state';

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
const actNames: readonly Act[] = ['on', 'off', 'reboot', 'force-off', 'reset', 'state'];

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
  summary: { 'zh-CN': '开机、关机、重启', en: 'switch on, off, or reboot' },
  parameters: z.object({ act: ActName, target: z.string().optional() }),
  usage: { 'zh-CN': '<开机|关机|重启> <服务器>', en: '<on|off|reboot> <server>' },
  targets: { count: 'many', without: 'named' },
  danger: ({ act }) => (act === 'state' ? 'read' : act === 'on' ? 'change' : 'danger'),
  run: ({ act }, context) => askEach(context, (target) => switchTarget(act, target, context)),
});

async function switchTarget(act: Act, target: Target, context: CommandContext): Promise<Result<string>> {
  if (act === 'state') return tellState(target, context);
  const ordered = await order(act, target, context);
  if (!ordered.ok) return ordered;
  if (act === 'on') return waitUntil(true, target, context);
  if (act === 'off' || act === 'force-off') return waitUntil(false, target, context);
  const down = await waitUntil(false, target, context);
  return down.ok ? waitUntil(true, target, context) : down;
}

async function order(act: Exclude<Act, 'state'>, target: Target, context: CommandContext): Promise<Result<null>> {
  const { signal, language } = context;
  const { on, act: press } = await powerOf(context, target);
  if (act === 'on') return on ? on(signal) : cannot(target, 'Wake-on-LAN / IPMI', context);
  if (act === 'force-off') return press ? press('hard', signal) : cannot(target, 'IPMI', context);
  if (act === 'reset') return press ? press('reset', signal) : cannot(target, 'IPMI', context);
  const shell = await shellOf(context, target);
  if (shell.ok) {
    const asked = await orderShutdown(shell.value, act, signal, language);
    if (asked.ok || !press) return asked;
  }
  return press ? press(act === 'off' ? 'soft' : 'cycle', signal) : cannot(target, 'SSH / IPMI', context);
}

const cannot = (target: Target, drivers: string, { language }: CommandContext): Result<never> =>
  err(failure('command/cannot', { target: target.id, drivers }, language));

async function tellState(target: Target, context: CommandContext): Promise<Result<string>> {
  const { state } = await powerOf(context, target);
  const known = state ? await state(context.signal) : undefined;
  if (known && !known.ok) return known;
  const isOn = known ? known.value === 'on' : await answers(target, context.signal);
  return ok(stateText(isOn, context));
}

const stateText = (isOn: boolean, { language }: CommandContext) =>
  language === 'en' ? (isOn ? 'on' : 'off, or out of reach') : isOn ? '已开机' : '已关机或无法连接';

/** How long a machine may take to start or to end, and how often it is looked at, in ms. */
const patienceMs = 5 * 60_000;
const lookEveryMs = 1_000;

async function waitUntil(wanted: boolean, target: Target, context: CommandContext): Promise<Result<string>> {
  const { signal, now, output, language } = context;
  const isOn = await lookerAt(target, wanted, context);
  if (!isOn)
    return ok(language === 'en' ? 'The order was given; nothing tells whether it was followed.' : '指令已发出，但没有办法确认结果。');
  const started = now();
  for (;;) {
    if ((await isOn()) === wanted) return ok(reachedText(wanted, Math.round((now() - started) / 1000), context));
    if (now() - started > patienceMs) return err(failure(wanted ? 'command/not-up' : 'command/not-down', { target: target.id }, language));
    output('.');
    await sleep(lookEveryMs, undefined, { signal });
  }
}

/** What tells whether a target is on: its system by answering, its board by its word. A board knows best that it is off. */
async function lookerAt(target: Target, wanted: boolean, context: CommandContext): Promise<(() => Promise<boolean>) | undefined> {
  const { signal } = context;
  const { state } = await powerOf(context, target);
  const answering = presencePorts(target).length > 0 ? () => answers(target, signal) : undefined;
  const told =
    state &&
    (async () => {
      const known = await state(signal);
      return known.ok ? known.value === 'on' : !wanted;
    });
  return wanted ? (answering ?? told) : (told ?? answering);
}

function reachedText(isOn: boolean, seconds: number, { language }: CommandContext): string {
  if (language === 'en') return isOn ? `Up after ${seconds} s.` : `Off after ${seconds} s.`;
  return isOn ? `已开机，用时 ${seconds} 秒。` : `已关机，用时 ${seconds} 秒。`;
}
