import { failure, translateFailure } from '../../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../../shared/result.ts';
import type { Target } from '../../../shared/target.ts';
import type { PowerSwitch } from '../../control/driver.ts';
import { type GivenOrder, orderShutdown } from '../../control/shutdown.ts';
import type { CommandContext } from '../command.ts';
import { isCalledOff, notBegun } from '../cut-off.ts';
import { powerOf, shellOf } from '../reach.ts';
import { cannot, isCannot } from '../ways.ts';

export type PowerAct = 'on' | 'off' | 'reboot' | 'force-off' | 'reset';

/**
 * Gives an order, once; well too where that was cut short and nobody knows whether it was heard. Nothing that was asked for gently
 * is ever done by cutting the power.
 */
export async function givePowerOrder(act: PowerAct, target: Target, context: CommandContext): Promise<Result<GivenOrder>> {
  const { signal } = context;
  if (act === 'off') return orderOff(target, context);
  if (act === 'reboot') return orderReboot(target, context);
  const power = await powerOf(context, target);
  if (signal.aborted) return err(notBegun(context));
  if (!power.ok) return power;
  const { on, act: press } = power.value;
  if (act === 'on') return on ? heard(await on(signal), context) : err(cannot(target, 'powerOn', context));
  return press ? heard(await press(act === 'reset' ? 'reset' : 'hard', signal), context) : err(cannot(target, 'powerState', context));
}

async function orderOff(target: Target, context: CommandContext): Promise<Result<GivenOrder>> {
  const asked = await askSystem('off', target, context);
  if (asked.ok) return asked;
  const press = await pressOf(target, context);
  if (context.signal.aborted) return err(notBegun(context));
  return press ? heard(await press('soft', context.signal), context) : withoutBoard(asked.error, target, context);
}

/** A board can't ask a system to begin anew: `cycle` and `reset` both take its power away. */
async function orderReboot(target: Target, context: CommandContext): Promise<Result<GivenOrder>> {
  const asked = await askSystem('reboot', target, context);
  if (asked.ok) return asked;
  if (context.signal.aborted) return err(notBegun(context));
  const { language } = context;
  const press = await pressOf(target, context);
  if (!press) return withoutBoard(asked.error, target, context);
  if (isCannot(asked.error)) return err(failure('command/reboot-needs-ssh', { target: target.id }, language));
  const reason = translateFailure(asked.error, language).message;
  return err(failure('command/not-rebooted', { target: target.id, reason }, language));
}

async function askSystem(act: 'off' | 'reboot', target: Target, context: CommandContext): Promise<Result<GivenOrder>> {
  const shell = await shellOf(context, target);
  if (!shell.ok) return shell;
  return orderShutdown(shell.value, act, context.signal, context.language);
}

/** The board's button, for a system that couldn't be asked itself; why it couldn't is told where there is none. */
async function pressOf(target: Target, context: CommandContext): Promise<PowerSwitch['act']> {
  const power = await powerOf(context, target);
  return power.ok ? power.value.act : undefined;
}

/** Without a board it is the system's answer that counts. */
function withoutBoard(problem: Failure, target: Target, context: CommandContext): Result<never> {
  return err(isCannot(problem) ? cannot(target, 'powerOff', context) : problem);
}

/** A switch whose program was called off, or wasn't answered, may have been pressed; what gave up sooner has pressed none. */
function heard(pressed: Result<null>, context: CommandContext): Result<GivenOrder> {
  if (pressed.ok) return ok({});
  if (pressed.error.code === 'control/ipmi-unanswered') return ok({ doubt: pressed.error });
  if (!context.signal.aborted || !isCalledOff(pressed.error)) return pressed;
  return pressed.error.code === 'shell/aborted' ? ok({ doubt: pressed.error }) : err(notBegun(context));
}
