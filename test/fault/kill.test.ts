import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import type { MessageDetail, MessageItem } from '../../shared/message-log.ts';
import { publishedKeys } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { deliverThrice, openPlatformApi, randomBetween, type SentByPerson } from '../support/impatient-platform.ts';
import { buildTouchProgram } from '../support/touch-program.ts';
import { createSender, type Sender, textMessage } from '../support/wechat-sender.ts';

/** How often the program is killed; `npm run test:kills` does it 200 times. */
const kills = Number(process.env.WEIGUAN_KILLS ?? 30);
/** So many people of each account send at once. */
const personsOfEach = 3;

/** What the platform knows of an account, and what its gateway is told about it besides. */
interface Killed extends SandboxAccount {
  configured: object;
  /** It may send messages by itself; what else it has to say is fetched. */
  canSend: boolean;
}

/** Gateways, each with its own folder, that are killed side by side: one for each platform. */
const sides: Killed[][] = [[0, 1, 2].map(wecomAccount), [officialAccount('oa-sends', 0, true), officialAccount('oa-silent', 1, false)]];

let program: string;
beforeAll(async () => {
  program = await buildTouchProgram();
}, 120_000);

const folders: (() => void)[] = [];
afterAll(() => {
  for (const remove of folders) remove();
});

function wecomAccount(index: number): Killed {
  const agentId = String(1000 + index);
  return {
    ...sandboxAccount(`corp-${index}`, { platform: 'wecom', receiverId: `ww58a0db0c5000${index}`, person: `li-${index}` }),
    ...{ agentId, canSend: true },
    configured: { corpId: `ww58a0db0c5000${index}`, agentId: Number(agentId), secret: `secret-of-corp-${index}` },
  };
}

function officialAccount(id: string, index: number, canSend: boolean): Killed {
  const receiverId = `wx58a0db0c5000000${index}`;
  return {
    ...sandboxAccount(id, { platform: 'official-account', receiverId, person: `o58a0db0c5-LiSi_000000000000${index}` }),
    configured: { appId: receiverId, appSecret: `secret-of-${id}`, kind: canSend ? 'service' : 'subscription', verified: canSend },
    canSend,
  };
}

function sandboxAccount(id: string, own: Pick<SandboxAccount, 'platform' | 'receiverId' | 'person'>): SandboxAccount {
  const { token, encodingAesKey } = publishedKeys;
  return { id, name: id, mode: 'safe', token, encodingAesKey, secret: `secret-of-${id}`, personName: 'Li', menu: [], ...own };
}

/** A gateway that is killed again and again under load, and all that anybody outside saw of it. */
async function killAgainAndAgain(accounts: Killed[], times: number) {
  const folder = temporaryFolder();
  folders.push(folder.remove);
  const runsFile = join(folder.dir, 'runs.txt');
  writeFileSync(runsFile, '');
  const api = await openPlatformApi(accounts);
  const configured = accounts.map(({ id, platform, token, encodingAesKey, person, configured: own }) => ({
    ...{ id, platform, token, encodingAesKey, apiBase: api.url, operators: [person], ...own },
  }));
  const start = () =>
    startHeadless(folder.dir, configured, { replayWindowSeconds: 600 }, { program, env: { WEIGUAN_TEST_RUNS: runsFile } });

  const sent: SentByPerson[] = [];
  let gateway: HeadlessGateway | undefined;
  let ended = false;
  const person = async (account: Killed, number: number) => {
    for (let count = 0; !ended; count++) {
      const mark = `${account.id}-${number}-${count}`;
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
  const fetched = (await Promise.all(accounts.map((account) => fetchLate(senderTo(gateway, account), account)))).flat();
  const rows = await allDetails(gateway);
  expect(await gateway.stop()).toBe(0);
  await api.server.close();
  return { accounts, sent, fetched, rows, taken: api.taken, runs: readFileSync(runsFile, 'utf8').split('\n').filter(Boolean) };
}

/** The gateway has another port after each start, as the tunnel hides it from WeChat. */
const senderTo = (gateway: HeadlessGateway | undefined, { id, receiverId }: SandboxAccount) =>
  createSender(`${gateway?.listener}/callback/${id}`, { ...publishedKeys, receiverId });

/** What the person of an account that can't send gets for "1", one result after the other, until there is none left. */
async function fetchLate({ deliver, keys }: Sender, { person }: Killed): Promise<string[]> {
  const fetched: string[] = [];
  for (let count = 0; ; count++) {
    const message = textMessage({ to: keys.receiverId, from: person, text: '1', id: `9${String(count).padStart(9, '0')}` });
    const { text } = await deliver(message);
    if (!isOutcome(text)) return fetched;
    fetched.push(text);
  }
}

/** It says what came of a command: that it ran, or that nobody knows. Further results that wait are mentioned below it. */
const isOutcome = (text: string, mark?: string) => {
  const [first = ''] = text.split('\n\n');
  return (mark === undefined ? first.startsWith('touched ') : first === `touched ${mark}`) || text.includes('Look at the actual state');
};

/** Nothing runs any more, what a kill cut off is told, and nothing is left to be sent. */
async function drained(gateway: HeadlessGateway): Promise<void> {
  for (;;) {
    const overview = await gateway.call('overview.get', {});
    const isIdle = overview.ok && overview.value.running === 0 && overview.value.outbox.queued === 0;
    const isOpen = ({ state }: MessageItem) => state === 'running' || state === 'waiting';
    if (isIdle && !(await gateway.allMessages()).some(isOpen)) return;
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
    outcomes = await Promise.all(sides.map((accounts) => killAgainAndAgain(accounts, Math.ceil(kills / sides.length))));
    for (const { accounts, sent, fetched, rows, taken, runs } of outcomes) {
      const acknowledged = sent.filter((message) => message.acknowledged).length;
      const cutOff = rows.filter(({ state }) => state === 'interrupted').length;
      console.log(
        `${accounts.map(({ id }) => id).join(', ')}: ${Math.ceil(kills / sides.length)} kills, ${sent.length} messages sent, ` +
          `${acknowledged} acknowledged, ${runs.length} runs, ${taken.length} active messages, ${fetched.length} fetched, ${cutOff} cut off`,
      );
    }
  }, 600_000);

  test('every message that was acknowledged is in the log, once', () => {
    for (const { sent, rows } of outcomes) {
      const kept = rows.flatMap((row) => (row.direction === 'in' && markOf(row)) || []);
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
      expect(sent.filter(({ mark, answer }) => answer !== '' && !isOutcome(answer, mark))).toEqual([]);
    }
  });

  test('a result that cannot be sent is heard: in the response, or for a 1', () => {
    for (const { accounts, sent, fetched, rows } of outcomes) {
      const silent = accounts.filter(({ canSend }) => !canSend).map(({ id }) => id);
      const heard = [...fetched, ...sent.map(({ answer }) => answer)];
      const ofSilent = sent.filter(({ account, acknowledged }) => acknowledged && silent.includes(account));
      expect(ofSilent.length > 0).toBe(silent.length > 0);
      expect(ofSilent.filter(({ mark, answer }) => answer === '' && !heard.some((text) => isOutcome(text, mark)))).toEqual([]);
      expect(rows.filter(({ state }) => state === 'late')).toEqual([]);
    }
  });

  test('what the log says was sent is what the platform took, each exactly once where it knows a message again', () => {
    for (const { accounts, rows, taken } of outcomes) {
      const byOutbox = rows.filter(({ sending }) => sending !== undefined);
      expect(byOutbox.filter(({ state }) => state !== 'sent')).toEqual([]);
      const said = byOutbox.map(({ account, answer }) => `${account} ${answer}`).toSorted();
      const took = taken.map(({ account, text }) => `${account} ${text}`).toSorted();
      expect(new Set(took)).toEqual(new Set(said));
      // An Official Account's API has no such check: what a kill left in doubt is sent once more.
      if (accounts.every(({ platform }) => platform === 'wecom')) expect(took).toEqual(said);
      else expect(took.length - said.length).toBeLessThanOrEqual(kills);
    }
  });
});
