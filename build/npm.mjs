/** Runs npm: the one that started this script where there is one, so that its settings hold. */
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(args, { npm_execpath: cli } = process.env, platform = process.platform) {
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return { command: process.execPath, args: [cli, ...args], shell: false };
  if (platform !== 'win32') return { command: 'npm', args, shell: false };
  // why: on Windows npm is a .cmd file, which only a shell can run, and a shell parts words at spaces
  return { command: 'npm', args: args.map((arg) => (/[^\w@/:.=-]/.test(arg) ? `"${arg}"` : arg)), shell: true };
}

/** Whatever `npm --silent` or a .npmrc asks for, errors are to be heard; and who waits for a registry that is away, waits 22 s, not 70. */
const settings = ['--loglevel=error', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=20000'];

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>} all that it printed, in order
 */
export function npm(args) {
  const { command, args: full, shell } = npmCommand([...args, ...settings]);
  return new Promise((resolve) => {
    const child = spawn(command, full, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * The lines of npm's output that say what went wrong.
 * @param {string} output
 */
export function npmReason(output) {
  const lines = output
    .split('\n')
    .filter((line) => /^npm (error|ERR!) +(?!at )\S/.test(line) && !/A complete log|^npm \S+ network$/.test(line));
  return (lines.length > 0 ? lines : output.trim().split('\n')).slice(0, 6).join('\n');
}
