import { type FailureCode, failure, translateFailure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import { type Capability, localTargetId, type Target } from '../../shared/target.ts';
import type { Driver, PowerSwitch, Screen, Shell } from '../control/driver.ts';
import type { Answer, CommandContext } from './command.ts';
import { cutOff, isCalledOff, notBegun } from './cut-off.ts';
import { failureText } from './run.ts';
import { cannot } from './ways.ts';

type Reaching = Pick<CommandContext, 'fleet' | 'language'>;

/** The first way to a target that can do what is needed. Fails with `cannot` and what opening the ways fails with. */
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
  return err(cannot(target, needs, { fleet, language }));
}

/** What runs programs on a target. */
export const shellOf = (context: Reaching, target: Target): Promise<Result<Shell>> =>
  firstWith(context, target, 'shell', ({ shell }) => shell);

/** What takes a picture of a target's screen. */
export const screenOf = (context: Reaching, target: Target): Promise<Result<Screen>> =>
  firstWith(context, target, 'screen', ({ screen }) => screen);

/** What a target's power switch can do: `powerOver` all its drivers. Fails with what opening the ways fails with. */
export async function powerOf({ fleet }: Reaching, target: Target): Promise<Result<PowerSwitch>> {
  const drivers = await fleet.drivers(target);
  return drivers.ok ? ok(powerOver(drivers.value)) : drivers;
}

/** All these drivers' power switches together: the first that can do an act does it. */
export function powerOver(drivers: readonly Driver[]): PowerSwitch {
  const switches = drivers.flatMap(({ power }) => (power ? [power] : []));
  const on = switches.find((power) => power.on)?.on;
  const act = switches.find((power) => power.act)?.act;
  const state = switches.find((power) => power.state)?.state;
  return { ...(on && { on }), ...(act && { act }), ...(state && { state }) };
}

/** So many targets are asked at the same time: each is a connection and a few sessions, and takes next to no work here. */
export const atOnce = 64;

type Asking = Pick<CommandContext, 'targets' | 'language' | 'output' | 'signal' | 'danger' | 'access'>;

const marks = { done: '●', failed: '■', unknown: '▲', notBegun: '○' };

/** What came of one target. Where the run is stopped in the middle, some are cut off, and others never begin. */
interface Outcome {
  target: Target;
  kind: keyof typeof marks;
  answer: Result<string>;
  /** What it printed until it failed. */
  printed: string;
}

/**
 * Asks each target, many at the same time, so that all of them take as long as the slowest; the answers stand in the
 * order of the targets. One that fails says so in its place; only with one target is that the failure itself. No further
 * target is begun once the run is cancelled, the program stops, or everything but looking is put on hold. What changes
 * something comes to our own computer once all others have answered.
 * @param printedOn what a target has printed so far: with what failed or was cut off there, that is told too
 */
export async function askEach(
  context: Asking,
  ask: (target: Target) => Promise<Result<string>>,
  printedOn: (target: Target) => string = () => '',
): Promise<Result<Answer>> {
  const { targets, language, output, danger } = context;
  const told = new Map<string, Outcome>();
  const isLast = ({ id }: Target) => danger !== 'read' && id === localTargetId;
  let left = targets.filter((target) => !isLast(target));
  let stopped: Failure | undefined;
  const next = () => {
    stopped ??= whyNoFurther(context);
    return stopped ? undefined : left.shift();
  };
  const work = async () => {
    for (let target = next(); target; target = next()) {
      const outcome = { ...(await outcomeOf(target, ask, context)), printed: printedOn(target) };
      told.set(target.id, outcome);
      output(`${targets.length > 1 ? section(outcome, language) : textOf(outcome, language)}\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, targets.length) }, work));
  left = [...left, ...targets.filter(isLast)];
  await work();
  if (stopped) for (const target of left) told.set(target.id, { target, kind: 'notBegun', answer: err(stopped), printed: '' });
  const outcomes = targets.flatMap(({ id }) => told.get(id) ?? []);
  const [only, ...others] = outcomes;
  return only && others.length === 0 ? alone(only, context) : ok(together(outcomes, context));
}

function whyNoFurther({ signal, danger, access, language }: Asking): Failure | undefined {
  if (signal.aborted) return notBegun({ signal, language });
  return danger !== 'read' && access().held ? failure('command/held', {}, language) : undefined;
}

/** Failures that tell by themselves how far it came. */
const kinds: Partial<Record<string, Outcome['kind']>> = {
  ...{
    'command/unwatched': 'unknown',
    'command/overdue': 'unknown',
    'command/reboot-unseen': 'unknown',
    'command/not-down-unanswered': 'unknown',
    'command/some-unknown': 'unknown',
  },
  ...{ 'command/not-begun': 'notBegun', 'command/not-started': 'notBegun' },
};

/** After these, what was to change something may have done so. */
const mayHaveChanged: ReadonlySet<string> = new Set<FailureCode>(['ssh/lost', 'control/ipmi-unanswered']);

function kindOf({ code }: Failure, { danger }: Pick<Asking, 'danger'>): Outcome['kind'] {
  return kinds[code] ?? (danger !== 'read' && mayHaveChanged.has(code) ? 'unknown' : 'failed');
}

/** Whether nobody knows what came of something that ended so: it may have been done, at some of the targets at least. */
export const isUnknown = (failure: Failure, asked: Pick<Asking, 'danger'>): boolean => kindOf(failure, asked) === 'unknown';

/** More time is no remedy for what was to change something: it may still be going on where only its program was ended. */
const overdue = (told: Failure, { danger, language }: Asking): Failure =>
  told.code === 'shell/timeout' && danger !== 'read' ? failure('command/overdue', told.params, language) : told;

async function outcomeOf(
  target: Target,
  ask: (target: Target) => Promise<Result<string>>,
  context: Asking,
): Promise<Omit<Outcome, 'printed'>> {
  try {
    const answer = await ask(target);
    if (answer.ok) return { target, kind: 'done', answer };
    const isCutOff = context.signal.aborted && isCalledOff(answer.error);
    const told = overdue(answer.error, context);
    if (!isCutOff) return { target, kind: kindOf(told, context), answer: err(told) };
  } catch (error) {
    if (!context.signal.aborted) throw error;
  }
  return { target, kind: 'unknown', answer: err(cutOff(context)) };
}

/** What came of the only target: where it printed something before it failed, that is no mere failure. */
function alone(outcome: Outcome, { language }: Asking): Result<Answer> {
  const { answer, printed } = outcome;
  if (answer.ok || printed === '') return answer;
  return ok({ text: textOf(outcome, language), kept: printed, failed: translateFailure(answer.error, language) });
}

/** All answers in one; where not all succeeded, how many did comes first. */
function together(outcomes: readonly Outcome[], { language, danger }: Asking): Answer {
  const text = outcomes.map((outcome) => section(outcome, language)).join('\n\n');
  const count = (wanted: Outcome['kind']) => outcomes.filter(({ kind }) => kind === wanted).length;
  const [of, done, unknown, waiting] = [outcomes.length, count('done'), count('unknown'), count('notBegun')];
  if (done === of) return text;
  const head =
    language === 'en'
      ? [`${done} of ${of} succeeded`, ...(unknown ? [`${unknown} unknown`] : []), ...(waiting ? [`${waiting} not begun`] : [])].join(', ')
      : [`${done}/${of} 成功`, ...(unknown ? [`${unknown} 台结果未知`] : []), ...(waiting ? [`${waiting} 台没有执行`] : [])].join('，');
  const counts = { failed: String(of - done), of: String(of), unknown: String(unknown) };
  // why: looking changes nothing, so it may simply be repeated
  const mayRepeat = unknown === 0 || danger === 'read';
  const code = !mayRepeat ? 'command/some-unknown' : done === 0 ? 'command/none-succeeded' : 'command/partly';
  return { text: `${head}\n\n${text}`, failed: failure(code, counts, language) };
}

function section(outcome: Outcome, language: Language): string {
  const { target, kind } = outcome;
  const name = target.name === target.id ? target.id : `${target.id} ${target.name}`;
  return `${marks[kind]} ${name}${language === 'en' ? ': ' : '：'}\n${textOf(outcome, language)}`;
}

function textOf({ answer, printed }: Outcome, language: Language): string {
  if (answer.ok) return answer.value;
  const told = failureText(translateFailure(answer.error, language));
  return printed === '' ? told : `${told}\n${language === 'en' ? 'Output:' : '输出：'}\n${printed}`;
}
