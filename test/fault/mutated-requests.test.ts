import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { CallbackAccount } from '../../electron/callback/accounts.ts';
import { admitMessage, admitVerification } from '../../electron/callback/door.ts';
import { type Exchange, startStopwatch } from '../../electron/callback/exchange.ts';
import { createReplayGuard } from '../../electron/callback/replay-guard.ts';
import { systemClock } from '../../electron/clock.ts';
import { readEncodingAesKey } from '../../electron/wechat/credentials.ts';
import type { Account } from '../../shared/account.ts';
import { must } from '../../shared/test-result.ts';
import { seal, sign } from '../oracle/wxcrypt-oracle.ts';
import { publishedKeys, wecomAccount } from '../support/accounts.ts';
import { startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSender, textMessage } from '../support/wechat-sender.ts';
import { type Dice, diceOf, mutate, newSeed, type RawRequest } from './mutations.ts';

const throughTheDoor = 97_000;
const throughASocket = 3_000;

const seed = newSeed();
const howToRepeat = `WEIGUAN_SEED=${seed} repeats it`;
console.log(`mutated requests: ${howToRepeat}`);

/** A message as WeCom sends it, signed and sealed; its text is the number that is known to nobody else. */
function signedMessage(number: number): RawRequest {
  const encrypted = seal(publishedKeys, textMessage({ to: publishedKeys.receiverId, text: `genuine ${number}`, id: number }));
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), String(1_000_000_000 + number)];
  return {
    path: '/callback/corp',
    query: { msg_signature: sign(publishedKeys.token, timestamp, nonce, encrypted), timestamp, nonce },
    body: Buffer.from(`<xml><ToUserName><![CDATA[x]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`),
  };
}

function accountOfTheTest(): CallbackAccount {
  const aesKey = must(readEncodingAesKey(publishedKeys.encodingAesKey));
  const { token, receiverId } = publishedKeys;
  const credentials = { platform: 'wecom', mode: 'safe', token, receiverId, aesKey } as const;
  const account = { id: 'corp', platform: 'wecom' } as Account;
  return { account, access: {}, candidates: [{ age: 'present', credentials, texts: { token } }] };
}

function exchangeOf({ path, query, body }: RawRequest): Exchange {
  const request = { method: 'POST', path, query, remoteAddress: '', userAgent: '' };
  const gone = { aborted: false, addEventListener: () => undefined };
  return { account: 'corp', at: Date.now(), body: body.toString('utf8'), request, stopwatch: startStopwatch(systemClock), gone };
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test(`${throughTheDoor} mutated requests at the door: no exception, nothing let in but what was signed, memory flat`, {
  timeout: 120_000,
}, () => {
  const dice = diceOf(seed);
  const account = accountOfTheTest();
  const guard = createReplayGuard(600, systemClock.elapsed);
  let letIn = 0;
  let heap = 0;
  for (let number = 0; number < throughTheDoor; number++) {
    if (number === 10_000) heap = heapAfterCollection();
    const { request, done } = mutate(signedMessage(number), dice);
    const told = () => `${howToRepeat}: number ${number}, ${done.join(', ')}`;
    try {
      const admitted = admitMessage(exchangeOf(request), account, guard);
      // What a mutation leaves alone (a byte in front of the envelope, a parameter that nobody reads) is still genuine.
      if (admitted.ok && ++letIn > 0) expect(admitted.value.message, told()).toMatchObject({ content: `genuine ${number}` });
      if (number % 10 === 0) {
        const verified = admitVerification(
          exchangeOf({ ...request, query: { echostr: request.body.toString('latin1'), ...request.query } }),
          account,
          guard,
        );
        expect(verified.ok, told()).toBe(false);
      }
    } catch (error) {
      throw new Error(told(), { cause: error });
    }
  }
  expect(letIn).toBeGreaterThan(0);
  expect(letIn).toBeLessThan(throughTheDoor / 2);
  // The guard keeps so many nonces; nothing else may stay.
  expect(heapAfterCollection() - heap).toBeLessThan(30 * 1024 * 1024);
});

/** The request's bytes, its head now and then as no client writes it. */
function onTheWire({ path, query, body }: RawRequest, dice: Dice): Buffer {
  const oddities = [
    '',
    '',
    '',
    'Content-Length: 5',
    'Transfer-Encoding: chunked',
    'Expect: 100-continue',
    'X: \u{1}',
    ' folded',
    'Content-Length: -1',
    'Upgrade: h2c',
    `Y: ${'y'.repeat(20_000)}`,
  ];
  const methods = ['POST', 'POST', 'POST', 'POST', 'POST', 'GET', 'PUT', 'BREW', 'CONNECT', 'HEAD', 'post'];
  const head = [
    `${methods[dice(methods.length)]} ${path}?${new URLSearchParams(query)} HTTP/1.${dice(20) === 0 ? 0 : 1}`,
    'Host: x',
    `Content-Length: ${body.length + (dice(10) === 0 ? dice(9) - 4 : 0)}`,
    oddities[dice(oddities.length)],
  ].filter((line) => line !== '');
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** Sends it and says that there is no more; resolves when the gateway has closed the connection, whatever it answered. */
function send(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.on('error', () => undefined).on('close', () => resolve());
    socket.resume();
  });
}

test(`${throughASocket} mutated requests through a socket: the gateway stays, and its log shows nothing as accepted but what was signed`, {
  timeout: 120_000,
}, async () => {
  const folder = temporaryFolder();
  const gateway = await startHeadless(folder.dir, [wecomAccount], { replayWindowSeconds: 600 });
  const port = Number(new URL(gateway.listener).port);
  const dice = diceOf(seed + 1);
  const atOnce = 20;
  for (let first = 0; first < throughASocket; first += atOnce) {
    const requests = Array.from({ length: atOnce }, (_, i) => onTheWire(mutate(signedMessage(first + i), dice).request, dice));
    await Promise.all(requests.map((bytes) => send(port, bytes)));
  }
  const sender = createSender(`${gateway.listener}/callback/corp`, publishedKeys);
  const { text } = await sender.deliver(textMessage({ to: publishedKeys.receiverId, text: '帮助', id: throughASocket }));
  expect(text, howToRepeat).toContain('可用命令');
  const rows = await gateway.allMessages();
  const accepted = rows.filter(({ direction, summary }) => direction === 'in' && !summary.includes('帮助'));
  expect(rows.filter(({ direction }) => direction === 'refused').length, howToRepeat).toBeGreaterThan(throughASocket / 5);
  expect(
    accepted.map(({ xml }) => xml).filter((xml) => !/<!\[CDATA\[genuine \d+\]\]>/.test(xml)),
    howToRepeat,
  ).toEqual([]);
  expect(await gateway.stop()).toBe(0);
  folder.remove();
});
