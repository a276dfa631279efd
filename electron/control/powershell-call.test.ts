import { expect, test } from 'vitest';
import { powershellCall } from './powershell-call.ts';
import { runLine } from './remote-line.ts';

test('neither the script nor its arguments stand in the command line', () => {
  const { program, args, input } = powershellCall("Write-Output '你好'", ['“;calc”', '$(calc)', '']);
  expect([program, ...args].join(' ')).not.toMatch(/你好|calc|Write-Output/);
  expect(JSON.parse(input ?? '')).toEqual({ script: "Write-Output '你好'", args: ['“;calc”', '$(calc)', ''] });
});

test('what is read is plain ASCII, which every code page leaves alone', () =>
  expect(powershellCall('"日志 é 😀"', ['中']).input).toMatch(/^[\x20-\x7e]+$/));

test('a script of any length goes over ssh, where cmd.exe takes a short line only', () => {
  const call = powershellCall('Get-Process;'.repeat(3_000), ['x'.repeat(10_000)]);
  expect(runLine('windows', call, 'mark').ok).toBe(true);
});
