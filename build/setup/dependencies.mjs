import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, npmReason } from '../npm.mjs';
import { root } from '../paths.mjs';
import { Problem } from '../problem.mjs';

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @typedef {Record<string, LockedPackage>} LockedPackages by their folder
 */

/**
 * Whether what npm noted of its last install is what the lock file asks for. Packages for other systems may be missing.
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed
 */
export function isInstalled(wanted, installed) {
  const hasAll = Object.entries(wanted).every(([folder, { version, optional, devOptional }]) => {
    const there = installed[folder];
    if (folder === '') return true;
    return there ? there.version === version : Boolean(optional || devOptional);
  });
  return hasAll && Object.keys(installed).every((folder) => folder in wanted);
}

/**
 * @param {string} file in the repository
 * @returns {LockedPackages}
 */
function packagesOf(file) {
  const path = join(root, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/**
 * Installs what package-lock.json asks for. Nothing is run that packages bring along (`--ignore-scripts`): what
 * Weiguan needs works as it comes.
 * @type {import('./steps.mjs').Step}
 */
export const dependencies = {
  id: 'dependencies',
  async run({ report }) {
    const wanted = packagesOf('package-lock.json');
    // why: npm writes this file last, so an install that was killed half-way doesn't have it
    if (isInstalled(wanted, packagesOf('node_modules/.package-lock.json'))) return;
    // those for other systems don't come
    const folders = Object.keys(wanted).filter((folder) => folder !== '' && !wanted[folder]?.optional);
    report.line(`Installing ${folders.length} packages with npm …`);
    const start = performance.now();
    // why: npm tells no progress of an install, but the packages appear in its folder
    const isThere = (/** @type {string} */ folder) => existsSync(join(root, folder, 'package.json'));
    const watch = setInterval(() => report.progress('Packages:', folders.filter(isThere).length, folders.length), 1_000);
    const { code, output } = await npm([
      'ci',
      '--ignore-scripts',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
    ]).finally(() => {
      clearInterval(watch);
    });
    if (code === 0) return report.line(`Installed the packages in ${Math.round((performance.now() - start) / 1000)} s`);
    throw new Problem(
      `npm could not install the packages:\n${npmReason(output)}`,
      'See that the network and the registry (npm config get registry) can be reached, then start again.\n' +
        'In China this registry is near: npm config set registry https://registry.npmmirror.com',
    );
  },
};
