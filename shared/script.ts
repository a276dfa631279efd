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
    })
    .strict(),
  z.object({ name: ParameterName, type: z.literal('number') }).strict(),
  z
    .object({
      name: ParameterName,
      type: z.literal('choice'),
      options: z.array(z.string().min(1).max(scriptLimits.argumentChars).regex(plainWord, 'plain text')).min(1).max(50),
    })
    .strict(),
]);
export type ScriptParameter = z.infer<typeof ScriptParameter>;

/** A script that the admin saved. What the chat gives it reaches it as `$1`, `$2` …, in the order of its parameters. */
export const SavedScript = z
  .object({
    id: ScriptId,
    /** What the chat calls it: one word. */
    name: z
      .string()
      .trim()
      .min(1)
      .max(32)
      .regex(/^[^\p{Cc}\s"'“”‘’「」『』\u200e\u200f\u202a-\u202e\u2066-\u2069]+$/u, 'one word'),
    interpreter: ScriptInterpreter.default('sh'),
    text: z
      .string()
      .max(scriptLimits.textChars)
      .refine((text) => text.trim() !== '' && !text.includes('\0'), 'some text'),
    parameters: z
      .array(ScriptParameter)
      .max(scriptLimits.parameters)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'each name once')
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
  if (parameter.type === 'number') return z.string().regex(/^-?\d{1,15}(?:\.\d{1,9})?$/, 'a number');
  return z.string().min(1).max(scriptLimits.argumentChars).regex(plainWord, 'plain text that does not begin with "-"');
}
