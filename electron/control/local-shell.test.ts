import { describe, expect, test, vi } from 'vitest';
import { isAlive } from '../../test/support/process-alive.ts';
import type { RunOptions } from './driver.ts';
import { isBatchFile, localShell } from './local-shell.ts';

const shell = localShell({ ...process.env, WEIGUAN_TOKEN: 'secret', LC_ALL: 'de_DE.UTF-8', LANG: 'zh_CN.GBK' }, { patienceMs: 200 });
const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  signal: new AbortController().signal,
  timeoutMs: 20_000,
  mostBytes: 10_000,
  ...more,
});
const sh = (script: string, more?: Partial<RunOptions>) => shell.run({ program: 'sh', args: ['-c', script] }, options(more));

describe.skipIf(process.platform === 'win32')('a program on this computer', () => {
  test('gets its words as they are, with no shell between', async () => {
    const ended = await shell.run({ program: 'printf', args: ['%s|', '$HOME', '`id`', "';", '中文'] }, options());
    expect(ended).toMatchObject({ ok: true, value: { code: 0, stdout: Buffer.from("$HOME|`id`|';|中文|"), stderr: '', cut: false } });
  });

  test('tells its exit code and the signal that ended it', async () => {
    expect(await sh('echo no >&2; exit 3')).toMatchObject({ value: { code: 3, stderr: 'no\n' } });
    expect(await sh('kill -TERM $$')).toMatchObject({ value: { code: null, signal: 'TERM' } });
  });

  test('that is not there ends with 127, as a shell would tell it', async () => {
    expect(await shell.run({ program: 'no-such-program', args: [] }, options())).toMatchObject({
      value: { code: 127, stderr: 'no-such-program: not found\n' },
    });
    expect(await shell.run({ program: '/', args: [] }, options())).toMatchObject({ ok: false, error: { code: 'shell/start' } });
    const belowFile = await shell.run({ program: '/etc/passwd/program', args: [] }, options());
    expect(belowFile).toMatchObject({ ok: false, error: { code: 'shell/start', params: { reason: 'ENOTDIR' } } });
  });

  test('sees none of our secrets, and speaks no language but its own', async () => {
    const ended = await shell.run({ program: 'env', args: [] }, options());
    const lines = ended.ok ? ended.value.stdout.toString().trim().split('\n') : [];
    expect(lines).toContain('LANG=C.UTF-8');
    expect(lines.filter((line) => /WEIGUAN|LC_|secret/.test(line))).toEqual([]);
  });

  test('reads its input and then the end of it', async () => {
    expect(await shell.run({ program: 'cat', args: [], input: '一\n' }, options())).toMatchObject({
      value: { stdout: Buffer.from('一\n') },
    });
    expect(await shell.run({ program: 'cat', args: [] }, options())).toMatchObject({ value: { code: 0 } });
    expect(await shell.run({ program: 'true', args: [], input: 'x'.repeat(1_000_000) }, options())).toMatchObject({ value: { code: 0 } });
  });

  test('may say more than is kept, and still ends by itself', async () => {
    const ended = await sh('yes | head -c 5000000; exit 4', { mostBytes: 1000 });
    expect(ended).toMatchObject({ value: { code: 4, cut: true } });
    expect(ended.ok && ended.value.stdout.length).toBe(1000);
  });

  test('that is called off is gone with its children, even where they heed no polite signal', async () => {
    const calledOff = new AbortController();
    const pids: number[] = [];
    const running = sh("trap '' TERM; echo $$; sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & wait", {
      signal: calledOff.signal,
      onOutput({ text }) {
        pids.push(...text.split('\n').filter(Boolean).map(Number));
        if (pids.length === 2) calledOff.abort();
      },
    });
    expect(await running).toMatchObject({ ok: false, error: { code: 'shell/aborted', params: { program: 'sh' } } });
    await vi.waitFor(() => expect(pids.map(isAlive)).toEqual([false, false]));
  });

  test('that takes too long is ended, also where only its child holds the output open', async () => {
    expect(await sh('sleep 60', { timeoutMs: 100 })).toMatchObject({
      ok: false,
      error: { code: 'shell/timeout', params: { seconds: '0.1' } },
    });
    expect(await sh('sleep 60 & exit 0', { timeoutMs: 300 })).toMatchObject({ ok: false, error: { code: 'shell/timeout' } });
  });

  test('is not started where it was called off before, or where its words can be given to none', async () => {
    expect(await sh('true', { signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { code: 'shell/aborted' } });
    expect(await shell.run({ program: 'echo', args: ['a\0b'] }, options())).toMatchObject({ ok: false, error: { code: 'shell/nul' } });
    expect(await shell.run({ program: 'echo', args: ['x'.repeat(40_000)] }, options())).toMatchObject({
      ok: false,
      error: { code: 'shell/too-long' },
    });
  });
});

test('batch files are known by what Windows takes for their ending', () => {
  expect(['a.bat', 'A.CMD', 'a.bat. ', 'C:\\x\\npm.cmd'].map(isBatchFile)).toEqual([true, true, true, true]);
  expect(['a.exe', 'bat', 'a.bat.exe'].map(isBatchFile)).toEqual([false, false, false]);
});
