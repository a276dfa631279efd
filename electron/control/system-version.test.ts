import { expect, test } from 'vitest';
import { createLocalDriver } from './local-driver.ts';
import { readVersion } from './system-version.ts';

test.each([
  ['linux', 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n', 'Debian GNU/Linux 12 (bookworm)'],
  ['linux', 'ID=void\n', ''],
  ['macos', 'ProductName:\t\tmacOS\nProductVersion:\t\t14.2.1\nBuildVersion:\t\t23C71\n', 'macOS 14.2.1'],
  ['windows', '\r\nMicrosoft Windows [Version 10.0.19045.3803]\r\n', 'Microsoft Windows [Version 10.0.19045.3803]'],
  ['other', 'FreeBSD 14.0-RELEASE\n', 'FreeBSD 14.0-RELEASE'],
] as const)('the version of %s is read', (system, answer, found) => {
  expect(readVersion(system, answer)).toBe(found);
});

test('trying this computer tells which system it runs', async () => {
  const tried = await createLocalDriver(process.env).tryIt(new AbortController().signal);
  expect(tried).toMatchObject({ ok: true, value: { found: expect.stringMatching(/\S/), ms: expect.any(Number) } });
});
