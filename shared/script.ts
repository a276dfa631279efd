import { z } from 'zod';
import { patternProblem } from './pattern-problem.ts';
import { DangerLevel } from './role.ts';

/** What bounds saved scripts. */
export const scriptLimits = {
  /** Scripts, all together. */
  scripts: 200,
  /** A script's text, in characters. */
  textChars: 32 * 1024,
  parameters: 8,
  /** An argument, in characters. */
  argumentChars: 200,
  /** The longest that a script may run, in seconds. */
  seconds: 3600,
  aliases: 8,
  /** What is said of it, in characters. */
  summaryChars: 200,
} as const;

export const ScriptId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/, 'letters, digits, "-" and "_", 32 at most');
export type ScriptId = z.infer<typeof ScriptId>;

/** What runs a script, which also says on which systems: `powershell` on Windows, the others elsewhere. */
export const ScriptInterpreter = z.enum(['sh', 'bash', 'powershell']);
export type ScriptInterpreter = z.infer<typeof ScriptInterpreter>;

/** Words that the command itself uses. */
const takenNames = ['script', 'target'];
const ParameterName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,31}$/, 'letters, digits and "_", 32 at most')
  .refine((name) => !takenNames.includes(name), 'another name');

/** An argument's words: one line that no program takes for an option, and nothing that turns the direction of text. */
const plainWord = /^(?!-)[^\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u;

/** Whether it may be left out: then the script gets an empty word in its place. */
const optional = z.boolean().optional();
const bound = z.number().min(-1e15).max(1e15).optional();

export const ScriptParameter = z.discriminatedUnion('type', [
  z
    .object({
      name: ParameterName,
      type: z.literal('text'),
      /** A regular expression (with the flag u) that the whole argument has to match. */
      pattern: z
        .string()
        .min(1)
        .max(200)
        .refine((pattern) => patternProblem(pattern) === undefined, 'a regular expression')
        .optional(),
      optional,
    })
    .strict(),
  z
    .object({ name: ParameterName, type: z.literal('number'), min: bound, max: bound, optional })
    .strict()
    .refine(({ min, max }) => min === undefined || max === undefined || min <= max, { error: 'not below the least', path: ['max'] }),
  z
    .object({
      name: ParameterName,
      type: z.literal('choice'),
      options: z.array(z.string().min(1).max(scriptLimits.argumentChars).regex(plainWord, 'plain text')).min(1).max(50),
      optional,
    })
    .strict(),
]);
export type ScriptParameter = z.infer<typeof ScriptParameter>;

/** What the chat calls a script: one word. */
const ScriptName = z
  .string()
  .trim()
  .min(1)
  .max(32)
  .regex(/^[^\p{Cc}\s"'“”‘’「」『』\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/u, 'one word');

/** A script that the admin saved. What the chat gives it reaches it as `$1`, `$2` …, in the order of its parameters. */
export const SavedScript = z
  .object({
    id: ScriptId,
    name: ScriptName,
    /** Other names for it in the chat, such as one in the other language. */
    aliases: z.array(ScriptName).max(scriptLimits.aliases).default([]),
    /** What it does, for whoever chooses it. */
    summary: z
      .string()
      .trim()
      .max(scriptLimits.summaryChars)
      .regex(/^[^\p{Cc}]*$/u, 'one line')
      .default(''),
    interpreter: ScriptInterpreter.default('sh'),
    text: z
      .string()
      .max(scriptLimits.textChars)
      .refine((text) => text.trim() !== '' && !text.includes('\0'), 'some text'),
    parameters: z
      .array(ScriptParameter)
      .max(scriptLimits.parameters)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'each name once')
      .refine((all) => all.every((one, index) => !one.optional || all.slice(index).every((later) => later.optional)), 'optional ones last')
      .default([]),
    danger: DangerLevel.default('danger'),
    /** After so many seconds it is ended. */
    seconds: z.number().int().min(1).max(scriptLimits.seconds).default(60),
  })
  .strict();
export type SavedScript = z.infer<typeof SavedScript>;

/** The text of an argument, checked; whether it matches the parameter's pattern is left to whoever can bound the time that takes. */
export function scriptArgument(parameter: ScriptParameter): z.ZodType<string, string> {
  if (parameter.type === 'choice') return z.enum(parameter.options);
  if (parameter.type === 'text')
    return z.string().min(1).max(scriptLimits.argumentChars).regex(plainWord, 'plain text that does not begin with "-"');
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = parameter;
  return z
    .string()
    .regex(/^-?\d{1,15}(?:\.\d{1,9})?$/, 'a number')
    .refine((word) => Number(word) >= min && Number(word) <= max, { error: rangeOf(parameter) });
}

/** The numbers that will do, as people write them: `1–7`, `≥ 1`; empty where any will. */
export function rangeOf({ min, max }: { min?: number | undefined; max?: number | undefined }): string {
  if (min !== undefined && max !== undefined) return `${min}–${max}`;
  if (min !== undefined) return `≥ ${min}`;
  return max === undefined ? '' : `≤ ${max}`;
}

/** All words that the chat knows a script by. */
export const wordsOf = ({ id, name, aliases }: Pick<SavedScript, 'id' | 'name' | 'aliases'>): string[] => [id, name, ...aliases];
