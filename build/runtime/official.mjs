/** Electron's own download: the one that users' machines run. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inModules } from '../paths.mjs';
import { megabytes } from '../report.mjs';
import { throughProxy } from './proxy.mjs';

/** How long to wait for the first byte and for each next one, in ms. */
const patience = 15_000;

/** @returns {import('./electron.mjs').ElectronRuntime | undefined} undefined where it isn't installed */
export function officialRuntime() {
  const [pathFile, versionFile] = [inModules('electron/path.txt'), inModules('electron/dist/version')];
  if (!existsSync(pathFile) || !existsSync(versionFile)) return undefined;
  const dist = inModules('electron/dist');
  const executable = join(dist, readFileSync(pathFile, 'utf8'));
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  const { version: wanted } = JSON.parse(readFileSync(inModules('electron/package.json'), 'utf8'));
  if (version !== wanted || !existsSync(executable)) return undefined;
  return { version, dist, executable, origin: "Electron's own download" };
}

/**
 * A file of the downloader that the electron package brings along; it knows ELECTRON_MIRROR and checks the checksums.
 * @param {string} file beside its main file
 */
async function downloader(file) {
  const main = createRequire(inModules('electron/package.json')).resolve('@electron/get');
  return await import(pathToFileURL(join(dirname(main), file)).href);
}

/** @param {string} version */
const artifact = (version) => ({
  version,
  artifactName: 'electron',
  platform: process.platform,
  arch: process.arch,
  checksums: JSON.parse(readFileSync(inModules('electron/checksums.json'), 'utf8')),
});

/**
 * Where the download comes from, with regard to ELECTRON_MIRROR and the like.
 * @param {string} version
 * @returns {Promise<string>}
 */
export async function downloadUrl(version) {
  const { getArtifactRemoteURL } = await downloader('artifact-utils.js');
  return await getArtifactRemoteURL({ ...artifact(version), version: `v${version}` });
}

/**
 * Downloads Electron and unpacks it into node_modules/electron.
 * @param {string} version
 * @param {string} url only to be printed
 * @param {import('../report.mjs').Report} report
 * @returns {Promise<string | undefined>} why it wasn't to be had, or undefined
 */
export async function installOfficial(version, url, report) {
  report.line(`Downloading Electron ${version} from ${url} …`);
  return await throughProxy(async () => (await download(version, report)) ?? (await unpack()));
}

/**
 * Downloads Electron into the cache.
 * @param {string} version
 * @param {import('../report.mjs').Report} report
 */
async function download(version, report) {
  const abort = new AbortController();
  const stalled = () => abort.abort(new Error(`no answer for ${patience / 1000} s`));
  let timer = setTimeout(stalled, patience);
  const getProgressCallback = async (/** @type {{ transferred: number, total: number | null }} */ { transferred, total }) => {
    clearTimeout(timer);
    timer = setTimeout(stalled, patience);
    if (total) report.progress(`Electron, ${megabytes(total)}:`, transferred, total);
  };
  try {
    const { downloadArtifact } = await downloader('index.js');
    await downloadArtifact({ ...artifact(version), downloadOptions: { quiet: true, signal: abort.signal, getProgressCallback } });
    return undefined;
  } catch (error) {
    return reasonOf(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Electron's installer is CommonJS and loads an ES module, which Node 22 learnt to do unasked in its twelfth minor. */
const requireModule = [...process.allowedNodeEnvironmentFlags].filter((flag) => flag === '--experimental-require-module');

/** The package's own installer finds the download in its cache. */
function unpack() {
  return new Promise((/** @type {(reason: string | undefined) => void} */ resolve) => {
    const child = spawn(process.execPath, [...requireModule, inModules('electron/install.js')], { stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => resolve(code === 0 ? undefined : errorLine(output)));
  });
}

/**
 * Of what Node prints when a script dies, the line that says why.
 * @param {string} output
 */
export const errorLine = (output) => /^\w*Error\b.*/m.exec(output)?.[0] ?? output.trim().split('\n')[0] ?? '';

/**
 * What lies at the bottom of a failed download.
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name;
}
