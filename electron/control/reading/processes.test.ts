import { describe, expect, test } from 'vitest';
import { localShell } from '../local-shell.ts';
import { testShell } from '../test-shell.ts';
import { busiestFirst } from './process-use.ts';
import { readProcesses } from './processes.ts';

const asking = { target: 'web-01', signal: new AbortController().signal, language: 'en' } as const;

/** /proc/<pid>/stat as Linux 6 prints it: user time, system time and resident pages are given. */
const stat = (pid: number, name: string, user: number, system: number, pages: number) =>
  `${pid} (${name}) S 1 ${pid} ${pid} 0 -1 4194560 9012 0 55 0 ${user} ${system} 0 0 20 0 1 0 350 24000000 ${pages} 18446744073709551615 1 1 0 0 0 0 671173123 4096 1260 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0`;

const linux = [
  ...['==page==', '4096', '==memory==', 'MemTotal:        4096000 kB'],
  ...['==before==', 'cpu  1000 0 1000 2000 0 0 0 0 0 0', stat(7, 'node', 10, 10, 102_400), stat(8, 'tmux: server', 0, 0, 1024)],
  ...[stat(9, ') S 0 (', 5, 5, 0), stat(10, 'gone', 5, 5, 0)],
  ...['==after==', 'cpu  1050 0 1050 2100 0 0 0 0 0 0', stat(7, 'node', 60, 10, 102_400), stat(8, 'tmux: server', 0, 4, 1024)],
  ...[stat(9, ') S 0 (', 5, 5, 0), stat(99, 'cat', 90, 90, 10), '==end==', ''],
].join('\n');

describe('the processes of', () => {
  test('Linux are what they used between two looks, whatever their names are', async () => {
    const shell = testShell('linux', () => ({ stdout: linux }));
    expect(await readProcesses(shell, asking)).toEqual({
      ok: true,
      value: [
        { id: 7, name: 'node', cpuPercent: 25, memoryPercent: 10 },
        { id: 8, name: 'tmux: server', cpuPercent: 2, memoryPercent: 0.1 },
        { id: 9, name: ') S 0 (', cpuPercent: 0, memoryPercent: 0 },
      ],
    });
  });

  test('a Mac are shares of the whole machine', async () => {
    const printed =
      '\n==cores==\n8\n\n==processes==\n  331 161.2  5.3 WindowServer\n 4242   8.0  1.1 Google Chrome Helper (Renderer)\n\n==end==\n';
    expect(
      await readProcesses(
        testShell('macos', () => ({ stdout: printed })),
        asking,
      ),
    ).toEqual({
      ok: true,
      value: [
        { id: 331, name: 'WindowServer', cpuPercent: 161.2 / 8, memoryPercent: 5.3 },
        { id: 4242, name: 'Google Chrome Helper (Renderer)', cpuPercent: 1, memoryPercent: 1.1 },
      ],
    });
  });

  test('Windows come as JSON; one whose time nobody may read uses none', async () => {
    const printed =
      '{"ms":600,"cores":2,"memory":1000,"list":[{"id":4,"name":"System","cpuMs":0,"memory":10},{"id":8,"name":"作业","cpuMs":300,"memory":500}]}';
    expect(
      await readProcesses(
        testShell('windows', () => ({ stdout: printed })),
        asking,
      ),
    ).toEqual({
      ok: true,
      value: [
        { id: 4, name: 'System', cpuPercent: 0, memoryPercent: 1 },
        { id: 8, name: '作业', cpuPercent: 25, memoryPercent: 50 },
      ],
    });
  });
});

test('the busiest come first, and among the idle the largest', () => {
  const use = (id: number, cpuPercent: number, memoryPercent: number) => ({ id, name: '', cpuPercent, memoryPercent });
  const all = [use(1, 0.2, 1), use(2, 0.1, 9), use(3, 80, 2)];
  expect(busiestFirst(all, 'cpu').map(({ id }) => id)).toEqual([3, 2, 1]);
  expect(busiestFirst(all, 'mem').map(({ id }) => id)).toEqual([2, 3, 1]);
});

test.runIf(process.platform === 'linux')('this machine: the test itself is among them', async () => {
  const read = await readProcesses(localShell(process.env), asking);
  expect(read.ok && read.value.find(({ id }) => id === process.pid)).toMatchObject({ id: process.pid });
});
