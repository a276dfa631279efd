import type { SavedScript } from '../../shared/script.ts';
import type { TargetSystem } from '../../shared/target.ts';
import type { ProgramCall } from './driver.ts';
import { powershellCall } from './powershell-call.ts';

/** Whether a system has what runs the script. */
export const isFor = ({ interpreter }: Pick<SavedScript, 'interpreter'>, system: TargetSystem): boolean =>
  (interpreter === 'powershell') === (system === 'windows');

/** The call that runs a saved script. Its text goes by the standard input; each argument stays one element, and is never in the text. */
export function scriptCall({ interpreter, text }: Pick<SavedScript, 'interpreter' | 'text'>, given: readonly string[]): ProgramCall {
  if (interpreter === 'powershell') return powershellCall(text, given);
  // why: in braces the shell reads all of it before it begins, so that no program of the script can take the rest for its input
  return { program: interpreter, args: ['-s', '--', ...given], input: `{ :; ${text.replace(/\r\n?/g, '\n')}\n} </dev/null\n` };
}
