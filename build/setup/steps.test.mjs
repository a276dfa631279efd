import { describe, expect, test } from 'vitest';
import { aptProgress, chosen } from './apt.mjs';
import { isInstalled } from './dependencies.mjs';
import { hasDisplay } from './display.mjs';
import { isAtLeast } from './node-version.mjs';
import { notFound } from './system-libraries.mjs';

describe('Node', () => {
  test.each([
    ['v20.19.0', true],
    ['v20.20.2', true],
    ['v22.0.0', true],
    ['v100.0.0', true],
    ['v20.18.9', false],
    ['v18.20.0', false],
  ])('%s is new enough: %s', (version, expected) => {
    expect(isAtLeast(version, '>=20.19')).toBe(expected);
  });
});

describe('the packages', () => {
  const wanted = { '': {}, 'node_modules/zod': { version: '4.6.7' }, 'node_modules/fsevents': { version: '2.3.3', optional: true } };

  test('are there when all versions agree; those for other systems may be missing', () => {
    expect(isInstalled(wanted, { 'node_modules/zod': { version: '4.6.7' } })).toBe(true);
  });

  test('are not there before the first install, nor after one that was killed', () => {
    expect(isInstalled(wanted, {})).toBe(false);
  });

  test('are not there when one is of another version, or one is too many', () => {
    expect(isInstalled(wanted, { 'node_modules/zod': { version: '4.6.6' } })).toBe(false);
    expect(isInstalled(wanted, { 'node_modules/zod': { version: '4.6.7' }, 'node_modules/old': { version: '1.0.0' } })).toBe(false);
  });
});

test('ldd tells which libraries are missing', () => {
  const output = `
	linux-vdso.so.1 (0x00007ffd)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f)
	libnss3.so => not found
	libgtk-3.so.0 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)`;
  expect(notFound(output)).toEqual(['libnss3.so', 'libgtk-3.so.0']);
});

test.each([
  [
    'the lists know them',
    (/** @type {string} */ name) => name === 'libgtk-3-0',
    'ID=ubuntu\nVERSION_ID="24.04"',
    ['libgtk-3-0', 'libnss3'],
  ],
  ['the lists are empty, on Ubuntu 24.04', () => false, 'ID=ubuntu\nVERSION_ID="24.04"', ['libgtk-3-0t64', 'libnss3']],
  ['the lists are empty, on Debian 12', () => false, 'VERSION_ID="12"\nID=debian', ['libgtk-3-0', 'libnss3']],
  ['nobody knows the system', () => false, '', ['libgtk-3-0', 'libnss3']],
])('packages have the names of this release where %s', (_, isListed, release, names) => {
  expect(chosen([['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3']], isListed, release)).toEqual(names);
});

test("apt's progress counts download and installation half each, and never goes back", () => {
  expect(aptProgress('dlstatus:1:50.0000:Retrieving file 1 of 2', 0)).toBe(25);
  expect(aptProgress('dlstatus:1:10.0000:Retrieving file 1 of 9', 25)).toBe(25);
  expect(aptProgress('pmstatus:dpkg-exec:0.0000:Running dpkg\npmstatus:libnss3:42.0000:Unpacking', 25)).toBe(71);
  expect(aptProgress('media-change: …', 71)).toBe(71);
});

test('a display is there on every system but bare Linux', () => {
  expect(hasDisplay({}, 'darwin')).toBe(true);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
});
