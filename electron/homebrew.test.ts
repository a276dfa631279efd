import { expect, test } from 'vitest';
import { findHomebrew } from './homebrew.ts';

function pathOn(platform: NodeJS.Platform, PATH?: string): string | undefined {
  const env: NodeJS.ProcessEnv = PATH === undefined ? {} : { PATH };
  findHomebrew(env, platform);
  return env.PATH;
}

test('a Mac’s program from the Dock finds what Homebrew has installed, after what the system has', () => {
  const found = '/usr/bin:/bin:/usr/sbin:/sbin:/opt/homebrew/bin:/opt/homebrew/sbin:/usr/local/bin:/usr/local/sbin';
  expect(pathOn('darwin', '/usr/bin:/bin:/usr/sbin:/sbin')).toBe(found);
  expect(pathOn('darwin')).toBe(found);
  expect(pathOn('darwin', '/usr/local/bin:/opt/homebrew/sbin:/bin')).toBe(
    '/usr/local/bin:/opt/homebrew/sbin:/bin:/opt/homebrew/bin:/usr/local/sbin',
  );
});

test('other systems keep their path as it is', () => {
  expect(pathOn('linux', '/bin')).toBe('/bin');
  expect(pathOn('win32')).toBeUndefined();
});
