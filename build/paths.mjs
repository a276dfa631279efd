/** Where the build and set-up scripts find and leave things. */
import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');
/** All that a build makes. */
export const out = join(root, 'out');
/** Test reports that programs read. */
export const reports = join(out, 'reports');

/**
 * The user's cache folder for things that are too large for the repository and serve every clone of it.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'weiguan');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'weiguan', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'weiguan');
  return join(homedir(), '.cache', 'weiguan');
}

/**
 * The JavaScript file behind a command of an installed package, to be run with this Node (no shell, no `.cmd` files).
 * @param {string} file inside node_modules
 */
export const inModules = (file) => join(root, 'node_modules', file);

/**
 * Whether Node was started with this very file; links on the way to it, and the case of a drive letter, don't matter.
 * @param {string} url the file's `import.meta.url`
 * @param {string} [started]
 */
export function isMain(url, started = process.argv[1]) {
  return started !== undefined && realpathSync.native(started) === realpathSync.native(fileURLToPath(url));
}
