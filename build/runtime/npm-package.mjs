/** Gets the tarball of one npm package, as npm itself is set up: registry, mirror, proxy, credentials. */
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { npm, npmReason } from '../npm.mjs';
import { Problem } from '../problem.mjs';
import { megabytes } from '../report.mjs';
import { startFromMirror } from './typed-start.mjs';

/**
 * @typedef {object} PinnedPackage
 * @property {string} spec name and version
 * @property {number} bytes size of the tarball, for the progress
 * @property {string} integrity `sha512-…`, what the tarball must be
 */

/**
 * @param {PinnedPackage} wanted
 * @param {string} folder
 * @param {import('../report.mjs').Report} report
 * @returns {Promise<string>} path of the tarball
 */
export async function fetchPackage({ spec, bytes, integrity }, folder, report) {
  const [cache, target] = [join(folder, 'npm-cache'), join(folder, 'tarball')];
  for (const path of [cache, target]) mkdirSync(path, { recursive: true });
  // why: npm tells no progress of a download, but the file grows in its cache
  const watch = setInterval(() => report.progress(`${spec}, ${megabytes(bytes)}:`, largestFile(cache), bytes), 500);
  const { code, output } = await npm(['pack', spec, '--pack-destination', target, '--cache', cache, '--ignore-scripts']).finally(() => {
    clearInterval(watch);
  });
  const [name] = readdirSync(target);
  if (/EINTEGRITY/.test(output)) throw notAuthentic(spec, npmReason(output));
  if (code !== 0 || !name) throw notFetched(spec, output);
  report.progress(`${spec}, ${megabytes(bytes)}:`, bytes, bytes);
  rmSync(cache, { recursive: true, force: true });
  const tarball = join(target, name);
  await verify(tarball, spec, integrity);
  return tarball;
}

/** @param {string} folder */
function largestFile(folder) {
  let largest = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const size = entry.isFile() ? (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0) : 0;
    largest = Math.max(largest, size);
  }
  return largest;
}

/**
 * @param {string} file
 * @param {string} what
 * @param {string} integrity
 */
export async function verify(file, what, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === integrity) return;
  throw notAuthentic(what, `its checksum is\n${found} instead of\n${integrity}`);
}

/** @param {string} what @param {string} reason */
const notAuthentic = (what, reason) =>
  new Problem(
    `${what} is not what it has to be: ${reason}\nIt was thrown away.`,
    'See which registry answers (npm config get registry), and start again.',
  );

/** @param {string} spec @param {string} output */
const notFetched = (spec, output) =>
  new Problem(
    `npm could not download ${spec}:\n${npmReason(output)}`,
    'See that the registry (npm config get registry) can be reached and has this package, and start again; or name a place that has Electron itself:\n' +
      startFromMirror(),
  );
