import { translateFailure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Capability, Target } from '../../shared/target.ts';
import type { Driver, PowerSwitch, Screen, Shell } from '../control/driver.ts';
import type { CommandContext } from './command.ts';
import { failureText } from './run.ts';
import { cannot } from './ways.ts';

type Reaching = Pick<CommandContext, 'fleet' | 'language'>;

/** The first way to a target that can do what is needed. Fails with `command/cannot` and what opening the ways fails with. */
async function firstWith<T>(
  { fleet, language }: Reaching,
  target: Target,
  needs: Capability,
  pick: (driver: Driver) => T | undefined,
): Promise<Result<T>> {
  const drivers = await fleet.drivers(target);
  if (!drivers.ok) return drivers;
  for (const driver of drivers.value) {
    const found = pick(driver);
    if (found !== undefined) return ok(found);
  }
  return err(cannot(target, needs, language));
}

/** What runs programs on a target. */
export const shellOf = (context: Reaching, target: Target): Promise<Result<Shell>> =>
  firstWith(context, target, 'shell', ({ shell }) => shell);

/** What takes a picture of a target's screen. */
export const screenOf = (context: Reaching, target: Target): Promise<Result<Screen>> =>
  firstWith(context, target, 'screen', ({ screen }) => screen);

/** What a target's power switch can do, from all its drivers together: the first that can do an act does it. */
export async function powerOf({ fleet }: Reaching, target: Target): Promise<PowerSwitch> {
  const drivers = await fleet.drivers(target);
  const switches = drivers.ok ? drivers.value.flatMap(({ power }) => (power ? [power] : [])) : [];
  const on = switches.find((power) => power.on)?.on;
  const act = switches.find((power) => power.act)?.act;
  const state = switches.find((power) => power.state)?.state;
  return { ...(on && { on }), ...(act && { act }), ...(state && { state }) };
}

/** So many targets are asked at the same time: each is a connection and a few sessions, and takes next to no work here. */
export const atOnce = 64;

/**
 * Asks each target, many at the same time, so that all of them take as long as the slowest; the answers stand in the
 * order of the targets. One that fails says so in its place; only where all fail with one target is it a failure.
 */
export async function askEach(
  { targets, language, output }: Pick<CommandContext, 'targets' | 'language' | 'output'>,
  ask: (target: Target) => Promise<Result<string>>,
): Promise<Result<string>> {
  const answers = new Map<string, Result<string>>();
  const left = [...targets];
  const work = async () => {
    for (let target = left.shift(); target; target = left.shift()) {
      const answer = await ask(target);
      answers.set(target.id, answer);
      output(`${section(target, answer, targets.length > 1, language)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, targets.length) }, work));
  const [only] = answers.values();
  if (targets.length === 1 && only) return only;
  return ok(targets.map((target) => section(target, answers.get(target.id), true, language)).join('\n\n'));
}

function section(target: Target, answer: Result<string> | undefined, isNamed: boolean, language: Language): string {
  if (!answer) return '';
  const text = answer.ok ? answer.value : failureText(translateFailure(answer.error, language));
  if (!isNamed) return text;
  const mark = answer.ok ? '●' : '■';
  return `${mark} ${target.id}${target.name === target.id ? '' : ` ${target.name}`}${language === 'en' ? ': ' : '：'}\n${text}`;
}
