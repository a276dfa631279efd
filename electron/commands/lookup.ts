import type { Command } from './command.ts';
import { foldWord } from './fold-word.ts';

/** Finds the command that a word names, letter case and full-width forms aside, and the arguments that a shortcut brings. */
export function findCommand(commands: readonly Command[], word: string): { command: Command; first: readonly string[] } | undefined {
  const wanted = foldWord(word);
  for (const command of commands) {
    if ([command.name, ...command.aliases].some((known) => foldWord(known) === wanted)) return { command, first: [] };
    const shortcut = Object.entries(command.shortcuts ?? {}).find(([known]) => foldWord(known) === wanted);
    if (shortcut) return { command, first: shortcut[1] };
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
    .map((known) => ({ known, distance: distance(wanted, foldWord(known)) }))
    .filter(({ known, distance }) => distance <= tolerance(known) || foldWord(known).startsWith(wanted))
    .sort((a, b) => a.distance - b.distance)[0];
}

const wordsOf = (command: Command) => [command.name, ...command.aliases, ...Object.keys(command.shortcuts ?? {})];

/** One slip in a short word, two in a longer one. */
const tolerance = (word: string) => (word.length <= 3 ? 1 : 2);

/** Levenshtein's distance, by code units. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substituted, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
