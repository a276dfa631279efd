/**
 * Builds the program into `out/`: the Node side, the preload script and the page. `--only electron` leaves the page
 * out, `--force` builds even when no source has changed.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';
import { fingerprint, stamped } from './fingerprint.mjs';
import { isMain, out, root } from './paths.mjs';
import { Problem, runScript } from './problem.mjs';
import { withLock } from './setup/lock.mjs';

/**
 * A part of the program that is built by itself.
 * @typedef {object} Part
 * @property {'electron' | 'renderer'} name also its folder in `out/`
 * @property {string[]} sources what its content depends on
 * @property {(folder: string) => Promise<void>} build into that folder
 */

/** @type {Part[]} */
const parts = [
  {
    name: 'electron',
    sources: ['electron', 'shared', 'build/vite.electron.mjs', 'build/vite.preload.mjs', 'package.json', 'package-lock.json'],
    build: buildElectron,
  },
  {
    name: 'renderer',
    sources: ['renderer', 'shared', 'build/vite.renderer.mjs', 'package.json', 'package-lock.json'],
    build: buildRenderer,
  },
];

/** @param {string} folder */
async function buildElectron(folder) {
  const [{ build }, { electronConfig, electronEntries }, { preloadConfig, preloadEntry }] = await Promise.all([
    import('vite'),
    import('./vite.electron.mjs'),
    import('./vite.preload.mjs'),
  ]);
  requireEntries([...Object.values(electronEntries), preloadEntry]);
  await build(electronConfig(folder));
  await build(preloadConfig(folder));
}

/** @param {string} folder */
async function buildRenderer(folder) {
  const [{ build }, { rendererConfig, rendererEntry }] = await Promise.all([import('vite'), import('./vite.renderer.mjs')]);
  requireEntries([rendererEntry]);
  await build(rendererConfig(folder));
}

/** @param {string[]} entries */
function requireEntries(entries) {
  const missing = entries.filter((entry) => !existsSync(join(root, entry)));
  if (missing.length === 0) return;
  throw new Problem(`The program is not complete: ${missing.join(', ')} is missing.`, 'Restore it, for example with: git checkout .');
}

/**
 * Builds into a folder of its own and swaps it in when it is complete, so that a program that runs, or a build that
 * breaks, never leaves half a folder behind.
 * @param {Part} part
 * @param {string} wanted the fingerprint of what is built
 */
async function rebuild({ name, build }, wanted) {
  const target = join(out, name);
  rmSync(`${target}.new`, { recursive: true, force: true });
  await build(`${target}.new`).catch((error) => {
    if (error instanceof Problem) throw error;
    throw new Problem(`The program can't be built: ${stripVTControlCharacters(error.message)}`, 'Correct what stands above.');
  });
  rmSync(`${target}.stamp`, { force: true });
  rmSync(`${target}.old`, { recursive: true, force: true });
  if (existsSync(target)) renameSync(target, `${target}.old`);
  renameSync(`${target}.new`, target);
  writeFileSync(`${target}.stamp`, wanted);
  rmSync(`${target}.old`, { recursive: true, force: true });
}

/** @param {Part} part @param {string} wanted its fingerprint */
const isFresh = ({ name }, wanted) => existsSync(join(out, name)) && stamped(join(out, `${name}.stamp`)) === wanted;

/** Whether all that stands in `out/` was built from the sources as they are. */
export const isBuilt = () => parts.every((part) => isFresh(part, fingerprint(part.sources)));

/**
 * Builds what has changed since the last build.
 * @param {{ only?: string | undefined, force?: boolean | undefined, report?: (line: string) => void }} [options]
 */
export async function buildProgram({ only, force = false, report = () => {} } = {}) {
  mkdirSync(out, { recursive: true });
  const waiting = (/** @type {string} */ lock) => report(`Another build is running; waiting for it. If none is, delete ${lock}.`);
  await withLock(join(out, 'build.lock'), { waiting }, async () => {
    for (const part of parts) {
      if (only && part.name !== only) continue;
      const wanted = fingerprint(part.sources);
      if (isFresh(part, wanted) && !force) continue;
      const start = performance.now();
      await rebuild(part, wanted);
      report(`Built out/${part.name} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
  });
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({ options: { only: { type: 'string' }, force: { type: 'boolean' } } });
  await runScript(async () => {
    if (isBuilt() && !values.force) console.log('The build in out/ is up to date.');
    else await buildProgram({ ...values, report: (line) => console.log(line) });
  });
}
