import { randomBytes } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { must } from '../../shared/test-result.ts';
import type { CallbackAccount } from '../callback/accounts.ts';
import { handKey } from '../callback/answer-rows.ts';
import type { Pipeline } from '../callback/pipeline.ts';
import { openTestPipeline } from '../callback/test-pipeline.ts';
import { systemClock } from '../clock.ts';
import { openTestDesk, quietJournal } from '../commands/test-desk.ts';
import type { Store } from '../store/store.ts';
import { openTestStore } from '../store/test-store.ts';
import { dedupeKey, parseMessage } from '../wechat/messages.ts';
import { createAllowance } from './allowance.ts';
import { type ByHand, createByHand } from './by-hand.ts';
import { createInspector, type Inspector } from './inspector.ts';

const from: CallbackAccount = {
  account: {
    ...{ id: 'oa', platform: 'official-account', name: '运维', receiverId: 'wx1', mode: 'plaintext', apiBase: '' },
    ...{ kind: 'service', wayOut: { via: 'direct' }, enabled: true, origin: 'config' },
  },
  candidates: [
    {
      age: 'present',
      credentials: { platform: 'official-account', mode: 'plaintext', token: 't', receiverId: 'wx1' },
      texts: { token: 't' },
    },
  ],
  access: {},
};

let store: Store;
let pipeline: Pipeline;
let byHand: ByHand;
let inspector: Inspector;
let canSend: boolean;
let runs: number;

beforeEach(async () => {
  store = await openTestStore();
  canSend = true;
  runs = 0;
  byHand = createByHand({ now: Date.now, onChange: () => undefined });
  const read = async () => {
    runs += 1;
    return {
      host: 'web-01',
      system: 'x',
      uptimeSeconds: 1,
      cores: 1,
      cpuPercent: 1,
      memory: { used: 1, total: 2 },
      disks: [],
      processes: [],
    };
  };
  const quiet = () => undefined;
  pipeline = openTestPipeline({
    ...{
      store,
      commands: openTestDesk({ hostName: 'web-01', read }, { journal: quietJournal(store) }),
      canSendLater: () => canSend,
      byHand: byHand.wait,
    },
    ...{ patience: { budgetMs: 150, hangUpMs: 250 }, onBug: quiet },
  });
  inspector = createInspector({
    ...{
      store,
      pipeline,
      byHand,
      clock: systemClock,
      random: randomBytes,
      onAdded: quiet,
      outbox: { nudge: quiet },
    },
    account: (id) => (id === 'oa' ? from : undefined),
    canSendLater: () => canSend,
    allowance: createAllowance({ store, clock: systemClock, canSendLater: () => canSend, room: () => undefined }),
    listenerUrl: () => 'http://127.0.0.1:1',
    replayWindowSeconds: 600,
    shell: 'posix',
    language: () => 'zh-CN',
  });
});

/** Puts a message on disk as the listener does. Gives back its id. */
async function receive(text: string, { account = 'oa', at = Date.now() } = {}): Promise<string> {
  const xml = `<xml><ToUserName>gh_1</ToUserName><FromUserName>li</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>${text}</Content><MsgId>${Math.random()}</MsgId></xml>`;
  const message = must(parseMessage(xml));
  const { id } = await store.do('messages.receive', {
    ...{ account, at, dedupeKey: dedupeKey(message), type: 'text', person: 'li', xml, raw: xml },
    ...{ message: JSON.stringify(message), state: 'received', request: '{}' },
  });
  return id;
}

/** Puts an event of the same person on disk. */
async function happens(event: string, at: number): Promise<string> {
  const xml = `<xml><ToUserName>gh_1</ToUserName><FromUserName>li</FromUserName><CreateTime>${at}</CreateTime><MsgType>event</MsgType><Event>${event}</Event></xml>`;
  const { id } = await store.do('messages.receive', {
    ...{ account: 'oa', at, dedupeKey: `${event} ${at}`, type: 'event', event, person: 'li', xml, raw: xml, state: 'done', request: '{}' },
  });
  return id;
}

const queued = async () => (await store.do('outbox.heads', { limit: 10 })).map(({ text }) => text);

test('a reply by hand goes into the outbox, once, however often it is clicked', async () => {
  const id = await receive('你好');
  const first = await inspector.reply({ id, text: '马上来', key: 'k1' });
  expect(first).toEqual(ok({ way: 'outbox', id: '2' }));
  expect(await inspector.reply({ id, text: '马上来', key: 'k1' })).toEqual(first);
  expect(await queued()).toEqual(['马上来']);
  expect((await store.do('messages.page', { limit: 10 })).items).toHaveLength(2);
});

/** What is written to a message that waits; it is on disk at once. */
async function heldText(id: string): Promise<string | undefined> {
  const written = await byHand.wait({ id, account: 'oa', ms: 5_000 });
  written?.kept();
  return written?.text;
}

test('one that goes into the response is told to be sent once it is on disk, and the same one is never sent beside it', async () => {
  byHand.hold('oa', true);
  const id = await receive('你好');
  const waiting = byHand.wait({ id, account: 'oa', ms: 5_000 });
  const told: unknown[] = [];
  const replies = [1, 2].map(() => inspector.reply({ id, text: '马上来', key: 'k1' }).then((answer) => told.push(answer)));
  const written = await waiting;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told).toEqual([]);
  written?.kept();
  await Promise.all(replies);
  expect(told).toEqual([ok({ way: 'response' }), ok({ way: 'response' })]);
  expect(await queued()).toEqual([]);
});

test('one that is too long for the response is not taken where its rest could not be sent', async () => {
  byHand.hold('oa', true);
  const id = await receive('你好');
  const waiting = heldText(id);
  canSend = false;
  const long = '一'.repeat(1_000);
  expect(await inspector.reply({ id, text: long, key: 'k1' })).toMatchObject({ ok: false, error: { code: 'inspector/too-long' } });
  expect(byHand.holding().messages).toHaveLength(1);
  canSend = true;
  expect(await inspector.reply({ id, text: long, key: 'k1' })).toEqual(ok({ way: 'response' }));
  expect(await waiting).toBe(long);
});

test('where the message still waits, the reply is its answer', async () => {
  byHand.hold('oa', true);
  const id = await receive('你好');
  const waiting = heldText(id);
  expect(await inspector.outlook({ id })).toMatchObject({ ok: true, value: { heldUntil: expect.any(Number) } });
  expect(await inspector.reply({ id, text: '马上来', key: 'k1' })).toEqual(ok({ way: 'response' }));
  expect(await waiting).toBe('马上来');
  expect(await queued()).toEqual([]);
});

test('of two replies in the same moment one is the answer, and the other one goes into the outbox', async () => {
  byHand.hold('oa', true);
  const id = await receive('你好');
  const waiting = heldText(id);
  const replies = [inspector.reply({ id, text: '马上来', key: 'k1' }), inspector.reply({ id, text: '十分钟', key: 'k2' })];
  expect(await Promise.all(replies)).toEqual([ok({ way: 'response' }), ok({ way: 'outbox', id: '2' })]);
  expect(await waiting).toBe('马上来');
  expect(await queued()).toEqual(['十分钟']);
});

test('an account that cannot send says so, with what to do', async () => {
  canSend = false;
  const id = await receive('你好');
  expect(await inspector.reply({ id, text: 'x', key: 'k1' })).toMatchObject({ ok: false, error: { code: 'inspector/cannot-send' } });
  expect(await inspector.outlook({ id })).toMatchObject({ ok: true, value: { active: { way: 'none', reason: 'no-right' } } });
});

test('but not of a reply that has gone into the response before the gateway was started anew', async () => {
  canSend = false;
  const id = await receive('你好');
  const answer = { key: handKey('k1')(0), at: 1, type: 'text', text: 'x', xml: '<xml/>', raw: '<xml/>', state: 'sent' } as const;
  await store.do('messages.addAnswer', { id, answer });
  expect(await inspector.reply({ id, text: 'x', key: 'k1' })).toEqual(ok({ way: 'response' }));
});

test('what is still allowed counts what was sent since the person wrote', async () => {
  const id = await receive('你好', { at: Date.now() - 3_600_000 });
  expect(await inspector.outlook({ id })).toMatchObject({ ok: true, value: { active: { way: 'active', left: 5 } } });
  await inspector.reply({ id, text: 'x', key: 'k1' });
  await store.do('outbox.sent', { id: '2', attempt: { at: Date.now(), ms: 1 } });
  expect(await inspector.outlook({ id })).toMatchObject({ ok: true, value: { active: { way: 'active', left: 4 } } });
});

test('a rehearsal says what a message would do, and does nothing', async () => {
  const id = await receive('状态 local');
  expect(await inspector.rehearse({ id })).toMatchObject({
    ok: true,
    value: { command: { name: 'status', line: 'status local', danger: 'read' }, answer: 'outbox' },
  });
  const edited = '<xml><FromUserName>wang</FromUserName><MsgType>text</MsgType><Content>重启一切</Content></xml>';
  expect(await inspector.rehearse({ id, xml: edited })).toMatchObject({
    ok: true,
    value: { person: 'wang', refusal: { code: 'command/unknown' } },
  });
  expect(await inspector.rehearse({ id, xml: '<xml' })).toMatchObject({ ok: false });
  expect(runs).toBe(0);
  expect((await store.do('messages.page', { limit: 10 })).items).toHaveLength(1);
});

test('a replay is a new message that knows what it replays; its answer is sent', async () => {
  const id = await receive('状态');
  const replayed = await inspector.replay({ id, key: 'k' });
  expect(replayed).toEqual(ok({ id: '2' }));
  await pipeline.idle();
  expect(await store.do('messages.get', { id: '2' })).toMatchObject({ replays: id, state: 'done', command: 'status' });
  expect(runs).toBe(1);
  expect(await queued()).toEqual([expect.stringContaining('web-01')]);
});

test('a replay in somebody else’s name stands on record as the console’s, what is refused too', async () => {
  const id = await receive('状态');
  const edited = (text: string) =>
    `<xml><ToUserName>gh_1</ToUserName><FromUserName>lisi</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>${text}</Content><MsgId>1</MsgId></xml>`;
  await inspector.replay({ id, xml: edited('状态'), key: 'k1' });
  await inspector.replay({ id, xml: edited('关机 没有的'), key: 'k2' });
  await pipeline.idle();
  const asked = (await store.do('audit.recordsAfter', { after: 0, limit: 9 })).map(({ record }) => JSON.parse(record));
  expect(asked.filter(({ kind }) => kind === 'asked')).toMatchObject([
    { person: 'lisi', command: 'status', isReplay: true },
    { person: 'lisi', command: '', isReplay: true },
  ]);
  const history = await store.do('runs.page', { limit: 9 });
  expect(history.map(({ command, isReplay }) => [command, isReplay]).toSorted()).toEqual([
    ['', true],
    ['status', true],
  ]);
});

test('nobody’s yes is given by a replay: it is refused, as its dry run says', async () => {
  const id = await receive('确认 5791');
  expect(await inspector.rehearse({ id })).toMatchObject({ value: { refusal: { code: 'command/not-replayed' } } });
  expect(await inspector.replay({ id, key: 'k' })).toMatchObject({ error: { code: 'command/not-replayed' } });
  expect((await store.do('messages.page', { limit: 10 })).items).toHaveLength(1);
});

test('messages of an account that is gone, and rows that went out, cannot be sent through again', async () => {
  expect(await inspector.replay({ id: await receive('状态', { account: 'gone' }), key: 'k' })).toMatchObject({
    ok: false,
    error: { code: 'inspector/no-account' },
  });
  await inspector.reply({ id: await receive('你好'), text: 'x', key: 'k1' });
  expect(await inspector.replay({ id: '3', key: 'k' })).toMatchObject({ ok: false, error: { code: 'inspector/not-incoming' } });
  expect(await inspector.rehearse({ id: '99' })).toMatchObject({ ok: false, error: { code: 'messages/not-found' } });
});

test('what waits in the outbox for its next attempt is tried at once when that is asked for', async () => {
  const id = await receive('你好');
  await inspector.reply({ id, text: 'x', key: 'k1' });
  const attempt = { at: Date.now(), ms: 1 };
  const why = { code: 'platform/timeout', message: '', hint: '' };
  await store.do('outbox.failed', { id: '2', attempt, nextAt: Date.now() + 3_600_000, failure: why });
  expect(await inspector.tryNow({ id: '2' })).toEqual(ok(null));
  const [head] = await store.do('outbox.heads', { limit: 1 });
  expect(head?.nextAt).toBeLessThanOrEqual(Date.now());
});

test('a message knows its answers and its replays, and they know it', async () => {
  const id = await receive('你好');
  await inspector.reply({ id, text: 'x', key: 'k1' });
  await inspector.replay({ id, key: 'k' });
  const kin = async (of: string) => (await store.do('messages.get', { id: of }))?.relatives.map(({ as, record }) => `${as} ${record.id}`);
  expect(await kin(id)).toEqual(['answer 2', 'replay 3']);
  expect(await kin('2')).toEqual(['answers 1']);
  expect(await kin('3')).toEqual(expect.arrayContaining(['replays 1']));
});

test('the curl command says how long its signature is taken, and which shell it is for', async () => {
  const made = await inspector.curl({ id: await receive('状态') });
  expect(made).toMatchObject({ ok: true, value: { seconds: 600, shell: 'posix', text: expect.stringMatching(/^curl /) } });
});

test('nothing can be sent to somebody who has unsubscribed, however long ago, until they subscribe again', async () => {
  const active = async (id: string) => {
    const outlook = await inspector.outlook({ id });
    return outlook.ok && outlook.value.active;
  };
  const now = Date.now();
  await receive('你好', { at: now - 1000 });
  const left = await happens('unsubscribe', now - 500);
  expect(await active(left)).toEqual({ way: 'none', reason: 'unsubscribed' });
  const back = await happens('subscribe', now - 100);
  // What was written before does not count any more.
  expect(await active(back)).toMatchObject({ way: 'active', left: 3 });
  await receive('又见面了', { at: now });
  expect(await active(back)).toMatchObject({ way: 'active', left: 5 });
});

test('who unsubscribed longer ago than any window lasts has unsubscribed still', async () => {
  const id = await happens('unsubscribe', Date.now() - 30 * 24 * 3_600_000);
  expect(await inspector.outlook({ id })).toMatchObject({ ok: true, value: { active: { way: 'none', reason: 'unsubscribed' } } });
});

test('a replay opens no window, even after what it replays has gone', async () => {
  const now = Date.now();
  const dayMs = 24 * 3_600_000;
  const id = await receive('你好', { at: now - 3 * dayMs });
  const replayed = await inspector.replay({ id, key: 'k' });
  await pipeline.idle();
  const outlook = async () => inspector.outlook({ id: replayed.ok ? replayed.value.id : '' });
  const closed = { ok: true, value: { active: { way: 'none', reason: 'window-closed' } } };
  expect(await outlook()).toMatchObject(closed);
  const cuts = { oa: { before: now - 2 * dayMs, excess: 0 } };
  expect(await store.do('retention.walk', { after: 0, cuts, now, remove: true })).toMatchObject({
    gone: { oa: { rows: 1 } },
  });
  expect(await outlook()).toMatchObject(closed);
});
