/** Which Electron the program runs in while it is developed: its own download, or the fallback from the npm registry. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inModules } from '../paths.mjs';
import { Problem } from '../problem.mjs';
import { fallbackRuntime, isFallbackFor } from './fallback.mjs';
import { downloadUrl, installOfficial, officialRuntime } from './official.mjs';
import { forgetFailure, lastFailure, rememberFailure } from './recent-failure.mjs';
import { startFromMirror } from './typed-start.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} version
 * @property {string} dist the folder that holds it, for ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} executable
 * @property {string} origin where it comes from, in a few words
 */

/**
 * @param {{ env: NodeJS.ProcessEnv, report: import('../report.mjs').Report, retry: boolean }} context
 * @returns {Promise<ElectronRuntime>}
 */
export async function findElectron({ env, report, retry }) {
  const chosen = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) return overridden(chosen);
  const ready = officialRuntime();
  if (ready) return ready;
  const { version } = JSON.parse(readFileSync(inModules('electron/package.json'), 'utf8'));
  const url = await downloadUrl(version);
  const failed = retry ? undefined : lastFailure(url);
  const reason = failed ?? (await installOfficial(version, url, report));
  const installed = officialRuntime();
  if (installed) {
    forgetFailure();
    return installed;
  }
  if (!isFallbackFor(process.platform, process.arch)) throw cannotDownload(version, url, reason);
  rememberFailure(url, reason ?? 'unknown');
  if (!failed) report.line(`That failed: ${reason}\nIt is tried again in a day, or with: npm run setup -- --retry`);
  return await fallbackRuntime(report);
}

/** @param {string} dist @returns {ElectronRuntime} */
function overridden(dist) {
  const file = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform.toString()] ?? 'electron';
  const executable = join(dist, file);
  if (!existsSync(executable)) {
    throw new Problem(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executable}.`, 'Correct it, or unset it.');
  }
  const versionFile = join(dist, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : '(version unknown)';
  return { version, dist, executable, origin: 'from ELECTRON_OVERRIDE_DIST_PATH' };
}

/** @param {string} version @param {string} url @param {string | undefined} reason */
function cannotDownload(version, url, reason) {
  return new Problem(
    `Electron ${version} could not be downloaded from ${url}: ${reason}`,
    'See that the address can be reached (behind a proxy, set HTTPS_PROXY to its address), or name a mirror and start again:\n' +
      `${startFromMirror()}\nWithout it, the console runs in a browser: npm run headless`,
  );
}
