import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../../../electron/clock.ts';
import { localMachine } from '../../../electron/control/local.ts';
import { localShell } from '../../../electron/control/local-shell.ts';
import { createNames } from '../../../electron/control/names.ts';
import { openKeptValues } from '../../../electron/kept-values.ts';
import { openMonitorRoom } from '../../../electron/monitor/monitor-room.ts';
import { listenedHub, monitorOf } from '../../../electron/monitor/test-monitors.ts';
import type { Secrets } from '../../../electron/secrets/lazy-secrets.ts';
import { openLeftSecrets } from '../../../electron/secrets/left-secrets.ts';
import { createMemoryStore } from '../../../electron/secrets/memory.ts';
import { openStore } from '../../../electron/store/store.ts';
import { systemTiming } from '../../../electron/timing.ts';
import { printTable } from '../load/table.ts';
import { quantiles } from '../store/quantiles.ts';
import { cpuShare, startCpu } from './cpu.ts';

/** Monitors of real servers on loopback, half of them HTTP, with a database on disk. @param seconds how long they are looked at */
export async function printRealTime(count: number, seconds: number): Promise<void> {
  const servers = fork(new URL('./servers.js', import.meta.url), { stdio: 'inherit' });
  const [ports] = (await once(servers, 'message')) as [{ http: number; tcp: number }];
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-bench-'));
  const opened = await openStore(join(folder, 'weiguan.db'), new URL('./store-worker.js', import.meta.url));
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const late: number[] = [];
  const secrets: Secrets = async () => ({ ok: true, value: createMemoryStore(systemClock) });
  const room = await openMonitorRoom({
    ...{ store, kept: await openKeptValues(store), events: listenedHub(), timing: systemTiming },
    tools: {
      ...{ clock: systemClock, localMachine: localMachine(systemClock.elapsed), shell: localShell(process.env) },
      ...{ names: createNames(systemTiming), target: () => undefined, drivers: async () => ({ ok: true, value: [] }) },
    },
    ...{ secrets, leftSecrets: await openLeftSecrets({ store, secrets, onBug: console.error }) },
    ...{
      language: () => 'zh-CN',
      operators: () => [],
      addressee: () => undefined,
      accounts: () => [],
      canSendLater: () => false,
      onQueued: () => undefined,
      holdBack: (ids, decide) => decide([...ids]),
    },
    ownNetwork: { sawAnswer: () => undefined, works: async () => true },
    onBug: (error) => console.error(error),
    onStart: (ms) => void late.push(ms),
  });
  const checks = [
    { kind: 'tcp' as const, host: '127.0.0.1', port: ports.tcp },
    { kind: 'http' as const, url: `http://127.0.0.1:${ports.http}/` },
  ];
  await room.addAll(Array.from({ length: count }, (_, index) => monitorOf(`server-${index}`, { check: checks[index % 2] as never })));
  // All are asked once at the beginning; then each has its place.
  await setTimeout(10_000);
  late.length = 0;
  const cpu = startCpu();
  const start = systemClock.elapsed();
  await setTimeout(seconds * 1000);
  const used = cpuShare(cpu, systemClock.elapsed() - start);
  const states = room.list().map(({ state }) => state);
  const [p50 = '', p99 = '', worst = ''] = quantiles(late, [0.5, 0.99, 1]);
  printTable(
    `${count} monitors at 60 s in real time, ${seconds} s, half HTTP and half TCP on loopback`,
    ['checks', 'up', 'late p50 ms', 'late p99 ms', 'late max ms', 'CPU of one core', 'memory MB'],
    [
      [
        String(late.length),
        String(states.filter((state) => state === 'up').length),
        p50,
        p99,
        worst,
        used,
        (process.memoryUsage.rss() / 2 ** 20).toFixed(0),
      ],
    ],
  );
  await room.close();
  await store.close();
  servers.disconnect();
  rmSync(folder, { recursive: true, force: true });
}
