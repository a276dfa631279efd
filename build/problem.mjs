/** What the scripts say when something can't be done: what is wrong, and what to do about it. Never a bare stack. */

/** An expected failure of a set-up step or a check. Anything else that is thrown is a bug in the scripts. */
export class Problem extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string} hint what to do about it; may have several lines
   */
  constructor(message, hint) {
    super(message);
    this.name = 'Problem';
    this.hint = hint;
  }
}

/** What the computer refuses, which is nobody's bug. */
const refusals = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'];

/** @param {unknown} error */
export function explain(error) {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof Problem) return told(error.message, error.hint);
  const isCommandLine = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
  if (isCommandLine) return told(error.message, 'package.json and the README name what each script takes.');
  const isRefused = 'code' in error && refusals.includes(String(error.code));
  return isRefused ? told(error.message, 'See that this user may write there, and that there is room.') : (error.stack ?? error.message);
}

/** @param {string} what @param {string} hint */
const told = (what, hint) => `\n✗ ${what}\n  ${hint.replaceAll('\n', '\n  ')}\n`;

/**
 * Runs a script's main function; what it throws is explained and ends the process with code 1.
 * @param {() => Promise<unknown>} main
 */
export async function runScript(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  }
}
