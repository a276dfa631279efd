import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const onLinux = process.platform === 'linux';
if (!onLinux) console.log('skipped: stopping while a command hangs (made with a df that hangs, as Linux calls it)');

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A gateway that runs a command which never ends: `df` hangs, as it does on a network drive that is gone. */
async function startHanging() {
  const folder = temporaryFolder();
  const bin = join(folder.dir, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'df'), '#!/bin/sh\nexec sleep 40\n');
  chmodSync(join(bin, 'df'), 0o755);
  const gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env: { PATH: `${bin}:${process.env.PATH}` } });
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '状态', id: 1 })).catch(() => undefined);
  const state = async () => (await gateway.allMessages()).find(({ direction }) => direction === 'in')?.state;
  while ((await state()) !== 'running') await sleep(50);
  return { gateway, folder, state };
}

// why at once, here and below: each of them waits, some for a time limit
test.runIf(process.platform !== 'win32').concurrent('a terminal that is closed stops it in order, as SIGTERM does', async () => {
  const folder = temporaryFolder();
  const gateway = await startHeadless(folder.dir, [wecomAccount]);
  const exited = new Promise((resolve) => gateway.child.once('exit', (code, signal) => resolve(code ?? signal)));
  gateway.child.kill('SIGHUP');
  expect(await exited).toBe(0);
  folder.remove();
});

describe.runIf(onLinux).concurrent('while a command hangs', { timeout: 60_000 }, () => {
  test('stopping does not wait for it forever, and the journal shows it as interrupted', async () => {
    const { gateway, folder } = await startHanging();
    const from = performance.now();
    expect(await gateway.stop()).toBe(0);
    expect(performance.now() - from).toBeLessThan(15_000);
    const again = await startHeadless(folder.dir, [wecomAccount]);
    // Its person is told, soon after the start: that waits in the outbox, because the platform of this test answers nobody.
    const states = async () => (await again.allMessages()).map(({ state }) => state);
    await vi.waitFor(async () => expect(await states()).toEqual(['queued', 'interrupted']), { timeout: 10_000, interval: 50 });
    await again.stop();
    folder.remove();
  });
  test('a second signal ends at once; the two that one Ctrl+C makes under npm do not', async () => {
    const { gateway, folder } = await startHanging();
    const exited = gateway.stop();
    gateway.child.kill('SIGINT');
    await sleep(1_500);
    expect(gateway.child.exitCode).toBeNull();
    const from = performance.now();
    gateway.child.kill('SIGINT');
    expect(await exited).toBe(130);
    expect(performance.now() - from).toBeLessThan(1_000);
    folder.remove();
  });
  test('its time limit ends it, and the next message finds the gateway well', async () => {
    const { gateway, folder, state } = await startHanging();
    const from = performance.now();
    while ((await state()) === 'running' && performance.now() - from < 25_000) await sleep(250);
    expect(await state()).toBe('failed');
    expect(await gateway.stop()).toBe(0);
    folder.remove();
  });
});
