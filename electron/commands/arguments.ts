import type { z } from 'zod';
import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import { type Command, usageLine } from './command.ts';
import type { Scripts } from './scripts.ts';

/** The words of a line with their meaning. */
export interface ReadWords {
  /** Parsed with the command's schema, without the target. */
  args: Record<string, unknown>;
  /** The arguments as they may be written again, with those that were left out in the middle. */
  own: readonly string[];
  targetWords: readonly string[];
}

/**
 * Gives words their names, in the declared order, and checks them with the command's schema; the target's words are kept
 * apart. Before targets an argument may be left out that a word does not fit: `ps web-01` for `ps 10 cpu web-01`.
 */
export function readArguments(
  command: Command,
  words: readonly string[],
  scripts: Pick<Scripts, 'find'>,
  language: Language,
): Result<ReadWords> {
  const declared = command.parametersFor?.(words, scripts, language) ?? ok(command.parameters);
  if (!declared.ok) return declared;
  const usage = usageLine(command, language);
  const { named, rest } = nameWords(declared.value, words, command.targets !== undefined);
  if (rest.length > 0 && !command.targets) return err(failure('command/too-many-arguments', { usage }, language));
  const parsed = declared.value.safeParse(named);
  if (!parsed.success) return err(whyNot(parsed.error, named, { command, parameters: declared.value, language }));
  const { target: _asWritten, ...args } = parsed.data;
  return ok({ args, own: writtenAgain(declared.value, named, args), targetWords: rest });
}

/** What is wrong, in the words of the usage: the schema speaks to programs. */
function whyNot({ issues: [issue] }: z.ZodError, named: Record<string, string>, reading: Reading): Failure {
  const { command, language } = reading;
  const name = String(issue?.path[0]);
  const usage = usageLine(command, language);
  const wanted = wantedAs(name, issue?.message ?? '', reading);
  const word = named[name];
  if (word === undefined) return failure('command/argument-missing', { wanted, usage }, language);
  return failure('command/argument-wrong', { word: [...word].slice(0, 20).join(''), wanted, usage }, language);
}

interface Reading {
  command: Command;
  /** The command's own, or those of what its first words name. */
  parameters: z.ZodObject;
  language: Language;
}

/** An argument's name as the usage has it, and what bounds it: `端口（1–65535）`. Those of a script have the admin's names. */
function wantedAs(name: string, message: string, { command, parameters, language }: Reading): string {
  const names = Object.keys(parameters.shape);
  const inUsage = [...command.usage[language].matchAll(/[<[]([^>\]]+)[>\]]/g)].map(([, words = '']) => words.split('|').join(' / '));
  const shown = (parameters === command.parameters && inUsage[names.indexOf(name)]) || name;
  const options = parameters === command.parameters ? undefined : (parameters.shape[name] as z.ZodType).meta()?.options;
  const bounds = Array.isArray(options) ? options.join(' / ') : isBounds(message) ? message : '';
  if (bounds === '') return shown;
  return language === 'en' ? `${shown} (${bounds})` : `${shown}（${bounds}）`;
}

/** Numbers or a pattern: these are in no language. */
const isBounds = (message: string) => /^(?:\/.*\/|[^\p{L}?]*)$/su.test(message);

function nameWords(parameters: z.ZodObject, words: readonly string[], hasTargets: boolean) {
  const named: Record<string, string> = {};
  const rest = [...words];
  for (const [name, schema] of Object.entries(parameters.shape) as [string, z.ZodType][]) {
    const [word] = rest;
    if (word === undefined || (hasTargets && name === 'target')) break;
    const isLeftOut = hasTargets && schema.safeParse(undefined).success && !schema.safeParse(word).success;
    if (isLeftOut) continue;
    named[name] = word;
    rest.shift();
  }
  return { named, rest };
}

/** What was left out stands there too, so that no target's id is ever taken for it. */
function writtenAgain(parameters: z.ZodObject, named: Record<string, string>, args: Record<string, unknown>): string[] {
  return Object.keys(parameters.shape)
    .filter((name) => name !== 'target' && args[name] !== undefined)
    .map((name) => named[name] ?? String(args[name]));
}
