/** Fingerprints of files, so that work that was done for the same content is not done again. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Tests don't end up in a build. */
const isTest = (/** @type {string} */ path) => /\.test\.\w+$/.test(path);

/**
 * @param {string} path a file or folder, relative to the repository
 * @returns {string[]} the files in it, sorted
 */
function filesOf(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  const names = readdirSync(full).sort();
  return names.flatMap((name) => filesOf(`${path}/${name}`));
}

/**
 * One hash over the content of all the files, with their names.
 * @param {string[]} paths files and folders, relative to the repository
 */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesOf)) {
    if (isTest(file)) continue;
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} stamp path of the file in which the last fingerprint stands
 * @returns {string} empty where there is none
 */
export const stamped = (stamp) => (existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : '');
