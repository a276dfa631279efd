import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { seal, sign } from '../oracle/wxcrypt-oracle.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, type Sender, textMessage } from '../support/wechat-sender.ts';

const folder = temporaryFolder();
let gateway: HeadlessGateway;
let sender: Sender;
let next = 1;

beforeAll(async () => {
  gateway = await startHeadless(folder.dir, [wecomAccount]);
  sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
});
afterAll(async () => {
  await gateway.stop();
  folder.remove();
});

async function expectAnswer() {
  const { text } = await sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '帮助', id: next++ }));
  expect(text).toContain('可用命令');
}

async function hold(): Promise<Socket> {
  const socket = connect(Number(new URL(gateway.listener).port), '127.0.0.1');
  // One that the gateway cuts may say so by a reset.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** `once` would reject: who is cut while he writes gets an error first. */
const closed = (socket: Socket) => new Promise<void>((resolve) => void socket.once('close', () => resolve()));

/** Sends a byte every so often until the gateway has had enough. */
async function dribble(socket: Socket, start: string): Promise<void> {
  socket.write(start);
  const drops = setInterval(() => socket.write('a'), 500);
  await closed(socket.resume());
  clearInterval(drops);
}

/** A URL verification whose echo is long. */
function verification(): string {
  const echostr = seal(publishedKeys, 'a'.repeat(5_000));
  const [timestamp, nonce] = ['1700000000', '1'];
  const query = new URLSearchParams({ timestamp, nonce, echostr, msg_signature: sign(publishedKeys.token, timestamp, nonce, echostr) });
  return `GET /callback/corp?${query} HTTP/1.1\r\nHost: x\r\n\r\n`;
}

/** A request that is complete and signed by nobody. */
const head = (bytes: number) => `POST /callback/corp?nonce=1 HTTP/1.1\r\nHost: x\r\nContent-Length: ${bytes}\r\n\r\n`;

describe('a client is cut that', { timeout: 60_000 }, () => {
  test.concurrent.each([
    ['says nothing', (socket: Socket) => closed(socket.resume())],
    ['dribbles its headers', (socket: Socket) => dribble(socket, 'POST /callback/corp HTTP/1.1\r\nHost: x\r\nX-Slow: ')],
    ['dribbles its body', (socket: Socket) => dribble(socket, head(1_000_000))],
    [
      'sends half a body',
      (socket: Socket) => {
        socket.write(`${head(100)}half`);
        return closed(socket.resume());
      },
    ],
    [
      'never reads its answers',
      (socket: Socket) => {
        // More answers than the system takes for somebody who doesn't fetch them.
        socket.write(verification().repeat(3_000));
        return closed(socket.pause());
      },
    ],
  ])('%s', async (_what, misbehave) => {
    await misbehave(await hold());
  });

  test.concurrent('while messages are answered as ever', async () => {
    for (let i = 0; i < 100; i++) await expectAnswer();
  });
});

test('a crowd that holds every connection keeps no message out: the longest silent ones are cut', { timeout: 60_000 }, async () => {
  const crowd: Socket[] = [];
  let cut = 0;
  for (let i = 0; i < limits.connections + 200; i++) {
    const socket = await hold();
    socket.resume().once('close', () => cut++);
    crowd.push(socket);
    if (i % 250 === 0) await expectAnswer();
  }
  await expectAnswer();
  await vi.waitFor(() => expect(cut).toBeGreaterThanOrEqual(200), { timeout: 10_000 });
  expect(crowd.slice(0, 100).every(({ closed }) => closed)).toBe(true);
  for (const socket of crowd) socket.destroy();
  await expectAnswer();
});

test('a crowd that holds megabytes keeps no message out: the largest unfinished bodies are turned away', { timeout: 60_000 }, async () => {
  const crowd = await Promise.all(Array.from({ length: limits.callbackBytesInHand / limits.callbackBodyBytes + 4 }, hold));
  const body = Buffer.alloc(limits.callbackBodyBytes - 1, 'a');
  for (const socket of crowd) socket.resume().write(head(limits.callbackBodyBytes));
  await Promise.all(crowd.map((socket) => new Promise((resolve) => void socket.write(body, resolve))));
  for (let i = 0; i < 5; i++) await expectAnswer();
  const refused = async () => (await gateway.allMessages()).filter(({ type }) => type === 'callback/overloaded');
  await vi.waitFor(async () => expect(await refused()).not.toHaveLength(0), { timeout: 5_000 });
  for (const socket of crowd) socket.destroy();
  await expectAnswer();
});
