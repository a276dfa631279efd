import { failure, translateFailure } from '../../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import { orderShutdown } from '../../control/shutdown.ts';
import type { CommandContext } from '../command.ts';
import { isCalledOff, notBegun } from '../cut-off.ts';
import { powerOf, shellOf } from '../reach.ts';
import { cannot } from '../ways.ts';

export type PowerAct = 'on' | 'off' | 'reboot' | 'force-off' | 'reset';

/**
 * Gives an order, once; well too where that was cut short and nobody knows whether it was heard. Nothing that was asked for gently
 * is ever done by cutting the power.
 */
export async function givePowerOrder(act: PowerAct, target: Target, context: CommandContext): Promise<Result<null>> {
  const { signal, language } = context;
  if (act === 'off') return orderOff(target, context);
  if (act === 'reboot') return orderReboot(target, context);
  const { on, act: press } = await powerOf(context, target);
  if (signal.aborted) return err(notBegun(context));
  if (act === 'on') return on ? heard(await on(signal), context) : err(cannot(target, 'powerOn', language));
  return press ? heard(await press(act === 'reset' ? 'reset' : 'hard', signal), context) : err(cannot(target, 'powerState', language));
}

async function orderOff(target: Target, context: CommandContext): Promise<Result<null>> {
  const asked = await askSystem('off', target, context);
  if (asked.ok) return asked;
  const { act: press } = await powerOf(context, target);
  if (context.signal.aborted) return err(notBegun(context));
  return press ? heard(await press('soft', context.signal), context) : withoutBoard(asked.error, target, context);
}

/** A board can't ask a system to begin anew: `cycle` and `reset` both take its power away. */
async function orderReboot(target: Target, context: CommandContext): Promise<Result<null>> {
  const asked = await askSystem('reboot', target, context);
  if (asked.ok) return asked;
  if (context.signal.aborted) return err(notBegun(context));
  const { language } = context;
  const { act: press } = await powerOf(context, target);
  if (!press) return withoutBoard(asked.error, target, context);
  if (asked.error.code === 'command/cannot') return err(failure('command/reboot-needs-ssh', { target: target.id }, language));
  const reason = translateFailure(asked.error, language).message;
  return err(failure('command/not-rebooted', { target: target.id, reason }, language));
}

async function askSystem(act: 'off' | 'reboot', target: Target, context: CommandContext): Promise<Result<null>> {
  const shell = await shellOf(context, target);
  return shell.ok ? orderShutdown(shell.value, act, context.signal, context.language) : shell;
}

/** Without a board it is the system's answer that counts. */
function withoutBoard(problem: Failure, target: Target, { language }: CommandContext): Result<never> {
  return err(problem.code === 'command/cannot' ? cannot(target, 'powerOff', language) : problem);
}

/** A switch whose program was called off may have been pressed before that; what gave up sooner has pressed none. */
function heard(pressed: Result<null>, context: CommandContext): Result<null> {
  if (pressed.ok || !context.signal.aborted || !isCalledOff(pressed.error)) return pressed;
  return pressed.error.code === 'shell/aborted' ? ok(null) : err(notBegun(context));
}
