import { expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { probeSystem, readUname } from './system-probe.ts';

/** A server that answers what it knows and fails at the rest. */
const server = (answers: Record<string, string>) => async (line: string) =>
  ok(Object.entries(answers).find(([known]) => line.startsWith(known))?.[1]);

test.each([
  ['Linux', { 'uname -s': 'Linux\n' }, 'linux'],
  ['Linux with a talkative login shell', { 'uname -s': 'Welcome to web-1!\n\nLinux\n' }, 'linux'],
  ['macOS', { 'uname -s': 'Darwin\n' }, 'macos'],
  ['FreeBSD', { 'uname -s': 'FreeBSD\n' }, 'other'],
  ['Windows', { 'powershell ': 'Windows:Win32NT\r\n' }, 'windows'],
  ['Windows without PowerShell', { 'cmd /c ver': '\r\nMicrosoft Windows [版本 10.0.19045.3803]\r\n' }, 'windows'],
  ["Windows with Git's uname", { 'uname -s': 'MINGW64_NT-10.0-19045\n' }, 'windows'],
  ['PowerShell that is not on Windows, and no uname', { 'powershell ': 'Windows:Unix\n' }, 'other'],
  ['a server that knows none of it', {}, 'other'],
])('%s is told', async (_name, answers, system) => {
  expect(await probeSystem(server(answers))).toEqual(ok(system));
});

test('a server that breaks off while it is asked is no system of any kind', async () => {
  const lost = err({ code: 'ssh/lost', message: '', hint: '' });
  expect(await probeSystem(async () => lost)).toBe(lost);
});

test('an empty answer tells nothing', () => expect(readUname(' \n')).toBeUndefined());
