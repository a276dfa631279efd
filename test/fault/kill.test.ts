import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import type { MessageDetail } from '../../shared/message-log.ts';
import { publishedKeys } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { deliverThrice, openPlatformApi, randomBetween, type SentByPerson } from '../support/impatient-platform.ts';
import { buildTouchProgram } from '../support/touch-program.ts';
import { createSender } from '../support/wechat-sender.ts';

/** How often the program is killed; `npm run test:kills` does it 200 times. */
const kills = Number(process.env.WEIGUAN_KILLS ?? 50);
/** So many gateways, each with its own folder, are killed side by side. */
const sides = 2;
const accountsOfEach = 3;
const personsOfEach = 3;

let program: string;
beforeAll(async () => {
  program = await buildTouchProgram();
}, 120_000);

const folders: (() => void)[] = [];
afterAll(() => {
  for (const remove of folders) remove();
});

/** A gateway that is killed again and again under load, and all that anybody outside saw of it. */
async function killAgainAndAgain(side: number, times: number) {
  const folder = temporaryFolder();
  folders.push(folder.remove);
  const runsFile = join(folder.dir, 'runs.txt');
  writeFileSync(runsFile, '');
  const accounts = Array.from({ length: accountsOfEach }, (_, index) => testAccount(`corp-${index}`, index));
  const api = await openPlatformApi(accounts);
  const configured = accounts.map((account) => ({
    ...{ id: account.id, platform: 'wecom', corpId: account.receiverId, agentId: Number(account.agentId), secret: account.secret },
    ...{ token: account.token, encodingAesKey: account.encodingAesKey, apiBase: api.url, operators: [account.person] },
  }));
  const start = () =>
    startHeadless(folder.dir, configured, { replayWindowSeconds: 600 }, { program, env: { WEIGUAN_TEST_RUNS: runsFile } });

  const sent: SentByPerson[] = [];
  let gateway: HeadlessGateway | undefined;
  let ended = false;
  const person = async (account: SandboxAccount, number: number) => {
    for (let count = 0; !ended; count++) {
      const mark = `${side}-${account.id}-${number}-${count}`;
      const text = `touch ${mark} ${randomBetween(0, 400)}`;
      const id = `${number}${String(count).padStart(9, '0')}`;
      const outcome = await deliverThrice(() => senderTo(gateway, account), { text, person: account.person, id });
      sent.push({ mark, account: account.id, ...outcome });
    }
  };
  gateway = await start();
  const load = accounts.flatMap((account) => Array.from({ length: personsOfEach }, (_, number) => person(account, number)));
  for (let round = 0; round < times; round++) {
    await setTimeout(randomBetween(50, 500));
    await gateway.kill();
    gateway = await start();
  }
  ended = true;
  await Promise.all(load);
  await drained(gateway);
  const rows = await allDetails(gateway);
  expect(await gateway.stop()).toBe(0);
  await api.server.close();
  return { sent, rows, taken: api.taken, runs: readFileSync(runsFile, 'utf8').split('\n').filter(Boolean) };
}

function testAccount(id: string, index: number): SandboxAccount {
  return {
    ...{ id, name: id, platform: 'wecom', mode: 'safe', receiverId: `ww58a0db0c5000${index}`, agentId: String(1000 + index) },
    ...{ token: publishedKeys.token, encodingAesKey: publishedKeys.encodingAesKey, secret: `secret-of-${id}` },
    ...{ person: `li-${index}`, personName: 'Li', menu: [] },
  };
}

/** The gateway has another port after each start, as the tunnel hides it from WeChat. */
const senderTo = (gateway: HeadlessGateway | undefined, { id, receiverId }: SandboxAccount) =>
  createSender(`${gateway?.listener}/callback/${id}`, { ...publishedKeys, receiverId });

/** Nothing runs any more and nothing is left to be sent. */
async function drained(gateway: HeadlessGateway): Promise<void> {
  for (;;) {
    const overview = await gateway.call('overview.get', {});
    if (overview.ok && overview.value.running === 0 && overview.value.outbox.queued === 0) return;
    await setTimeout(100);
  }
}

async function allDetails(gateway: HeadlessGateway): Promise<MessageDetail[]> {
  const details: MessageDetail[] = [];
  for (const { id } of await gateway.allMessages()) {
    const detail = await gateway.call('messages.get', { id });
    if (detail.ok) details.push(detail.value);
  }
  return details;
}

const markOf = (row: { message?: MessageDetail['message'] }) =>
  row.message?.type === 'text' ? row.message.content.split(' ')[1] : undefined;

describe(`killed ${kills} times at random points under load`, () => {
  let outcomes: Awaited<ReturnType<typeof killAgainAndAgain>>[];
  beforeAll(async () => {
    outcomes = await Promise.all(Array.from({ length: sides }, (_, side) => killAgainAndAgain(side, Math.ceil(kills / sides))));
    const sum = (count: (side: (typeof outcomes)[number]) => number) => outcomes.reduce((total, side) => total + count(side), 0);
    console.log(
      `${kills} kills: ${sum(({ sent }) => sent.length)} messages sent, ${sum(({ sent }) => sent.filter(({ acknowledged }) => acknowledged).length)} acknowledged, ` +
        `${sum(({ runs }) => runs.length)} runs, ${sum(({ taken }) => taken.length)} active messages, ` +
        `${sum(({ rows }) => rows.filter(({ state }) => state === 'interrupted').length)} cut off`,
    );
  }, 600_000);

  test('every message that was acknowledged is in the log, once', () => {
    for (const { sent, rows } of outcomes) {
      const kept = rows.filter(({ direction }) => direction === 'in').map(markOf);
      expect(new Set(kept).size).toBe(kept.length);
      const acknowledged = sent.filter((message) => message.acknowledged).map(({ mark }) => mark);
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(acknowledged.filter((mark) => !kept.includes(mark))).toEqual([]);
    }
  });

  test('no command ran twice', () => {
    for (const { runs } of outcomes) expect(runs.length - new Set(runs).size).toBe(0);
  });

  test('every acknowledged message came to an end: it ran and was answered, or its person was told to look first', () => {
    for (const { sent, rows, runs } of outcomes) {
      const acknowledged = new Set(sent.filter((message) => message.acknowledged).map(({ mark }) => mark));
      const arrivals = rows.filter((row) => row.direction === 'in' && acknowledged.has(markOf(row) ?? ''));
      expect(arrivals.filter(({ state }) => state !== 'done' && state !== 'interrupted')).toEqual([]);
      const answered = new Set(
        rows.filter(({ direction, state }) => direction === 'out' && state === 'sent').map(({ related }) => related),
      );
      expect(arrivals.filter(({ id }) => !answered.has(id)).map(markOf)).toEqual([]);
      expect(arrivals.filter((row) => row.state === 'done' && !runs.includes(markOf(row) ?? ''))).toEqual([]);
    }
  });

  test('an answer in the response is about the message that it answers', () => {
    for (const { sent } of outcomes) {
      const strange = sent.filter(
        ({ mark, answer }) => answer !== '' && answer !== `touched ${mark}` && !answer.includes('Look at the actual state'),
      );
      expect(strange).toEqual([]);
    }
  });

  test('what the log says was sent is what the platform took, each exactly once', () => {
    for (const { rows, taken } of outcomes) {
      const byOutbox = rows.filter(({ sending }) => sending !== undefined);
      expect(byOutbox.filter(({ state }) => state !== 'sent')).toEqual([]);
      const said = byOutbox.map(({ account, answer }) => `${account} ${answer}`).toSorted();
      expect(taken.map(({ account, text }) => `${account} ${text}`).toSorted()).toEqual(said);
    }
  });
});
