import { describe, expect, test } from 'vitest';
import { type FailureCode, failure } from '../../shared/failures.ts';
import { err } from '../../shared/result.ts';
import type { Shell } from './driver.ts';
import { askService } from './service.ts';
import { testShell } from './test-shell.ts';

const asking = { target: 'web-01', signal: new AbortController().signal, language: 'en' } as const;
const running = `MainPID=812
LoadState=loaded
ActiveState=active
SubState=running
ActiveEnterTimestamp=Sat 2026-11-21 04:12:09 UTC
InactiveEnterTimestamp=
`;
const failed = `MainPID=0
LoadState=loaded
ActiveState=failed
SubState=failed
ActiveEnterTimestamp=Sat 2026-11-21 04:12:09 UTC
InactiveEnterTimestamp=Sat 2026-11-21 05:00:00 UTC
`;
const missing = 'MainPID=0\nLoadState=not-found\nActiveState=inactive\nSubState=dead\nActiveEnterTimestamp=\nInactiveEnterTimestamp=\n';

describe('systemd', () => {
  test('tells of a service that runs, has failed, or is not there', async () => {
    const ask = (stdout: string) =>
      askService(
        testShell('linux', () => ({ stdout })),
        'status',
        'nginx',
        asking,
      );
    expect(await ask(running)).toEqual({
      ok: true,
      value: { state: 'running', words: 'active (running)', pid: 812, since: 'Sat 2026-11-21 04:12:09 UTC' },
    });
    expect(await ask(failed)).toEqual({
      ok: true,
      value: { state: 'failed', words: 'failed (failed)', since: 'Sat 2026-11-21 05:00:00 UTC' },
    });
    expect(await ask(missing)).toMatchObject({ ok: false, error: { code: 'command/no-service' } });
  });

  test('whoever is not root does it by sudo, which must not ask', async () => {
    const shell = testShell('linux', ({ program, args }) => {
      if (args.includes('show')) return { stdout: running };
      return program === 'sudo' ? {} : { code: 1, stderr: 'Failed to restart nginx.service: Interactive authentication required.\n' };
    });
    expect(await askService(shell, 'restart', 'nginx', asking)).toMatchObject({ ok: true, value: { state: 'running' } });
    expect(shell.calls.map(({ program, args }) => [program, ...args].join(' '))).toEqual([
      'systemctl --no-ask-password restart -- nginx',
      'sudo -n systemctl --no-ask-password restart -- nginx',
      expect.stringContaining('systemctl show'),
    ]);
  });

  test('where sudo wants a password, the system’s own reason is told', async () => {
    const shell = testShell('linux', ({ program }) =>
      program === 'sudo'
        ? { code: 1, stderr: 'sudo: a password is required\n' }
        : { code: 1, stderr: 'Failed to stop nginx.service: Access denied\n' },
    );
    expect(await askService(shell, 'stop', 'nginx', asking)).toMatchObject({
      ok: false,
      error: { code: 'command/service-refused', params: { reason: 'Failed to stop nginx.service: Access denied' } },
    });
  });

  test('what fails for another reason is not done twice', async () => {
    const shell = testShell('linux', () => ({
      code: 1,
      stderr: 'Job for nginx.service failed because the control process exited with error code.\n',
    }));
    expect(await askService(shell, 'restart', 'nginx', asking)).toMatchObject({ ok: false, error: { code: 'command/service-refused' } });
    expect(shell.calls).toHaveLength(1);
  });
});

describe('what was done', () => {
  /** A server that does what it is told, and can't be asked after that. */
  const lostAfter = (code: FailureCode): Shell => {
    const shell = testShell('linux', () => ({}));
    return {
      ...shell,
      run: async (call, options) => (call.args.includes('show') ? err(failure(code, { server: 'web-01' })) : shell.run(call, options)),
    };
  };
  test.each(['ssh/unreachable', 'ssh/lost', 'ssh/not-begun'] as const)('stays done where the look after it fails (%s)', async (code) => {
    for (const act of ['start', 'stop', 'restart'] as const)
      expect(await askService(lostAfter(code), act, 'wg-quick@wg0', asking)).toMatchObject({
        ok: true,
        value: { done: act, unread: { code } },
      });
    expect(await askService(lostAfter(code), 'status', 'wg-quick@wg0', asking)).toMatchObject({ ok: false, error: { code } });
  });
  test('to a unit that systemd forgets is read as stopped after a stop, and after nothing else', async () => {
    const shell = testShell('linux', ({ args }) => (args.includes('show') ? { stdout: missing } : {}));
    expect(await askService(shell, 'stop', 'job', asking)).toEqual({ ok: true, value: { state: 'stopped', words: '' } });
    expect(await askService(shell, 'restart', 'job', asking)).toMatchObject({
      ok: true,
      value: { unread: { code: 'command/no-service' } },
    });
  });
});

test('launchd tells its jobs’ state, and the exit code of one that ended badly', async () => {
  const ask = (stdout: string, code = 0) =>
    askService(
      testShell('macos', () => ({ stdout, code, stderr: code === 0 ? '' : 'Could not find service "x" in domain for system\n' })),
      'status',
      'com.example.web',
      asking,
    );
  const print = (state: string, rest: string) =>
    `system/com.example.web = {\n\tactive count = 1\n\tpath = /Library/LaunchDaemons/com.example.web.plist\n\ttype = LaunchDaemon\n\tstate = ${state}\n\n\tprogram = /usr/local/bin/web\n${rest}\tendpoints = {\n\t\tstate = active\n\t}\n}\n`;
  expect(await ask(print('running', '\tpid = 431\n\tlast exit code = (never exited)\n'))).toEqual({
    ok: true,
    value: { state: 'running', words: 'running', pid: 431 },
  });
  expect(await ask(print('not running', '\tlast exit code = 78: EX_CONFIG\n'))).toMatchObject({ ok: true, value: { state: 'failed' } });
  expect(await ask(print('not running', '\tlast exit code = 0\n'))).toMatchObject({ ok: true, value: { state: 'stopped' } });
  expect(await ask('', 113)).toMatchObject({ ok: false, error: { code: 'command/no-service' } });
});

test('Windows gets the name as an argument of a script, never in it', async () => {
  const shell = testShell('windows', () => ({ stdout: '{"pid":0,"exit":1077,"status":"Stopped"}\r\n' }));
  expect(await askService(shell, 'start', 'SQL Server (MSSQLSERVER)', asking)).toEqual({
    ok: true,
    value: { state: 'stopped', words: 'Stopped' },
  });
  for (const { program, args, input } of shell.calls) {
    expect([program, ...args].join(' ')).not.toContain('SQL');
    expect(JSON.parse(input ?? '')).toEqual({ script: expect.not.stringContaining('SQL'), args: ['SQL Server (MSSQLSERVER)'] });
  }
});
