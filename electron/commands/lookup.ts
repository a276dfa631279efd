import type { z } from 'zod';
import { editDistance } from '../edit-distance.ts';
import type { Command } from './command.ts';
import { foldWord } from './fold-word.ts';

/** Each command's words, folded, with the arguments that they bring: every line that comes in is looked up here. */
const wordsKnown = new WeakMap<Command, ReadonlyMap<string, readonly string[]>>();

function foldedWords(command: Command): ReadonlyMap<string, readonly string[]> {
  const known = wordsKnown.get(command);
  if (known) return known;
  const shortcuts = Object.entries(command.shortcuts ?? {}).map(([word, first]) => [foldWord(word), first] as const);
  const names = [command.name, ...command.aliases].map((word) => [foldWord(word), []] as const);
  const made = new Map<string, readonly string[]>([...shortcuts, ...names]);
  wordsKnown.set(command, made);
  return made;
}

/** A command, and the arguments that the word for it brings. */
export interface FoundCommand {
  command: Command;
  first: readonly string[];
}

/** Finds the command that a word names, letter case and full-width forms aside. */
export function findCommand(commands: readonly Command[], word: string): FoundCommand | undefined {
  const wanted = foldWord(word);
  for (const command of commands) {
    const first = foldedWords(command).get(wanted);
    if (first) return { command, first };
  }
  return undefined;
}

type IsTarget = (command: Command, rest: string) => boolean;

/**
 * Finds the command in a word where Chinese was written, or heard, without a space: `重启官网`, `确认9937`; of a command that
 * only looks also `官网状态`, `看一下官网的状态`. Nothing is guessed: all the rest has to be a target, or the code that the
 * command takes. The longest command word counts.
 */
export function findGlued(commands: readonly Command[], word: string, isTarget: IsTarget): FoundCommand | undefined {
  const wanted = foldWord(word);
  return commands
    .flatMap((command) => [...foldedWords(command)].map(([known, first]) => ({ command, known, first })))
    .sort((a, b) => b.known.length - a.known.length)
    .flatMap(({ command, known, first }) => {
      const rests = command.takesCode ? codeBehind(wanted, known, command) : targetsBeside(wanted, known, command, first, isTarget);
      return rests.map((rest) => ({ command, first: [...first, rest] }));
    })[0];
}

/** The code behind a command's word: a colon may stand between, or a space, where the prompt was sent with its quotes. */
function codeBehind(wanted: string, known: string, { parameters }: Command): string[] {
  const behind = wanted.startsWith(known) ? wanted.slice(known.length) : '';
  const rest = behind.replace(/^[\s:]+/u, '');
  if (rest === behind && !isHan(known)) return [];
  const [schema] = Object.values<z.ZodType>(parameters.shape);
  const code = schema?.safeParse(rest);
  return code?.success ? [String(code.data)] : [];
}

function targetsBeside(wanted: string, known: string, command: Command, first: readonly string[], isTarget: IsTarget): string[] {
  if (!isHan(known) || !lacksOnlyTarget(command, first)) return [];
  return restsOf(wanted, known, command).filter((rest) => isTarget(command, rest));
}

const isHan = (word: string) => /^\p{Script=Han}+$/u.test(word);

function lacksOnlyTarget({ targets, parameters }: Command, first: readonly string[]): boolean {
  const needed = Object.entries<z.ZodType>(parameters.shape).filter(([, schema]) => !schema.safeParse(undefined).success);
  return targets !== undefined && needed.length <= first.length;
}

/** What is left of a word without the command's, which stands before the target, or where it does no harm behind it. */
function restsOf(wanted: string, known: string, { danger }: Command): string[] {
  const looked = wanted.replace(/^(?:查看|查询|查一下|看一下|看看)/u, '');
  return [
    ...(wanted.startsWith(known) ? [wanted.slice(known.length).replace(/^一下/u, '')] : []),
    ...(danger === 'read' && looked.endsWith(known) ? [looked.slice(0, -known.length).replace(/的$/u, '')] : []),
  ];
}

/** The words most like a mistyped one, best first: one a command, at most three, and none where nothing is near. */
export function closestWords(commands: readonly Command[], word: string): string[] {
  const wanted = foldWord(word);
  return commands
    .flatMap((command) => nearestOf(command, wanted) ?? [])
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ known }) => known);
}

function nearestOf(command: Command, wanted: string): { known: string; distance: number } | undefined {
  return wordsOf(command)
    .map((known) => ({ known, distance: editDistance(wanted, foldWord(known)) }))
    .filter(({ known, distance }) => distance <= tolerance(known) || foldWord(known).startsWith(wanted))
    .sort((a, b) => a.distance - b.distance)[0];
}

const wordsOf = (command: Command) => [command.name, ...command.aliases, ...Object.keys(command.shortcuts ?? {})];

/** One slip in a short word, two in a longer one. */
const tolerance = (word: string) => (word.length <= 3 ? 1 : 2);
