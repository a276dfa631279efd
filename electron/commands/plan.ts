import { failure } from '../../shared/failures.ts';
import { type Language, listed } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import { quotedWord } from '../../shared/quoted-word.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import type { DangerLevel } from '../../shared/role.ts';
import { localTargetId, type Target } from '../../shared/target.ts';
import type { Fleet, Found } from '../control/fleet.ts';
import { isCalled } from '../control/targets/lookup.ts';
import { capabilitiesOf } from '../control/targets/view.ts';
import { readArguments } from './arguments.ts';
import { readChoiceKey } from './choice-key.ts';
import type { Choices } from './choices.ts';
import { type Command, leastDanger, usageLine } from './command.ts';
import { closestWords, findCommand, findGlued } from './lookup.ts';
import { type Medium, parseCommandLine } from './parser.ts';
import type { Access, AccessRule, Asker, Decision } from './policy.ts';
import { refusal, rightsOf } from './rights.ts';
import type { Scripts } from './scripts.ts';
import { cannot } from './ways.ts';

/** What has to happen before a command runs. */
export type Before =
  | { kind: 'nothing' }
  | { kind: 'confirm'; by: 'self' | 'second' }
  /** Several targets fit a word where one is wanted: the person is asked which. */
  | { kind: 'choose'; word: string; offers: readonly { target: Target; line: string }[] };

/** A line that was understood and may be run; it has not been run yet. */
export interface PlannedCommand {
  command: Command;
  /** Parsed with the command's schema, without the target. */
  args: Record<string, unknown>;
  targets: readonly Target[];
  danger: DangerLevel;
  before: Before;
  language: Language;
  medium: Medium;
  /** The line that asks for the same, with every target named. */
  line: string;
  /** The console has sent the message again, or an edited one, that asks for it. */
  isReplay?: true;
}

/** What a line is planned with. */
export interface Planning {
  commands: readonly Command[];
  fleet: Fleet;
  access(): Access;
  choices: Choices;
  scripts: Pick<Scripts, 'find'>;
  now(): number;
}

/**
 * What to do about a line: run a command, or say in that language why not. Changes nothing. Somebody without any right
 * learns only that, whatever they wrote.
 */
export function planCommand(
  written: string,
  asker: Asker,
  rule: AccessRule,
  language: Language,
  planning: Planning,
  medium: Medium = 'text',
): Result<PlannedCommand> {
  const { commands, fleet, scripts } = planning;
  const line = planning.choices.lineOf(asker, written) ?? written;
  const { isStranger, may, atAll, hasTarget } = rightsOf(asker, rule, planning);
  // why: a line that is cut might name another server
  const most = asker.origin === 'console' ? limits.consoleLineChars : limits.commandLineChars;
  const parsed = line.length > most ? err(failure('command/too-long', { most: String(most) }, language)) : parseCommandLine(line, language);
  const found = parsed.ok ? (findCommand(commands, parsed.value.word) ?? findGlued(commands, parsed.value.word, hasTarget)) : undefined;
  if (isStranger && !found?.command.forStrangers) return err(refusal({ kind: 'stranger' }, language));
  if (readChoiceKey(line)) return err(failure('command/choice-over', {}, language));
  if (!parsed.ok) return parsed;
  const { word, args: words } = parsed.value;
  if (!found) return err(unknownCommand(commands.filter(atAll), word, language));
  const { command, first } = found;
  const all = [...first, ...words];
  // why: what a command takes is told to nobody who may not use it at all
  const use = may(command, command.dangerFor?.(all, scripts) ?? leastDanger(command), []);
  if (use.kind !== 'allowed') return err(refusal(use, language));
  const read = readArguments(command, all, scripts, language);
  if (!read.ok) return read;
  const { args, own, targetWords } = read.value;
  const danger = typeof command.danger === 'function' ? command.danger(args) : command.danger;
  const shows = (target: Target) => may(command, danger, [target]).kind === 'allowed';
  const reached = reachTargets(command, danger, targetWords, { language, fleet, shows });
  if (!reached.ok) return may(command, danger, []).kind === 'allowed' ? reached : err(refusal({ kind: 'no-right' }, language));
  const { targets, choose } = reached.value;
  const decision = may(command, danger, choose ? [] : targets);
  if (decision.kind !== 'allowed') return err(refusal(decision, language));
  const unable = choose ? undefined : noneCan(command, targets, { fleet, language });
  if (unable) return err(unable);
  const lineFor = (meant: readonly Target[]) => canonicalLine(command, own, targetWords, meant);
  const before: Before = choose
    ? {
        kind: 'choose',
        word: choose.word,
        offers: choose.candidates.slice(0, mostOffers).map((target) => ({ target, line: lineFor([target]) })),
      }
    : beforehand(decision, command, danger, medium);
  return ok({ command, args, targets, danger, before, language, medium, line: lineFor(targets) });
}

/** So many targets are offered to choose from. */
const mostOffers = 9;

function beforehand({ confirm }: Extract<Decision, { kind: 'allowed' }>, command: Command, danger: DangerLevel, medium: Medium): Before {
  if (confirm !== 'none') return { kind: 'confirm', by: confirm };
  return isDoubtful(command, danger, medium) ? { kind: 'confirm', by: 'self' } : { kind: 'nothing' };
}

/**
 * What was only heard may have been misheard, and whoever scans a code didn't write it: then whatever changes something is
 * confirmed. In a code neither the brake nor a yes is its scanner's word; a no does no harm.
 */
function isDoubtful({ givesWord }: Command, danger: DangerLevel, medium: Medium): boolean {
  if (danger !== 'read') return medium === 'voice' || medium === 'scan';
  return medium === 'scan' && givesWord === true;
}

/** Why none of the targets can do what the command needs. Where some can, each of the others says so in its place. */
function noneCan(
  { targets: wanted }: Command,
  targets: readonly Target[],
  telling: { fleet: Fleet; language: Language },
): Failure | undefined {
  const needs = wanted?.needs;
  const [first] = targets;
  if (!needs || !first || targets.some((target) => capabilitiesOf(target).includes(needs))) return undefined;
  return cannot(first, needs, telling);
}

function unknownCommand(commands: readonly Command[], word: string, language: Language): Failure {
  const near = closestWords(commands, word);
  const shown = [...word].slice(0, 20).join('');
  if (near.length === 0) return failure('command/unknown', { word: shown }, language);
  return failure('command/unknown-near', { word: shown, near: listed(near, language) }, language);
}

interface Reached {
  targets: readonly Target[];
  /** Several fit the word; which of them is meant? */
  choose?: { word: string; candidates: readonly Target[] };
}

interface Reaching {
  language: Language;
  fleet: Fleet;
  /** Whether a target may be named to whoever asks: what they have no right to is not offered to them. */
  shows(target: Target): boolean;
}

function reachTargets(
  { targets: wanted, ...command }: Command,
  danger: DangerLevel,
  words: readonly string[],
  { language, fleet, shows }: Reaching,
): Result<Reached> {
  if (!wanted) return ok({ targets: [] });
  if (words.length === 0) {
    if (wanted.without === 'named') {
      const usage = usageLine(command, language);
      return err(failure('command/which-target', { usage }, language));
    }
    return ok({ targets: fleet.all().filter(({ id }) => id === localTargetId) });
  }
  const found = findAll(words, fleet);
  if (found.kind === 'none') {
    if (wanted.unknown) return err(failure(wanted.unknown, { target: shortened(found.word) }, language));
    return err(unknownTarget(found.word, found.near.filter(namesShown(fleet, shows)), language));
  }
  if (found.kind === 'found' && (wanted.count === 'many' || found.targets.length === 1)) {
    return ok({
      targets: danger === 'danger' || (danger === 'change' && wanted.needs) ? ourselvesLast(found.targets, words) : found.targets,
    });
  }
  const meant = found.kind === 'found' ? { word: words.join(' '), candidates: found.targets } : found;
  const candidates = meant.candidates.filter(shows);
  if (candidates.length > 1) return ok({ targets: [], choose: { word: meant.word, candidates } });
  // why: of several that nobody may name to them, the first is refused like any other
  return ok({ targets: candidates.length === 1 ? candidates : meant.candidates.slice(0, 1) });
}

/**
 * The computer that carries all this out is never meant by a glob, a tag or a group that means others too: it might be gone
 * before they are told. Named itself it comes last.
 */
function ourselvesLast(targets: readonly Target[], words: readonly string[]): readonly Target[] {
  const others = targets.filter(({ id }) => id !== localTargetId);
  const own = targets.find(({ id }) => id === localTargetId);
  if (!own || others.length === 0) return targets;
  const isNamed = words.flatMap((word) => word.split(/[,，､、]/u)).some((word) => isCalled(own, word));
  return isNamed ? [...others, own] : others;
}

/** Whether a word (an id, or `@` and a tag or group) belongs to a target that is shown. */
const namesShown = (fleet: Fleet, shows: (target: Target) => boolean) => (word: string) =>
  fleet.all().some((target) => namesOf(target).includes(word) && shows(target));

const namesOf = ({ id, tags, group }: Target) => [id, ...[...tags, group ?? ''].map((name) => `@${name}`)];

/** A name may have spaces in it; else each word names targets of its own. */
function findAll(words: readonly string[], fleet: Fleet): Found {
  const whole = fleet.find(words.join(' '));
  return whole.kind === 'none' && words.length > 1 ? fleet.find(words.join(',')) : whole;
}

const shortened = (word: string) => [...word].slice(0, 32).join('');

function unknownTarget(word: string, near: readonly string[], language: Language): Failure {
  const target = shortened(word);
  if (near.length === 0) return failure('command/unknown-target', { target }, language);
  return failure('command/unknown-target-near', { target, near: listed(near, language) }, language);
}

/** The command's own name, its arguments, and every target by its id: what is on record, and can be sent again. */
function canonicalLine(command: Command, own: readonly string[], targetWords: readonly string[], targets: readonly Target[]): string {
  const named = targets.length > 0 ? targets.map(({ id }) => id) : targetWords;
  return [command.name, ...own.map(quotedWord), ...named.map(quotedWord)].join(' ');
}
