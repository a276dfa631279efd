import { describe, expect, test } from 'vitest';
import { must } from '../../../shared/test-result.ts';
import { describeMachine } from '../../commands/built-in/machine-report.ts';
import { localShell } from '../local-shell.ts';
import { testShell } from '../test-shell.ts';
import { readMachine } from './machine.ts';

const asking = { target: 'web-01', signal: new AbortController().signal, language: 'en' } as const;

/** As a Debian 12 printed it, with two disks and a sensor more. */
const debian = `
==host==
web-01

==system==
Debian GNU/Linux 12 (bookworm)

==uptime==
39433.08 61234.11

==cores==
2

==stat==
cpu  1000 0 500 8000 500 0 0 0 0 0
cpu  1030 0 520 8040 510 0 0 0 0 0

==load==
0.42 0.38 0.30 2/311 4242

==memory==
MemTotal:       16000000 kB
MemFree:         1000000 kB
MemAvailable:   12000000 kB

==disks==
Filesystem                       Type     1024-blocks     Used Available Capacity Mounted on
udev                             devtmpfs     8169740        0   8169740       0% /dev
tmpfs                            tmpfs        1638044     1204   1636840       1% /run
/dev/vda1                        ext4        41152736 22000000  17000000      57% /
/dev/mapper/data-My\\x20Books     xfs        104806400 99000000   5806400      95% /srv/My Books
/dev/vda1                        ext4        41152736 22000000  17000000      57% /var/lib/docker
//nas/share                      cifs       500000000 100000000 400000000     20% /mnt/nas

==processes==
 103  0.1 ps
 98.5  3.2 postgres: writer
  4.0  1.0 nginx
  0.1  0.2 sshd

==users==
lisi
zhangsan

==temperature==
41000
67500

==end==
`;

/** As macOS 14 on Apple silicon prints it. */
const mac = `
==host==
mac-mini.local

==system==
ProductName:		macOS
ProductVersion:		14.5
BuildVersion:		23F79

==boot==
{ sec = 1716100000, usec = 123456 } Sun May 19 14:26:40 2024

==now==
1716190000

==cores==
8

==load==
{ 2.10 1.95 1.80 }

==memsize==
17179869184

==memory==
Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               20000.
Pages active:                            300000.
Pages inactive:                          290000.
Pages speculative:                         5000.
Pages throttled:                              0.
Pages wired down:                        120000.
Pages purgeable:                          10000.
"Translation faults":                1234567890.
Pages copy-on-write:                   98765432.
File-backed pages:                       210000.
Anonymous pages:                         385000.
Pages stored in compressor:              400000.
Pages occupied by compressor:            150000.

==cpu==
CPU usage: 3.1% user, 6.2% sys, 90.6% idle 
CPU usage: 12.50% user, 7.25% sys, 80.25% idle 

==disks==
Filesystem     1024-blocks      Used Available Capacity  Mounted on
/dev/disk3s1s1   482797652   9478528 182797652     5%    /
devfs                  205       205         0   100%    /dev
/dev/disk3s6     482797652        20 182797652     1%    /System/Volumes/VM
/dev/disk3s5     482797652 280000000 182797652    61%    /System/Volumes/Data
map auto_home            0         0         0   100%    /System/Volumes/Data/home
/dev/disk5s1     976000000 488000000 488000000    50%    /Volumes/Time Machine

==processes==
 161.2  5.3 WindowServer
  40.0  1.1 Google Chrome Helper
   0.8  0.4 Finder

==users==
wang

==end==
`;

/** As Windows PowerShell 5.1 on Windows Server 2022 gives it. */
const windows = `\ufeff{"users":["CONTOSO\\\\admin"],"system":"Microsoft Windows Server 2022 Standard 10.0.20348","uptimeSeconds":277000,"disks":[{"free":40000000000,"mount":"C:","total":100000000000}],"processes":{"ms":612,"cores":4,"memory":17179869184,"list":[{"id":4,"name":"System","cpuMs":0,"memory":150000},{"id":1200,"name":"sqlservr","cpuMs":1224,"memory":4294967296},{"id":1300,"name":"w3wp","cpuMs":244.8,"memory":1717986918}]},"host":"WIN-01","freeMemory":8589934592,"cpuPercent":37}\r\n`;

describe('what a machine printed', () => {
  test('Linux', async () => {
    const shell = testShell('linux', () => ({ stdout: debian }));
    expect(await readMachine(shell, asking)).toEqual({
      ok: true,
      value: {
        ...{ host: 'web-01', system: 'Debian GNU/Linux 12 (bookworm)', uptimeSeconds: 39433.08, cores: 2, cpuPercent: 50 },
        loadAverage: [0.42, 0.38, 0.3],
        memory: { used: 4_000_000 * 1024, total: 16_000_000 * 1024 },
        disks: [
          { mount: '/', used: 22_000_000 * 1024, total: 39_000_000 * 1024 },
          { mount: '/srv/My Books', used: 99_000_000 * 1024, total: 104_806_400 * 1024 },
          { mount: '/mnt/nas', used: 100_000_000 * 1024, total: 500_000_000 * 1024 },
        ],
        processes: [
          { name: 'postgres: writer', cpuPercent: 49.25, memoryPercent: 3.2 },
          { name: 'nginx', cpuPercent: 2, memoryPercent: 1 },
          { name: 'sshd', cpuPercent: 0.05, memoryPercent: 0.2 },
        ],
        users: ['lisi', 'zhangsan'],
        temperature: 67.5,
      },
    });
  });

  test('macOS, where the volumes of a container share its space', async () => {
    const shell = testShell('macos', () => ({ stdout: mac }));
    expect(await readMachine(shell, asking)).toMatchObject({
      ok: true,
      value: {
        ...{ host: 'mac-mini.local', system: 'macOS 14.5', uptimeSeconds: 90_000, cores: 8, cpuPercent: 19.75 },
        loadAverage: [2.1, 1.95, 1.8],
        memory: { used: (385_000 - 10_000 + 120_000 + 150_000) * 16_384, total: 17_179_869_184 },
        disks: [
          { mount: '/', used: 300_000_000 * 1024, total: 482_797_652 * 1024 },
          { mount: '/Volumes/Time Machine', used: 488_000_000 * 1024, total: 976_000_000 * 1024 },
        ],
        processes: [
          { name: 'WindowServer', cpuPercent: 161.2 / 8, memoryPercent: 5.3 },
          { name: 'Google Chrome Helper', cpuPercent: 5, memoryPercent: 1.1 },
          { name: 'Finder', cpuPercent: 0.1, memoryPercent: 0.4 },
        ],
        users: ['wang'],
      },
    });
  });

  test('Windows, which tells no load', async () => {
    const shell = testShell('windows', () => ({ stdout: windows }));
    const read = await readMachine(shell, asking);
    expect(read).toMatchObject({
      ok: true,
      value: {
        ...{
          host: 'WIN-01',
          system: 'Microsoft Windows Server 2022 Standard 10.0.20348',
          uptimeSeconds: 277_000,
          cores: 4,
          cpuPercent: 37,
        },
        memory: { used: 8_589_934_592, total: 17_179_869_184 },
        disks: [{ mount: 'C:', used: 60_000_000_000, total: 100_000_000_000 }],
        processes: [
          { name: 'sqlservr', cpuPercent: 50, memoryPercent: 25 },
          { name: 'w3wp', cpuPercent: 10 },
          { name: 'System', cpuPercent: 0 },
        ],
        users: ['admin'],
      },
    });
    expect(shell.calls[0]).toMatchObject({ program: 'powershell' });
  });

  test('something else is told with what the machine said', async () => {
    const shell = testShell('linux', () => ({ code: 1, stderr: 'Last login: never\nThis account is not available.\n' }));
    expect(await readMachine(shell, asking)).toMatchObject({
      ok: false,
      error: { code: 'command/unreadable', params: { target: 'web-01', reason: 'This account is not available.' } },
    });
  });

  test('a temperature and who is logged in are told in short lines', async () => {
    const shell = testShell('linux', () => ({ stdout: debian }));
    const read = must(await readMachine(shell, asking));
    const lines = describeMachine(read, 'zh-CN').split('\n');
    expect(lines).toContain('温度  68 °C');
    expect(lines).toContain('已登录  lisi、zhangsan');
    expect(describeMachine({ ...read, temperature: 91, users: [] }, 'en')).toMatch(/^Temperature {2}91 °C ⚠$/m);
    expect(describeMachine({ ...read, users: [...'abcdefg'] }, 'zh-CN')).toMatch(/^已登录 {2}a、b、c、d、e 等 7 人$/m);
  });
});

test.runIf(process.platform === 'linux')('this machine is read over its own shell', async () => {
  const read = must(await readMachine(localShell(process.env), asking));
  expect(read.memory.total).toBeGreaterThan(read.memory.used);
  expect(read.memory.used).toBeGreaterThan(0);
  expect(read.disks.map(({ mount }) => mount)).toContain('/');
  expect(read.processes).toHaveLength(3);
  expect(read.uptimeSeconds).toBeGreaterThan(1);
  expect(read.cpuPercent).toBeGreaterThanOrEqual(0);
  expect(read.cpuPercent).toBeLessThanOrEqual(100);
});
