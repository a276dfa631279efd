import { z } from 'zod';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { err, ok } from '../../shared/result.ts';
import { type Command, type CommandContext, usageLine } from './command.ts';
import { closestWords, findCommand } from './lookup.ts';
import { parseCommandLine } from './parser.ts';
import { type AccessRule, decide } from './policy.ts';
import { commands } from './registry.ts';

/** A line that was understood as far as naming a command; it has not been run yet. */
export interface PlannedCommand {
  command: Command;
  args: string[];
  language: Language;
}

/** What to do about a line: run a command, or say in that language why not. */
export function planCommand(line: string, caller: CommandContext['caller'], rule: AccessRule, language: Language): Result<PlannedCommand> {
  const parsed = parseCommandLine(line, language);
  const command = parsed.ok ? findCommand(commands, parsed.value.word) : undefined;
  const decision = decide(command, caller, rule);
  if (decision !== 'allowed') return err(failure(`command/${decision}`, {}, language));
  if (!parsed.ok) return parsed;
  if (!command) return err(unknownCommand(parsed.value.word, language));
  return ok({ command, args: parsed.value.args, language });
}

function unknownCommand(word: string, language: Language): Failure {
  const near = closestWords(commands, word);
  const shown = [...word].slice(0, 20).join('');
  if (near.length === 0) return failure('command/unknown', { word: shown }, language);
  return failure('command/unknown-near', { word: shown, near: near.join(language === 'en' ? ', ' : '、') }, language);
}

/** Runs a planned command. A bug in it becomes `command/failed`, and is passed to `onBug`. */
export async function runCommand(
  { command, args, language }: PlannedCommand,
  context: Omit<CommandContext, 'language' | 'commands'>,
  onBug: (error: unknown) => void,
): Promise<Result<string>> {
  const parsed = readArguments(command, args, language);
  if (!parsed.ok) return parsed;
  try {
    return await command.run(parsed.value, { ...context, language, commands });
  } catch (error) {
    onBug(error);
    return err(failure('command/failed', { command: command.name }, language));
  }
}

/** Gives the words their names, in the declared order, and checks them with the command's schema. */
function readArguments(command: Command, args: string[], language: Language): Result<Record<string, unknown>> {
  const names = Object.keys(command.parameters.shape);
  const usage = usageLine(command, language);
  if (args.length > names.length) return err(failure('command/too-many-arguments', { usage }, language));
  const parsed = command.parameters.safeParse(Object.fromEntries(args.map((arg, index) => [names[index], arg])));
  return parsed.success ? ok(parsed.data) : err(failure('command/arguments', { usage, reason: z.prettifyError(parsed.error) }, language));
}

/** A failure as the chat shows it: what is wrong, and below it what to do. */
export const failureText = (problem: Failure) => `${problem.message}\n${problem.hint}`;
