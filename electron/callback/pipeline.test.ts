import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import type { MachineStatus } from '../control/local.ts';
import type { Arrival } from '../store/records.ts';
import { openStore, type Store, StoreError } from '../store/store.ts';
import type { CallbackCredentials } from '../wechat/credentials.ts';
import { dedupeKey, parseMessage } from '../wechat/messages.ts';
import type { CallbackAccount, Candidate } from './accounts.ts';
import { type Exchange, startStopwatch } from './exchange.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';

const storeWorker = new URL('../../out/electron/store-worker.js', import.meta.url);
const machine: MachineStatus = {
  host: 'web-01',
  system: 'x',
  uptimeSeconds: 1,
  cores: 1,
  cpuPercent: 1,
  memory: { used: 1, total: 2 },
  disks: [],
  processes: [],
};
const credentials: CallbackCredentials = { platform: 'official-account', mode: 'plaintext', token: 't', receiverId: 'wx1' };
const candidate: Candidate = { age: 'present', credentials, texts: { token: 't' } };
const from: CallbackAccount = {
  account: {
    ...{ id: 'oa', platform: 'official-account', name: 'oa', receiverId: 'wx1', mode: 'plaintext', apiBase: '' },
    ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'config' },
  },
  candidates: [candidate],
  access: {},
};

let dir: string;
let store: Store;
let runs: number;
/** Lets the commands that run go on. */
let release: () => void;
let bugs: unknown[];
/** The disk refuses to keep outcomes. */
let isFull: boolean;
let pipeline: Pipeline;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'weiguan-pipeline-'));
  await open();
});
afterEach(async () => {
  release();
  await pipeline.idle();
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

async function open(): Promise<void> {
  const opened = await openStore(join(dir, 'weiguan.db'), storeWorker);
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
  runs = 0;
  bugs = [];
  isFull = false;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const read = async () => {
    runs++;
    await gate;
    return machine;
  };
  const refusing: Store = {
    ...store,
    do: (name, ...input) => (isFull && name === 'messages.finish' ? Promise.reject(new StoreError('disk full')) : store.do(name, ...input)),
  };
  pipeline = createPipeline({
    store: refusing,
    persistPausesMs: [100, 100, 100],
    clock: systemClock,
    language: () => 'zh-CN',
    commandContext: { localMachine: { hostName: 'web-01', read }, signal: new AbortController().signal },
    budgetMs: 150,
    onAdded: () => undefined,
    onChanged: () => undefined,
    onRunning: () => undefined,
    onBug: (error) => bugs.push(error),
  });
}

const request = { method: 'POST', path: '/callback/oa', query: {}, remoteAddress: '127.0.0.1', userAgent: '' };

function messageOf(text: string, id: string) {
  const xml = `<xml><ToUserName>gh_1</ToUserName><FromUserName>openid</FromUserName><CreateTime>1700000000</CreateTime><MsgType>text</MsgType><Content>${text}</Content><MsgId>${id}</MsgId></xml>`;
  const message = parseMessage(xml);
  if (!message.ok) throw new Error(message.error.message);
  return { message: message.value, xml };
}

function arrivalOf(text: string, id: string): Arrival {
  const { message, xml } = messageOf(text, id);
  return { account: 'oa', at: Date.now(), dedupeKey: dedupeKey(message), xml, raw: xml, message, state: 'received', request };
}

function deliver(text: string, id: string, gone: AbortSignal = new AbortController().signal) {
  const { message, xml } = messageOf(text, id);
  const exchange: Exchange = { account: 'oa', request, body: xml, at: Date.now(), stopwatch: startStopwatch(systemClock), gone };
  return pipeline.take(exchange, { message, xml, encrypted: false, candidate }, from);
}

const states = async () => (await store.do('messages.page', { limit: 10 })).items.map(({ direction, state }) => `${direction} ${state}`);

describe('a command that takes longer than the budget', () => {
  test('is answered empty in time, and its result is kept as late', async () => {
    expect(await deliver('状态', '1')).toMatchObject({ status: 200, body: '' });
    expect(await states()).toEqual(['in running']);
    release();
    await pipeline.idle();
    expect(await states()).toEqual(['out late', 'in done']);
  });
  test('gives its result to a redelivery that comes later, and runs once', async () => {
    await deliver('状态', '1');
    release();
    await pipeline.idle();
    expect((await deliver('状态', '1')).body).toContain('web-01');
    expect(await states()).toEqual(['out sent', 'in done']);
    expect(runs).toBe(1);
  });
  test('gives its result to a redelivery that waits for it', async () => {
    await deliver('状态', '1');
    const second = deliver('状态', '1');
    setTimeout(release, 20);
    expect((await second).body).toContain('web-01');
    expect(await states()).toEqual(['out sent', 'in done']);
    expect(runs).toBe(1);
  });
});

test('deliveries at the same time wait for one run and get the same answer', async () => {
  const deliveries = [deliver('状态', '1'), deliver('状态', '1'), deliver('状态', '1')];
  setTimeout(release, 20);
  const bodies = (await Promise.all(deliveries)).map(({ body }) => body);
  expect(new Set(bodies).size).toBe(1);
  expect(bodies[0]).toContain('web-01');
  expect(runs).toBe(1);
  expect((await store.do('messages.page', { limit: 1 })).items[0]).toMatchObject({ direction: 'out' });
});

test('a command that was cut off by a restart is never run again: the person is told to look first', async () => {
  await deliver('状态', '1');
  // The program is killed here: the row stays "running".
  const { count } = await store.do('messages.interrupt');
  expect(count).toBe(1);
  const killed = { pipeline, release };
  await store.close();
  await open();
  expect((await deliver('状态', '1')).body).toContain('先查看实际状态');
  expect(runs).toBe(0);
  expect(await states()).toEqual(['out sent', 'in interrupted']);
  killed.release();
  await killed.pipeline.idle();
});

test('a message that was cut off before anything ran is worked on when it comes again', async () => {
  await store.do('messages.receive', arrivalOf('帮助', '1'));
  await store.do('messages.interrupt');
  expect((await deliver('帮助', '1')).body).toContain('可用命令');
  expect(await states()).toEqual(['out sent', 'in done']);
});

test('a message that cannot be put on disk is not answered', async () => {
  await store.close();
  await expect(deliver('帮助', '1')).rejects.toThrow('closed');
  await open();
});

test('somebody who has hung up gets no answer, so it is kept as late', async () => {
  const hangUp = new AbortController();
  const delivery = deliver('状态', '1', hangUp.signal);
  hangUp.abort();
  expect((await delivery).body).toBe('');
  release();
  await pipeline.idle();
  expect(await states()).toEqual(['out late', 'in done']);
});

test('an outcome that cannot be written is written as soon as the disk has room again', async () => {
  isFull = true;
  const delivery = deliver('状态', '1');
  release();
  expect((await delivery).body).toBe('');
  isFull = false;
  await pipeline.idle();
  expect(await states()).toEqual(['out late', 'in done']);
  expect((await deliver('状态', '1')).body).toContain('web-01');
  expect(runs).toBe(1);
  expect(bugs.length).toBeGreaterThan(0);
});

test('an outcome that was never written is told as interrupted, in the same words to every delivery', async () => {
  isFull = true;
  const delivery = deliver('状态', '1');
  release();
  await delivery;
  await pipeline.idle();
  isFull = false;
  const [first, second] = [await deliver('状态', '1'), await deliver('状态', '1')];
  expect(first.body).toContain('先查看实际状态');
  expect(second.body).toBe(first.body);
  expect(await states()).toEqual(['out sent', 'in interrupted']);
  expect(runs).toBe(1);
});

test('what nobody has sent is kept and never answered', async () => {
  const xml = '<xml><ToUserName>ww1</ToUserName><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>t</Token></xml>';
  const message = parseMessage(xml);
  if (!message.ok) throw new Error(message.error.message);
  const gone = new AbortController().signal;
  const exchange: Exchange = { account: 'oa', request, body: xml, at: Date.now(), stopwatch: startStopwatch(systemClock), gone };
  const answer = await pipeline.take(exchange, { message: message.value, xml, encrypted: false, candidate }, from);
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(await states()).toEqual(['in done']);
});
