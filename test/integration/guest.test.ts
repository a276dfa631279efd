import { createSocket, type Socket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Run } from '../../shared/run.ts';
import { wecomAccount } from '../support/accounts.ts';
import { type Guest, guestMissing, prepareGuest } from '../support/guest.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';

if (guestMissing) console.log(`no machine's power is really switched here: ${guestMissing}`);

const mac = '52:54:00:12:34:56';
const folder = temporaryFolder();
let guest: Guest;
let card: Socket;
let gateway: HeadlessGateway;

beforeAll(async () => {
  if (guestMissing) return;
  guest = await prepareGuest();
  card = createSocket('udp4');
  // As a network card that waits for its magic packet while the machine is off.
  card.on('message', (packet) => {
    if (packet.includes(Buffer.from(mac.replaceAll(':', '').repeat(16), 'hex'))) guest.switchOn();
  });
  await new Promise<void>((resolve) => card.bind(0, '127.0.0.1', resolve));
  gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env: { WEIGUAN_SECRETS_PASSPHRASE: 'passphrase-of-the-tests' } });
  const target = {
    ...{ id: 'guest-01', name: '虚拟机', wake: { mac, broadcast: '127.0.0.1', port: card.address().port } },
    // why: nothing but the guest knows this key, so that no other machine is ever switched off
    ssh: { host: '127.0.0.1', port: guest.port, user: 'root', auth: { by: 'key' as const, file: guest.key } },
  };
  expect(await gateway.call('targets.save', { target, isNew: true })).toMatchObject({ ok: true });
}, 60_000);
afterAll(async () => {
  await gateway?.kill();
  await guest?.remove();
  card?.close();
  folder.remove();
});

/** Runs a line as the admin, and gives back what became of it. */
async function run(line: string): Promise<Run> {
  const started = await gateway.call('commands.run', { line, confirmed: ['guest-01'] });
  if (!started.ok) throw new Error(`${line}: ${started.error.message}`);
  const id = started.value.run;
  return vi.waitFor(
    async () => {
      const found = await gateway.call('runs.get', { id });
      const ended = found.ok ? found.value : null;
      if (!ended || ended.state === 'running') throw new Error(`${line}: it still runs`);
      return ended;
    },
    { timeout: 120_000, interval: 200 },
  );
}

/** Its system answers some seconds after its power is on. */
const statusOnceUp = () =>
  vi.waitFor(
    async () => {
      const status = await run('状态 guest-01');
      if (status.state !== 'done') throw new Error(status.failure?.message ?? status.state);
      return status.answer ?? '';
    },
    { timeout: 60_000, interval: 500 },
  );

describe.skipIf(guestMissing)('a real machine', () => {
  test('is switched on by a magic packet, tells how it is doing, begins anew, and is switched off', { timeout: 240_000 }, async () => {
    expect(guest.isOn()).toBe(false);
    expect(await run('开机 guest-01')).toMatchObject({ state: 'done', answer: expect.stringContaining('已开机') });
    expect(guest.isOn()).toBe(true);
    expect(await statusOnceUp()).toContain(guest.hostName);

    expect(await run('重启 guest-01')).toMatchObject({ state: 'done', answer: expect.stringContaining('已重启') });
    expect(guest.isOn()).toBe(true);
    expect(await statusOnceUp()).toContain(guest.hostName);

    expect(await run('关机 guest-01')).toMatchObject({ state: 'done', answer: expect.stringContaining('已关机') });
    await expect.poll(() => guest.isOn(), { timeout: 10_000 }).toBe(false);
    expect(await run('状态 guest-01')).toMatchObject({ state: 'failed' });

    expect(await run('开机 guest-01')).toMatchObject({ state: 'done' });
    expect(await statusOnceUp()).toContain(guest.hostName);
  });
});
