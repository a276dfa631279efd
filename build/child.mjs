/** Hands this process over to the program: it gets the terminal, the signals, and the say over the exit code. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { out } from './paths.mjs';

/**
 * Turns this very process into one of the built programs, with the command line as it is: what stops or kills this
 * process stops or kills the program.
 * @param {'headless' | 'doctor-cli' | 'audit-cli'} program
 * @param {string} folder what paths on the command line are relative to
 */
export async function become(program, folder) {
  process.chdir(folder);
  await import(pathToFileURL(join(out, 'electron', `${program}.js`)).href);
}

/**
 * Runs the program as a child that is as good as this process.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit code; 128 + n where signal n ended it
 */
export function runAsSelf(command, args, { env = process.env, cwd = process.cwd() } = {}) {
  const child = spawn(command, args, { env, cwd, stdio: 'inherit' });
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  // why: on Windows the console tells the child by itself, and kill() would end it before it has cleaned up
  for (const signal of signals) process.on(signal, () => process.platform === 'win32' || child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** @type {Partial<Record<string, number>>} */
const signalNumbers = constants.signals;

/**
 * Whether a signal ended the child that nobody sends on purpose.
 * @param {number} code as from `runAsSelf`
 */
export const isCrash = (code) =>
  ['SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGBUS', 'SIGSEGV'].some((name) => code === 128 + (signalNumbers[name] ?? Number.NaN));

/** @param {NodeJS.Platform} [platform] */
export const crashHint = (platform = process.platform) =>
  platform === 'linux'
    ? 'Where the display cannot be used, start without one; the console then opens in a browser:\nenv -u DISPLAY -u WAYLAND_DISPLAY npm start'
    : 'The console opens in a browser, without Electron, with:\nnpm run headless';

/**
 * Sends this process a SIGTERM when the shell is gone in which npm runs its scripts: a SIGTERM to npm ends npm and that
 * shell, and nobody tells the script. On Windows a process never learns of it.
 * @param {{ env?: NodeJS.ProcessEnv, parent?: () => number, stop?: () => void }} [from]
 */
export function endWithNpm({ env = process.env, parent = () => process.ppid, stop = () => process.kill(process.pid, 'SIGTERM') } = {}) {
  if (!env.npm_lifecycle_event) return;
  const shell = parent();
  const watch = setInterval(() => {
    if (parent() === shell) return;
    clearInterval(watch);
    stop();
  }, 100);
  watch.unref();
}

/**
 * The folder that the user called `npm run …` from: npm itself goes to the repository first.
 * @param {string} script the script's name in package.json
 */
export const callerFolder = (script) => (process.env.npm_lifecycle_event === script && process.env.INIT_CWD) || process.cwd();
