import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../electron/clock.ts';
import type { Shell } from '../../electron/control/driver.ts';
import { screenOverShell } from '../../electron/control/screen-over-shell.ts';
import { createSshDrivers, type SshDrivers } from '../../electron/control/ssh-driver.ts';
import { createWakeDriver } from '../../electron/control/wake-driver.ts';
import { createMemoryStore } from '../../electron/secrets/memory.ts';
import { ok } from '../../shared/result.ts';
import { Target, WakeReach } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { colourAt, readPng } from '../support/read-png.ts';
import { prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';
import type { XServer } from '../support/x-server.ts';
import { startXvfb, xvfbMissing } from '../support/xvfb.ts';

const missing = sshdMissing ?? xvfbMissing;
const never = new AbortController().signal;

describe.skipIf(missing)(`A server that is reached over ssh${missing ? ` (${missing})` : ''}`, () => {
  let sshd: Sshd;
  let drivers: SshDrivers;
  let shell: Shell;
  let server: XServer;
  let folder: string;
  beforeAll(async () => {
    sshd = await prepareSshd();
    await sshd.start();
    const ssh = { host: '127.0.0.1', port: sshd.port, user: sshd.user, auth: { by: 'key', file: sshd.keys.good } };
    const target = Target.parse({ id: 'web', name: 'web', ssh });
    const pins = new Map<string, string>();
    drivers = createSshDrivers({
      secrets: createMemoryStore(systemClock),
      secretName: (id, name) => `target/${id}/${name}`,
      hostKeys: { of: () => ({ get: async (at) => pins.get(at), set: async (at, key) => void pins.set(at, key) }) },
      target: () => target,
      env: {},
    });
    const made = drivers.driver(target).shell;
    if (!made) throw new Error('no shell');
    shell = made;
    server = await startXvfb();
    server.paint('#3366cc');
    folder = mkdtempSync(join(tmpdir(), 'weiguan-desktop-'));
  });
  afterAll(async () => {
    await drivers?.close();
    await server?.stop();
    await sshd?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows the desktop of who is logged in', async () => {
    mkdirSync(join(folder, '7'));
    writeFileSync(join(folder, '7', 'environ'), `HOME=/home/ming\0DISPLAY=${server.display}\0`);
    const seen = must(await screenOverShell(shell, { processes: folder, sockets: folder }).capture(never));
    expect(seen).toMatchObject({ width: 320, height: 200 });
    expect(colourAt(readPng(seen.bytes), 160, 100)).toBe('#3366cc');
  });

  test('wakes another one of its network', async () => {
    const socket = createSocket('udp4');
    const received: string[] = [];
    socket.on('message', (message) => received.push(message.toString('hex')));
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const reach = WakeReach.parse({ mac: '00:1a:2b:3c:4d:5e', broadcast: '127.0.0.1', port: socket.address().port, relay: 'web' });
    const driver = createWakeDriver({ reach, secureOn: async () => ok('01:23:45:67:89:ab'), relay: { id: 'web', shell } });
    expect(await driver.power?.on?.(never)).toEqual(ok(null));
    const packet = `${'ff'.repeat(6)}${'001a2b3c4d5e'.repeat(16)}0123456789ab`;
    await expect.poll(() => received, { timeout: 5_000 }).toEqual([packet, packet, packet]);
    socket.close();
  });
});
