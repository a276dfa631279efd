import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { crashHint, endWithNpm, isCrash, runAsSelf } from './child.mjs';
import { npm, npmCommand, npmReason } from './npm.mjs';
import { isMain, root } from './paths.mjs';
import { explain, Problem } from './problem.mjs';
import { createReport } from './report.mjs';
import { countTests } from './test-reports.mjs';

afterEach(() => vi.unstubAllEnvs());

test('the numbers of both test runners are understood', () => {
  expect(countTests({ numPassedTests: 12, numFailedTests: 1 })).toEqual({ passed: 12, failed: 1 });
  expect(countTests({ stats: { expected: 5, flaky: 1, unexpected: 2, skipped: 3 } })).toEqual({ passed: 6, failed: 2 });
});

test('a problem is told with its remedy, without a stack', () => {
  const told = explain(new Problem('There is no room.', 'Make some:\nrm -r ~/old'));
  expect(told).toContain('✗ There is no room.\n  Make some:\n  rm -r ~/old');
  expect(told).not.toContain('at ');
});

test('an option that a script does not know is told as a problem, not as a bug', () => {
  const told = explain(Object.assign(new TypeError("Unknown option '--retri'"), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' }));
  expect(told).toContain("✗ Unknown option '--retri'\n");
  expect(told).not.toContain('    at ');
});

test('what the computer refuses is told as a problem, not as a bug', () => {
  const refused = Object.assign(new Error("EACCES: permission denied, open '/x'"), { code: 'EACCES' });
  expect(explain(refused)).toBe(
    "\n✗ EACCES: permission denied, open '/x'\n  See that this user may write there, and that there is room.\n",
  );
});

test('a bug is told with its stack', () => {
  expect(explain(new TypeError('undefined is not a function'))).toContain('scripts.test.mjs');
});

test('of what npm prints only the reason is passed on', () => {
  const output =
    'npm warn old lockfile\nnpm error code ENOTFOUND\nnpm error network no route\nnpm error A complete log of this run is in /x';
  expect(npmReason(output)).toBe('npm error code ENOTFOUND\nnpm error network no route');
  const withStack =
    'npm error code ECONNREFUSED\nnpm error FetchError: no\nnpm error     at ClientRequest.emit (node:events:5)\nnpm error network';
  expect(npmReason(withStack)).toBe('npm error code ECONNREFUSED\nnpm error FetchError: no');
  expect(npmReason('npm ERR! code E404')).toBe('npm ERR! code E404');
  expect(npmReason('spawn npm ENOENT')).toBe('spawn npm ENOENT');
});

test("npm's reason is heard even where npm itself was told to be silent", async () => {
  vi.stubEnv('npm_config_loglevel', 'silent');
  const { code, output } = await npm(['run', 'no-such-script']);
  expect(code).toBe(1);
  expect(npmReason(output)).toContain('no-such-script');
});

test('on Windows npm gets paths with spaces as one word each, with and without the npm that started us', () => {
  const args = ['pack', '@scope/name@1.0.0', '--cache', 'C:\\Users\\Zhang San\\npm', '--loglevel=error'];
  expect(npmCommand(args, {}, 'win32')).toEqual({
    command: 'npm',
    args: ['pack', '@scope/name@1.0.0', '--cache', '"C:\\Users\\Zhang San\\npm"', '--loglevel=error'],
    shell: true,
  });
  expect(npmCommand(args, { npm_execpath: 'C:\\nodejs\\npm-cli.js' }, 'win32')).toEqual({
    command: process.execPath,
    args: ['C:\\nodejs\\npm-cli.js', ...args],
    shell: false,
  });
});

test('the exit code of the program is passed on, and tells a crash from an end', async () => {
  const run = (/** @type {string} */ code) => runAsSelf(process.execPath, ['-e', code]);
  expect(await run('process.exit(2)')).toBe(2);
  const [terminated, aborted] = [await run("process.kill(process.pid, 'SIGTERM')"), await run('process.abort()')];
  expect([0, 1, 2, terminated, aborted].map(isCrash)).toEqual([false, false, false, false, true]);
});

test('where Electron breaks down, each system is told what it can run', () => {
  expect(crashHint('linux')).toContain('\nenv -u DISPLAY');
  for (const platform of /** @type {const} */ (['darwin', 'win32'])) {
    expect(crashHint(platform)).toContain('npm run headless');
    expect(crashHint(platform)).not.toContain('DISPLAY');
  }
});

test('a package for Macs is signed anew after its fuses are set: Apple Silicon runs nothing else', () => {
  const { electronFuses } = JSON.parse(readFileSync(new URL('electron-builder.json', import.meta.url), 'utf8'));
  expect(electronFuses).toMatchObject({ runAsNode: false, resetAdHocDarwinSignature: true });
});

test('a script ends with the shell that npm started it in, and only then', async () => {
  let parent = 100;
  let stops = 0;
  const stop = () => ++stops;
  endWithNpm({ env: { npm_lifecycle_event: 'start' }, parent: () => parent, stop });
  endWithNpm({ env: {}, parent: () => parent, stop });
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(stops).toBe(0);
  parent = 1;
  await expect.poll(() => stops).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(stops).toBe(1);
});

test('a script knows that it was started itself, even by a link to it', () => {
  const folder = mkdtempSync(join(tmpdir(), '微 管-'));
  const [script, link, other] = [join(folder, 'script.mjs'), join(folder, 'link.mjs'), join(folder, 'other.mjs')];
  writeFileSync(script, '');
  writeFileSync(other, '');
  symlinkSync(script, link);
  expect([script, link, other].map((started) => isMain(pathToFileURL(script).href, started))).toEqual([true, true, false]);
  rmSync(folder, { recursive: true });
});

test('progress in a log file takes few lines, and ends with one hundred', () => {
  const stream = new PassThrough();
  const report = createReport(stream);
  for (let done = 0; done <= 1000; done++) report.progress('Electron:', done, 1000);
  report.progress('Electron:', 1000, 1000);
  report.line('Done');
  const lines = stream.read().toString().trim().split('\n');
  expect(lines.length).toBeLessThan(5);
  expect(lines.slice(-2)).toEqual(['Electron: 100 %', 'Done']);
});

test('progress on a terminal is written over, and a line after it stands by itself', () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true });
  const report = createReport(stream);
  report.progress('Electron:', 1, 3);
  report.line('Stopped');
  expect(stream.read().toString()).toBe('\r\x1b[KElectron: 33 %\nStopped\n');
});

describe('both READMEs', () => {
  const [en, zh] = ['README.md', 'README.zh-CN.md'].map((file) => readFileSync(join(root, file), 'utf8'));
  /** @param {string | undefined} text */
  const named = (text = '') => {
    const spans = [...text.replace(/^```.*?^```$/gms, '').matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
    return new Set(spans.filter((span) => /^(npm (run|start|test)|check:|test:|bench|WEIGUAN_|(accounts|targets)\[\])/.test(span)));
  };
  /** @param {string | undefined} text */
  const plain = (text) => [...named(text)].map((span) => span.replace(/ -- .*/, '')).sort();

  test('name the same scripts, settings and variables', () => {
    expect(plain(zh)).toEqual(plain(en));
    expect(plain(en).length).toBeGreaterThan(30);
  });

  test('name only scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const wanted = plain(en).flatMap(
      (span) => /^npm run ([a-z:]+)/.exec(span)?.[1] ?? /^(?:check|test|bench):?[a-z]*$/.exec(span)?.[0] ?? [],
    );
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(wanted));
    expect(wanted.length).toBeGreaterThan(15);
  });
});
