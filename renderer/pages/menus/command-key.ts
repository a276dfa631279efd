import { commandKeyPrefix, lineOfKey } from '../../../shared/menu/command-keys.ts';
import { quotedWord } from '../../../shared/quoted-word.ts';
import type { CommandView } from '../../../shared/run.ts';

/** The command that a menu key asks for, as its form has it. */
export interface KeyedCommand {
  command: CommandView;
  /** By the names of its parameters; empty where nothing is given. */
  values: Record<string, string>;
  /** Ids of its targets. */
  targets: string[];
}

/** Stands in for an argument that is yet to be filled in, so that no word behind it is taken for it. */
const blank = quotedWord('');

/** The key of a command: always by its English name, so that it means the same in every language. */
export function keyOfCommand({ command, values, targets }: KeyedCommand): string {
  const given = command.parameters.flatMap(({ name, isOptional }) => {
    const value = values[name]?.trim() ?? '';
    if (value === '') return isOptional ? [] : [blank];
    // why: a script stands there with its own arguments
    return [name === 'script' ? value : quotedWord(value)];
  });
  const words = [command.name, ...given, ...targets.map(quotedWord)];
  return `${commandKeyPrefix}${words.slice(0, words.findLastIndex((word) => word !== blank) + 1).join(' ')}`;
}

/**
 * Reads a key back into the form; undefined where the form could not say the same, or no command is called so.
 * @param knownTargets what tells the targets at the end of a line from arguments that may be left out
 */
export function commandOfKey(key: string, commands: readonly CommandView[], knownTargets: readonly string[]): KeyedCommand | undefined {
  const line = lineOfKey(key);
  if (line === undefined) return undefined;
  const [name, ...tokens] = tokensOf(line);
  const words = tokens.map(({ word }) => word);
  const command = commands.find((one) => one.name === name?.word);
  if (!command) return undefined;
  const needed = command.parameters.filter(({ isOptional }) => !isOptional).length;
  let end = words.length;
  while (command.targets !== 'none' && end > needed && knownTargets.includes(words[end - 1] ?? '')) end -= 1;
  const args = tokens.slice(0, end);
  const isScript = command.parameters.at(-1)?.name === 'script';
  const values = isScript ? { script: args.map(({ raw }) => raw).join(' ') } : valuesOf(command, words.slice(0, end));
  const read = { command, values, targets: words.slice(end) };
  return keyOfCommand(read) === key.trim() ? read : undefined;
}

/** Gives words to parameters as the gateway does: one that may be left out is, where the word is another one's option. */
function valuesOf({ parameters }: CommandView, args: string[]): Record<string, string> {
  const rest = [...args];
  return Object.fromEntries(
    parameters.map(({ name, isOptional, options }, index) => {
      const [word = ''] = rest;
      const isLater = parameters.slice(index + 1).some((later) => later.options?.includes(word));
      const isLeftOut = isOptional && (options ? !options.includes(word) : isLater);
      return [name, isLeftOut ? '' : (rest.shift() ?? '')];
    }),
  );
}

/** The words of a line, and as they are written: what stands in straight quotes is kept together. */
function tokensOf(line: string): { word: string; raw: string }[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|\S+/gu)].map(([raw, double, single]) => ({ word: double ?? single ?? raw, raw }));
}
