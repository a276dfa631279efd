/** Runs npm: the one that started this script where there is one, so that its settings hold. */
import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * @param {string[]} args
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(args) {
  const { npm_execpath: cli } = process.env;
  if (cli && /npm-cli\.[cm]?js$/.test(cli)) return { command: process.execPath, args: [cli, ...args], shell: false };
  return { command: 'npm', args, shell: process.platform === 'win32' };
}

/**
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>} all that it printed, in order
 */
export function npm(args) {
  const { command, args: full, shell } = npmCommand(args);
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
  const lines = output.split('\n').filter((line) => line.startsWith('npm error') && !line.includes('A complete log'));
  return (lines.length > 0 ? lines : output.trim().split('\n')).slice(0, 6).join('\n');
}
