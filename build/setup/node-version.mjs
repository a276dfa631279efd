import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.mjs';
import { Problem } from '../problem.mjs';

/** @param {string} version */
const numbers = (version) => version.replace(/^\D*/, '').split('.').map(Number);

/**
 * @param {string} version
 * @param {string} least as in package.json: `>=20.19`
 */
export function isAtLeast(version, least) {
  const [major = 0, minor = 0] = numbers(version);
  const [leastMajor = 0, leastMinor = 0] = numbers(least);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** @type {import('./steps.mjs').Step} */
export const nodeVersion = {
  id: 'node-version',
  run() {
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    if (isAtLeast(process.version, engines.node)) return;
    throw new Problem(
      `This is Node ${process.version}; Weiguan needs ${engines.node}.`,
      'Install a current Node from https://nodejs.org (in China: https://npmmirror.com/mirrors/node/), then start again.',
    );
  },
};
