import { setMaxListeners } from 'node:events';
import { failure, translateFailure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import { askWhich, askYes } from './asking-back.ts';
import type { CardNews } from './card-news.ts';
import type { Choices } from './choices.ts';
import { lockedOut } from './code-attempts.ts';
import type { Answer, Command, CommandContext, CommandRooms } from './command.ts';
import { cancelledBy, cutOff, isCalledOff, notBegun } from './cut-off.ts';
import type { RunEnd, RunRequest } from './journal.ts';
import { type PlannedCommand, planCommand } from './plan.ts';
import type { AccessRule, Asker } from './policy.ts';
import { isUnknown } from './reach.ts';
import { rightsOf } from './rights.ts';
import { type Leave, noPlace } from './run-queue.ts';
import { stillAllowed } from './still-allowed.ts';

/** Who runs a plan, and how it is stopped. */
export interface Running {
  asker: Asker;
  rule: AccessRule;
  /** The id that it gets; absent where any will do. */
  id?: string;
  /** The row of the message log that asked for it. */
  message?: string;
  /** Aborts when it is cancelled (`CancelledBy`) or the program stops. */
  signal: AbortSignal;
  /** Waits for a place among those that run: undefined where that took too long. Absent where it has one, or none is needed. */
  takeTurn?(): Promise<Leave | undefined>;
  /** Who said yes to it, where that was asked for. */
  approvedBy?: Asker;
  /** It has begun, under this id. */
  onBegun?(id: string): void;
  /** Its end is on its way to the disk; whoever takes this waits for it before the answer leaves. Without it the run does. */
  onRecording?(writing: Promise<void>): void;
  /** What the card shows from now on whose button asked for it. */
  onCard?(news: CardNews): void;
}

export interface RunnerOptions extends CommandRooms {
  commands: readonly Command[];
  choices: Choices;
  onBug(error: unknown): void;
}

/**
 * Runs a planned command, or asks back first; every request is in the journal before anything is touched. A bug in a
 * command becomes `command/failed`.
 */
export async function runCommand(plan: PlannedCommand, running: Running, options: RunnerOptions): Promise<Result<Answer>> {
  const { before } = plan;
  if (before.kind === 'nothing') {
    const allowed = stillAllowed(plan, running, options);
    if (!allowed.ok) return noteRefused(allowed.error, plan, running, options);
    return asMessage(await carryOut(allowed.value.plan, running, options), plan, running, options);
  }
  // why: their own yes would not be taken
  const lockedSeconds = before.kind === 'confirm' && before.by === 'self' ? options.confirmations.lockedSeconds(running.asker) : 0;
  if (lockedSeconds > 0) return noteRefused(lockedOut(lockedSeconds, plan.language), plan, running, options);
  const asked =
    before.kind === 'choose'
      ? askWhich(plan, before, running.asker, options.choices, options.now())
      : askYes(plan, before, running, options);
  await options.journal.note(requestOf(plan, running, options.now()), { state: 'asking', answer: asked.text });
  return ok(asked);
}

async function noteRefused(
  reason: Failure,
  plan: PlannedCommand,
  running: Running,
  { journal, now }: RunnerOptions,
): Promise<Result<never>> {
  await journal.note(requestOf(plan, running, now()), { state: 'refused', failure: reason });
  return err(reason);
}

/** The chat takes a long answer in parts; the journal and the console have it as it is. */
function asMessage(result: Result<Answer>, { language }: PlannedCommand, { asker }: Running, { more }: RunnerOptions): Result<Answer> {
  if (!result.ok || asker.origin !== 'chat') return result;
  const text = more.firstPart(asker, textOf(result.value), language);
  return ok(typeof result.value === 'string' ? text : { ...result.value, text });
}

async function carryOut(plan: PlannedCommand, running: Running, options: RunnerOptions): Promise<Result<Answer>> {
  const { journal, now } = options;
  const at = now();
  const asked = requestOf(plan, running, at);
  const id = await journal.begin(running.id === undefined ? asked : { ...asked, id: running.id }, running.approvedBy);
  const controller = new AbortController();
  const { signal } = controller;
  const release = abortWith(running.signal, controller);
  const { asker, approvedBy, rule } = running;
  const isBrief = plan.command.takesNoPlace === true;
  const over = options.underWay.begin(id, controller, { line: plan.line, asker, approvedBy, rule, isBrief });
  running.onBegun?.(id);
  const result = await attempt(plan, { ...running, signal }, options, (text) => journal.output(id, text));
  over();
  release();
  const writing = journal.end(id, endOf(result, now() - at, plan, signal));
  if (!running.onRecording) await writing;
  else {
    // why: whoever takes it hears of a failure later, which until then is nobody's
    writing.catch(() => undefined);
    running.onRecording(writing);
  }
  return result;
}

/** What `AbortSignal.any` does, without its weak references: they would cost more than most commands do. */
function abortWith(parent: AbortSignal, controller: AbortController): () => void {
  const abort = () => controller.abort(parent.reason);
  // why: every command and every target that is asked listens, and Node takes more than ten for a leak
  setMaxListeners(0, parent, controller.signal);
  if (parent.aborted) abort();
  parent.addEventListener('abort', abort, { once: true });
  return () => parent.removeEventListener('abort', abort);
}

async function attempt(
  plan: PlannedCommand,
  running: Running,
  options: RunnerOptions,
  output: (text: string) => void,
): Promise<Result<Answer>> {
  const { command, args, targets, language, medium, danger } = plan;
  const { asker, rule, signal, onCard } = running;
  const { commands, choices, onBug, ...rooms } = options;
  const context: CommandContext = {
    ...{ ...rooms, asker, rule, language, medium, danger, targets, output, signal },
    ...(plan.isReplay && { isReplay: true }),
    // why: few commands ask, and it looks at every command and target
    get commands() {
      return rightsOf(asker, rule, options).usable(commands);
    },
    plan: (line) => planCommand(line, asker, rule, language, options),
    offer: (lines) => choices.offer(asker, lines, 'menu'),
    stopAsking: () => choices.forget(asker, 'question'),
    tellCard: (news) => onCard?.(news),
    // why: what was done stays done where somebody can't be told of it
    tell: (who, text, key) => rooms.tell(who, text, key).catch(onBug),
    runConfirmed: (confirmed, by) => runConfirmed(confirmed, by, running, options),
  };
  try {
    const result = await command.run(args, context);
    if (!result.ok && signal.aborted && isCalledOff(result.error)) return err(cutOff(context));
    return inLanguage(result, language);
  } catch (error) {
    if (signal.aborted) return err(cutOff(context));
    onBug(error);
    return err(failure('command/failed', { command: command.name }, language));
  }
}

/** Drivers know nobody's language. */
const inLanguage = (result: Result<Answer>, language: Language): Result<Answer> =>
  result.ok ? result : err(translateFailure(result.error, language));

/** Rights may have changed since it was asked for, so they are looked at once more when its turn has come. */
async function runConfirmed(
  plan: PlannedCommand,
  { asker, rule, isOwn }: Pick<Running, 'asker' | 'rule'> & { isOwn: boolean },
  { asker: approvedBy, rule: theirs, message, signal, takeTurn }: Running,
  options: RunnerOptions,
): Promise<Result<Answer>> {
  const running: Running = { asker, rule, signal, approvedBy, ...(message !== undefined && { message }) };
  const leave = takeTurn ? await takeTurn() : noPlace;
  if (!leave) return noteRefused(failure('command/too-late', {}, plan.language), plan, running, options);
  try {
    if (signal.aborted) return err(notBegun({ signal, language: plan.language }));
    const allowed = stillAllowed(plan, running, options);
    if (!allowed.ok) return await noteRefused(allowed.error, plan, running, options);
    if (!isOwn && !stillAllowed(plan, { asker: approvedBy, rule: theirs }, options).ok)
      return await noteRefused(failure('command/second-gone', {}, plan.language), plan, running, options);
    const lacksSecond = isOwn && allowed.value.confirm === 'second';
    if (lacksSecond) return await noteRefused(failure('command/second-since', {}, plan.language), plan, running, options);
    return await carryOut(allowed.value.plan, running, options);
  } finally {
    leave();
  }
}

/** What the journal keeps of a request. */
function requestOf(plan: PlannedCommand, { asker, message }: Pick<Running, 'asker' | 'message'>, at: number): RunRequest {
  return {
    at,
    ...(asker.origin === 'chat' ? { origin: 'chat', account: asker.account, person: asker.person } : { origin: 'console' }),
    command: plan.command.name,
    line: plan.line,
    danger: plan.danger,
    targets: plan.targets.map(({ id }) => id),
    ...(message !== undefined && { message }),
    ...(plan.command.evidence && { evidence: plan.command.evidence(plan.args) }),
    ...(plan.isReplay && { isReplay: true }),
  };
}

function endOf(result: Result<Answer>, ms: number, { danger, language }: PlannedCommand, signal: AbortSignal): RunEnd {
  const { text, kept, picture, failed } = result.ok ? partsOf(result.value) : { failed: result.error };
  const answer = kept ?? text;
  const told = { ms, ...(answer !== undefined && { answer, language }), ...(picture && { picture }) };
  if (!failed) return { ...told, state: 'done' };
  if (!signal.aborted) return { ...told, state: isUnknown(failed, { danger }) ? 'interrupted' : 'failed', failure: failed };
  const by = cancelledBy(signal);
  return { ...told, failure: failed, ...(by ? { state: 'cancelled', by } : { state: 'interrupted' }) };
}

const partsOf = (answer: Answer): Exclude<Answer, string> => (typeof answer === 'string' ? { text: answer } : answer);

/** The text of an answer. */
export const textOf = (answer: Answer): string => partsOf(answer).text;

/** A failure as the chat shows it: what is wrong, and below it what to do. */
export const failureText = (problem: Failure) => `${problem.message}\n${problem.hint}`;
