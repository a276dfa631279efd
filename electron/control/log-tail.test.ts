import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localShell } from './local-shell.ts';
import { cleanLines, readLog } from './log-tail.ts';
import { testShell } from './test-shell.ts';

const asking = { target: 'web-01', signal: new AbortController().signal, language: 'en' } as const;

test.runIf(process.platform !== 'win32')('the last lines of a file, whatever its name is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-log-'));
  const file = join(folder, "a 'b' $(touch x); 日志.log");
  writeFileSync(file, Array.from({ length: 50 }, (_, index) => `line ${index}\n`).join(''));
  const shell = localShell(process.env);
  expect(await readLog(shell, file, 3, asking)).toEqual({ ok: true, value: ['line 47', 'line 48', 'line 49'] });
  expect(await readLog(shell, join(folder, 'none'), 3, asking)).toMatchObject({
    ok: false,
    error: { code: 'command/no-log', params: { reason: expect.stringContaining('No such file') } },
  });
  rmSync(folder, { recursive: true });
});

test('a unit is asked of its journal, by sudo where its lines are not for everybody', async () => {
  const shell = testShell('linux', ({ program }) =>
    program === 'sudo'
      ? { stdout: '2026-11-21T04:12:09+0000 web-01 nginx[812]: ready\n' }
      : { code: 1, stderr: 'No journal files were opened due to insufficient permissions.\n' },
  );
  expect(await readLog(shell, 'nginx', 20, asking)).toEqual({ ok: true, value: ['2026-11-21T04:12:09+0000 web-01 nginx[812]: ready'] });
  expect(shell.calls[0]).toEqual({
    program: 'journalctl',
    args: ['--unit=nginx', '--lines=20', '--no-pager', '--quiet', '--output=short-iso'],
  });
});

test('macOS is asked what a process said, with its name as an argument', async () => {
  const shell = testShell('macos', () => ({ stdout: 'one\n' }));
  expect(await readLog(shell, 'sshd', 20, asking)).toEqual({ ok: true, value: ['one'] });
  expect(shell.calls[0]).toEqual({ program: 'sh', args: ['-c', expect.not.stringContaining('sshd'), 'sh', 'sshd', '20'] });
});

test('Windows reads a file or an event log, with the name as an argument', async () => {
  const shell = testShell('windows', () => ({ stdout: 'one\r\ntwo\r\n' }));
  expect(await readLog(shell, 'C:\\logs\\app.log', 20, asking)).toEqual({ ok: true, value: ['one', 'two'] });
  await readLog(shell, 'Application', 20, asking);
  const given = shell.calls.map(({ input }) => JSON.parse(input ?? '') as { script: string; args: string[] });
  expect(given.map(({ args }) => args)).toEqual([
    ['C:\\logs\\app.log', '20'],
    ['Application', '20'],
  ]);
  expect(given[0]?.script).toContain('Get-Content');
  expect(given[1]?.script).toContain('Get-WinEvent');
});

test('what would give a terminal orders, or turn the text around, is left out; long lines are cut', () => {
  expect(cleanLines('\u001b[31mred\u001b[0m\u0007\n\na\tb\u202edcba\r\n')).toEqual(['red', '', 'a bdcba']);
  expect(cleanLines('x'.repeat(600))[0]).toHaveLength(501);
});
