/** Runs the program as a child that is as good as this process: same terminal, same signals, same exit code. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code; 128 + n where signal n ended it
 */
export function runAsSelf(command, args, { env = process.env, cwd = process.cwd() } = {}) {
  const child = spawn(command, args, { env, cwd, stdio: 'inherit' });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/**
 * The folder that the user called `npm run …` from: npm itself goes to the repository first.
 * @param {string} script the script's name in package.json
 */
export const callerFolder = (script) => (process.env.npm_lifecycle_event === script && process.env.INIT_CWD) || process.cwd();
