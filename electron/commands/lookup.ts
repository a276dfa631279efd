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

/** Finds the command that a word names, letter case and full-width forms aside, and the arguments that a shortcut brings. */
export function findCommand(commands: readonly Command[], word: string): { command: Command; first: readonly string[] } | undefined {
  const wanted = foldWord(word);
  for (const command of commands) {
    const first = foldedWords(command).get(wanted);
    if (first) return { command, first };
  }
  return undefined;
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
