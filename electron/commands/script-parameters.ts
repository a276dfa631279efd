import { createContext, Script } from 'node:vm';
import { z } from 'zod';
import { type SavedScript, type ScriptParameter, scriptArgument } from '../../shared/script.ts';

/** How long the admin's pattern may be compared with an argument, in ms: some patterns take years for some words. */
const patternMs = 50;

/** What the command `run` takes for a script: the script itself, its arguments by name, and the targets. */
export function parametersOf(script: SavedScript): z.ZodObject {
  return z.object({
    script: z.string().transform(() => script),
    ...Object.fromEntries(script.parameters.map((parameter) => [parameter.name, argumentOf(parameter)])),
    target: z.string().optional(),
  });
}

/** The parameters of a script as its usage shows them: `<mode> [count]`. */
export const usageOf = ({ parameters }: SavedScript): string =>
  parameters.map(({ name, optional }) => (optional ? `[${name}]` : `<${name}>`)).join(' ');

/** What may be left out may also be written as an empty word, so that nothing behind it is taken for it. */
function argumentOf(parameter: ScriptParameter): z.ZodType {
  const argument = givenArgument(parameter);
  return parameter.optional ? z.literal('').or(argument).optional() : argument;
}

function givenArgument(parameter: ScriptParameter): z.ZodType {
  const argument = scriptArgument(parameter);
  if (parameter.type === 'choice') return argument.meta({ options: parameter.options });
  const pattern = parameter.type === 'text' ? parameter.pattern : undefined;
  return pattern === undefined ? argument : argument.refine((word) => matchesWhole(word, pattern), { error: `/${pattern}/` });
}

const compare = new Script("new RegExp('^(?:' + pattern + ')$', 'u').test(word)");

/** So often it is compared, at the most, on a machine that stands still meanwhile. */
const attempts = 4;

/** False too where it can't be told in time. */
function matchesWhole(word: string, pattern: string): boolean {
  const context = createContext({ word, pattern }, { codeGeneration: { strings: false, wasm: false } });
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = process.cpuUsage();
    try {
      return compare.runInContext(context, { timeout: patternMs }) === true;
    } catch {
      const { user, system } = process.cpuUsage(before);
      // why: the time is the clock's; where others had the processor it says nothing of the pattern
      if ((user + system) / 1000 >= patternMs / 2) return false;
    }
  }
  return false;
}
