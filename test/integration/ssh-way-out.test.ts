import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { must } from '../../shared/test-result.ts';
import { freePort, prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';
import { type BenchListener, benchTunnel, startListener } from '../support/tunnel-bench.ts';

describe.skipIf(sshdMissing)(`the way out through a real sshd${sshdMissing ? ` (${sshdMissing})` : ''}`, () => {
  const host = '127.0.0.1';
  let sshd: Sshd;
  let listener: BenchListener;
  let echo: Server;
  beforeEach(async () => {
    sshd = await prepareSshd();
    await sshd.start();
    listener = await startListener();
    echo = createServer((socket) => socket.pipe(socket));
    await once(echo.listen(0, host), 'listening');
  });
  afterEach(async () => {
    await listener.down();
    echo.close();
    await sshd.remove();
  });

  test('goes on while the public name is dead, and the tunnel is up again with the name', async () => {
    const remotePort = await freePort();
    const { tunnel, until, bugs } = benchTunnel(listener, {
      ...{ provider: 'ssh', host, port: sshd.port, user: sshd.user, auth: { by: 'key', file: sshd.keys.good } },
      ...{ remoteHost: host, remotePort, publicUrl: `http://${host}:${remotePort}` },
    });
    await tunnel.start();
    await until(({ state }) => state === 'up');
    const dialled = must(await tunnel.dial(host, (echo.address() as AddressInfo).port));
    const say = async (text: string) => {
      dialled.write(text);
      return String((await once(dialled, 'data'))[0]);
    };
    expect(await say('before')).toBe('before');
    await listener.down();
    await until(({ state }) => state !== 'up');
    for (let openings = 0; openings < 2; openings += 1) {
      await until(({ state, retryAt }) => state === 'retrying' && retryAt === undefined);
      await until(({ retryAt }) => retryAt !== undefined);
    }
    expect(await say('meanwhile')).toBe('meanwhile');
    await listener.up();
    await until(({ state }) => state === 'up');
    expect(await say('after')).toBe('after');
    await tunnel.stop();
    expect(bugs).toEqual([]);
  });
});
