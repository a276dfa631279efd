import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';

const strangers = 20;
const packet = Buffer.from('GET /callback/nobody HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(1500));

/** Sends request after request without waiting for an answer, until it is cut. */
async function pipeline(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  await once(socket, 'connect');
  const write = () => {
    while (!socket.destroyed && socket.write(packet));
  };
  socket.on('drain', write);
  write();
  return socket;
}

function memoryMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

test.skipIf(process.platform !== 'linux')(
  'strangers who send thousands of requests without waiting for an answer are cut: messages get in, and memory stays',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const gateway = await startHeadless(folder.dir, [wecomAccount]);
    const pid = gateway.child.pid ?? 0;
    const before = memoryMb(pid);
    const sockets = await Promise.all(Array.from({ length: strangers }, () => pipeline(Number(new URL(gateway.listener).port))));
    const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
    await expect.poll(() => sockets.filter(({ destroyed }) => !destroyed).length, { timeout: 30_000 }).toBe(0);
    const answer = await sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '帮助', id: 1 }));
    expect(answer.text).toContain('可用命令');
    expect(memoryMb(pid) - before).toBeLessThan(300);
    await gateway.kill();
    folder.remove();
  },
);
