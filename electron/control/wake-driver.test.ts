import { createSocket, type Socket } from 'node:dgram';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { WakeReach } from '../../shared/target.ts';
import { spawnShell } from '../../test/support/spawn-shell.ts';
import type { ProgramCall, Shell } from './driver.ts';
import { createWakeDriver } from './wake-driver.ts';
import { directedBroadcasts } from './wake-send.ts';

const mac = '00:1a:2b:3c:4d:5e';
const packet = 'ff'.repeat(6) + '001a2b3c4d5e'.repeat(16);
const never = new AbortController().signal;

let socket: Socket;
let received: string[] = [];
/** Programs that the relay finds, and nothing else. */
let folder: string;

beforeEach(async () => {
  received = [];
  socket = createSocket('udp4');
  socket.on('message', (message) => received.push(message.toString('hex')));
  await new Promise<void>((resolve) => socket.bind(0, '0.0.0.0', resolve));
  folder = mkdtempSync(join(tmpdir(), 'weiguan-relay-'));
});
afterEach(() => {
  socket.close();
  rmSync(folder, { recursive: true, force: true });
});

const reach = (change: Partial<WakeReach> = {}) => WakeReach.parse({ mac, broadcast: '127.0.0.1', port: socket.address().port, ...change });
const secret = (text?: string) => async () => ok(text);
const three = () => expect.poll(() => received, { timeout: 5_000 });

/** A relay that has only these programs. */
function relayWith(programs: string[]) {
  for (const program of programs) symlinkSync(`/usr/bin/${program}`, join(folder, program));
  symlinkSync('/bin/sh', join(folder, 'sh'));
  return { id: 'nas', shell: spawnShell({ PATH: folder }) };
}

describe('Waking a target', () => {
  test('sends the packet three times', async () => {
    const driver = createWakeDriver({ reach: reach(), secureOn: secret() });
    expect(await driver.power?.on?.(never)).toEqual(ok(null));
    await three().toEqual([packet, packet, packet]);
  });

  test("reaches a network's directed broadcast", async () => {
    const driver = createWakeDriver({ reach: reach({ broadcast: '127.255.255.255' }), secureOn: secret() });
    expect(await driver.power?.on?.(never)).toEqual(ok(null));
    await three().toEqual([packet, packet, packet]);
  });

  test('adds the SecureOn password', async () => {
    const driver = createWakeDriver({ reach: reach(), secureOn: secret('01:23:45:67:89:ab') });
    await driver.power?.on?.(never);
    await three().toContain(`${packet}0123456789ab`);
  });

  test('says so where the SecureOn password is none, and sends nothing', async () => {
    const driver = createWakeDriver({ reach: reach(), secureOn: secret('hunter2') });
    expect(await driver.power?.on?.(never)).toMatchObject({ ok: false, error: { code: 'control/wake-secure-on' } });
    expect(received).toEqual([]);
  });

  test('says so where the host has no address', async () => {
    const driver = createWakeDriver({ reach: reach({ broadcast: 'no-such-host.invalid' }), secureOn: secret() });
    expect(await driver.power?.on?.(never)).toMatchObject({ ok: false, error: { code: 'control/no-such-host' } });
  });

  test('is called off before it is done', async () => {
    const driver = createWakeDriver({ reach: reach(), secureOn: secret() });
    const asked = driver.power?.on?.(AbortSignal.abort());
    expect(await asked).toMatchObject({ ok: false, error: { code: 'control/called-off' } });
    expect(received).toEqual([]);
  });
});

test('A packet that was sent once stays sent where the rest is called off', async () => {
  const control = new AbortController();
  socket.once('message', () => control.abort());
  const driver = createWakeDriver({ reach: reach(), secureOn: secret() });
  expect(await driver.power?.on?.(control.signal)).toEqual(ok(null));
  expect(received).toEqual([packet]);
});

describe('Trying wake-on-lan', () => {
  test('tells how much goes where, and sends nothing', async () => {
    const driver = createWakeDriver({ reach: reach(), secureOn: secret('10.0.0.1') });
    const { port } = socket.address();
    expect(await driver.tryIt(never)).toMatchObject({ ok: true, value: { found: `106 B → 127.0.0.1:${port}` } });
    expect(received).toEqual([]);
  });
  test('names the relay', async () => {
    const driver = createWakeDriver({ reach: reach({ port: 9 }), secureOn: secret(), relay: relayWith([]) });
    expect(await driver.tryIt(never)).toMatchObject({ ok: true, value: { found: '102 B → nas → 127.0.0.1:9' } });
  });
});

describe('A relay', () => {
  test.each(['perl', 'python3'].filter((program) => existsSync(`/usr/bin/${program}`)))(
    'sends the packet with %s, the password not being among its arguments',
    async (program) => {
      const relay = relayWith([program]);
      const driver = createWakeDriver({ reach: reach(), secureOn: secret('01:23:45:67:89:ab'), relay });
      expect(await driver.power?.on?.(never)).toEqual(ok(null));
      const whole = `${packet}0123456789ab`;
      await three().toEqual([whole, whole, whole]);
      expect(JSON.stringify(relay.shell.calls)).not.toContain('0123456789ab');
    },
  );

  test('is helped by wakeonlan where it has neither', async () => {
    writeFileSync(join(folder, 'wakeonlan'), `#!/bin/sh\nprintf "%s\\n" "$*" > '${folder}/asked'\n`, { mode: 0o755 });
    symlinkSync('/bin/cat', join(folder, 'cat'));
    const relay = relayWith([]);
    const driver = createWakeDriver({ reach: reach({ port: 9 }), secureOn: secret(), relay });
    expect(await driver.power?.on?.(never)).toEqual(ok(null));
    const asked = await relay.shell.run(
      { program: 'cat', args: [join(folder, 'asked')] },
      { signal: never, timeoutMs: 5_000, mostBytes: 1_000 },
    );
    expect(asked.ok && asked.value.stdout.toString()).toBe(`-i 127.0.0.1 -p 9 ${mac}\n`);
  });

  test('says so where it has nothing that can send', async () => {
    const driver = createWakeDriver({ reach: reach(), secureOn: secret(), relay: relayWith([]) });
    expect(await driver.power?.on?.(never)).toMatchObject({ ok: false, error: { code: 'control/wake-relay-tools' } });
  });

  test('of Windows gets packet, host and port on its standard input', async () => {
    const calls: ProgramCall[] = [];
    const shell: Shell = {
      system: async () => ok('windows'),
      run: async (call) => {
        calls.push(call);
        return ok({ code: 0, stdout: Buffer.alloc(0), stderr: '', cut: false });
      },
    };
    const driver = createWakeDriver({ reach: reach({ port: 9 }), secureOn: secret('10.0.0.1'), relay: { id: 'pc', shell } });
    expect(await driver.power?.on?.(never)).toEqual(ok(null));
    expect(JSON.parse(calls[0]?.input ?? '').args).toEqual([`${packet}0a000001`, '127.0.0.1', '9']);
    expect(JSON.stringify(calls[0]?.args)).not.toContain('0a000001');
  });

  test('says why it could not send', async () => {
    const driver = createWakeDriver({
      reach: reach({ broadcast: 'no-such-host.invalid' }),
      secureOn: secret(),
      relay: relayWith(['perl']),
    });
    expect(await driver.power?.on?.(never)).toMatchObject({
      ok: false,
      error: { code: 'control/wake-relay-failed', params: { reason: 'unknown host' } },
    });
  });
});

test('the directed broadcasts are those of the networks that this computer is part of', () => {
  const address = (ip: string, netmask: string, internal = false) =>
    ({ address: ip, netmask, family: 'IPv4', mac, internal, cidr: null }) as const;
  const found = directedBroadcasts({
    lo: [address('127.0.0.1', '255.0.0.0', true)],
    eth0: [address('192.168.1.20', '255.255.255.0'), address('10.1.2.3', '255.255.240.0')],
    tun0: [address('10.8.0.2', '255.255.255.255')],
  });
  expect(found).toEqual(['192.168.1.255', '10.1.15.255']);
});
