import { quotedWord } from '../../shared/quoted-word.ts';
import { type SavedScript, type ScriptParameter, scriptArgument } from '../../shared/script.ts';

/** How the fields of a script's parameters are called among the others of a form. */
export const argumentKey = (name: string): string => `script.${name}`;

/** Whether a word will do for a parameter, as far as the page can say: the admin's patterns are the gateway's to compare. */
export const fits = (parameter: ScriptParameter, word: string): boolean =>
  (word === '' && parameter.optional === true) || scriptArgument(parameter).safeParse(word).success;

/** Whether everything is filled in as the script wants it. @param values by `argumentKey` */
export const areFilled = ({ parameters }: Pick<SavedScript, 'parameters'>, values: Record<string, string>): boolean =>
  parameters.every((parameter) => fits(parameter, values[argumentKey(parameter.name)]?.trim() ?? ''));

/**
 * The words that follow the command in the chat: the script's name and its arguments, those that were left out as empty
 * words, so that no server's name is taken for one.
 */
export function scriptWords({ name, parameters }: Pick<SavedScript, 'name' | 'parameters'>, values: Record<string, string>): string[] {
  return [name, ...parameters.map((parameter) => quotedWord(values[argumentKey(parameter.name)]?.trim() ?? ''))];
}

/** Something to show in a preview where nothing was typed. */
export function sampleOf(parameter: ScriptParameter): string {
  if (parameter.type === 'choice') return parameter.options[0] ?? parameter.name;
  if (parameter.type === 'text') return parameter.name;
  return String(parameter.min ?? parameter.max ?? 7);
}
