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

const prefix = 'cmd:';

export const isCommandKey = (key: string): boolean => key.startsWith(prefix);

/** The key of a command: always by its English name, so that it means the same in every language. */
export function keyOfCommand({ command, values, targets }: KeyedCommand): string {
  const given = command.parameters.flatMap(({ name }) => {
    const value = values[name]?.trim() ?? '';
    // why: a script stands there with its own arguments
    return value === '' ? [] : [name === 'script' ? value : quotedWord(value)];
  });
  return `${prefix}${[command.name, ...given, ...targets.map(quotedWord)].join(' ')}`;
}

/**
 * Reads a key back into the form; undefined where the form could not say the same, or no command is called so.
 * @param knownTargets what tells the targets at the end of a line from arguments that may be left out
 */
export function commandOfKey(key: string, commands: readonly CommandView[], knownTargets: readonly string[]): KeyedCommand | undefined {
  if (!isCommandKey(key)) return undefined;
  const [name = '', ...words] = wordsOf(key.slice(prefix.length));
  const command = commands.find((one) => one.name === name);
  if (!command) return undefined;
  const needed = command.parameters.filter(({ isOptional }) => !isOptional).length;
  let end = words.length;
  while (command.targets !== 'none' && end > needed && knownTargets.includes(words[end - 1] ?? '')) end -= 1;
  const args = command.parameters.at(-1)?.name === 'script' ? [words.slice(0, end).join(' ')] : words.slice(0, end);
  const values = Object.fromEntries(command.parameters.map(({ name: parameter }, index) => [parameter, args[index] ?? '']));
  const read = { command, values, targets: words.slice(end) };
  return keyOfCommand(read) === key.trim() ? read : undefined;
}

/** The words of a line, with what stands in straight quotes kept together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
}
