import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../../shared/limits.ts';
import { ok, type Result } from '../../shared/result.ts';
import { builtInRoles, type Operator } from '../../shared/role.ts';
import { Target } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { systemClock } from '../clock.ts';
import { fleetOf, openTestDesk } from '../commands/test-desk.ts';
import type { MachineStatus } from '../control/local.ts';
import type { Arrival, UnfinishedMessage } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import { openTestStore, testFolder } from '../store/test-store.ts';
import { dedupeKey, parseMessage } from '../wechat/messages.ts';
import type { CallbackAccount } from './accounts.ts';
import { handKey } from './answer-rows.ts';
import type { Patience } from './deliveries.ts';
import { type Answer, type Exchange, startStopwatch } from './exchange.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { createRecovery, exchangeAgain, type RecoveryOptions, recover } from './recovery.ts';
import { candidate, officialAccount as from } from './test-accounts.ts';

let hostName = 'web-01';
const machine = (): MachineStatus => ({
  host: hostName,
  system: 'x',
  uptimeSeconds: 1,
  cores: 1,
  cpuPercent: 1,
  memory: { used: 1, total: 2 },
  disks: [],
  processes: [],
});

let dir: string;
let store: Store;
let isHeld = false;
let finished = 0;
let runs: number;
/** Lets the commands that run go on. */
let release: () => void;
let bugs: unknown[];
/** The disk refuses to keep outcomes. */
let isFull: boolean;
/** Stops the program. */
let stopping: AbortController;
/** So many questions for a row that is there fail. */
let failingReads: number;
/** Whether the hold is on: then only what looks is carried out. */
let isOnHold: boolean;
/** Nothing reaches the disk before this. */
let isSlow: Promise<void> | undefined;
let pipeline: Pipeline;
/** Whether the account can send by itself. */
let canSend: boolean;
/** How often something was queued. */
let queued: number;
/** What the admin writes while a message waits. */
let handWritten: string | undefined;
let handKept: boolean;

beforeEach(async () => {
  canSend = true;
  hostName = 'web-01';
  queued = 0;
  [handWritten, handKept] = [undefined, false];
  dir = testFolder();
  await open();
});
afterEach(async () => {
  stopping.abort();
  release();
  await pipeline.idle();
});

async function open(): Promise<void> {
  store = await openTestStore(dir);
  runs = 0;
  bugs = [];
  isFull = false;
  stopping = new AbortController();
  failingReads = 0;
  isOnHold = false;
  isSlow = undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const read = async () => {
    runs++;
    await gate;
    return machine();
  };
  const own = store;
  const refusing: Store = {
    ...own,
    async do(name, ...input) {
      if (name === 'messages.receive') await isSlow;
      if (name === 'messages.finish') finished++;
      if ((name === 'messages.byIds' || name === 'messages.get') && failingReads-- > 0) throw new StoreError('a thread failed');
      return isFull && name === 'messages.finish' ? Promise.reject(new StoreError('disk full')) : own.do(name, ...input);
    },
  };
  pipeline = createPipeline({
    store: refusing,
    persistPausesMs: [20, 20, 20, 20],
    clock: systemClock,
    language: () => 'zh-CN',
    commands: openTestDesk(
      { hostName: 'web-01', read },
      {
        fleet: fleetOf([server('db-01'), server('db-02')], 'web-01'),
        access: () => ({ roles: builtInRoles, operators: [li], held: isOnHold }),
      },
    ),
    signal: stopping.signal,
    patience,
    canSendLater: () => canSend,
    byHand: async () => {
      const kept = () => {
        handKept = true;
      };
      return handWritten === undefined ? undefined : { text: handWritten, key: 'k1', kept };
    },
    isHeld: () => isHeld,
    onQueued: () => queued++,
    onAdded: () => undefined,
    onChanged: () => undefined,
    onRunning: () => undefined,
    onBug: (error) => bugs.push(error),
  });
}

const li: Operator = { account: 'oa', person: 'openid', name: '李', role: 'operator' };
const server = (id: string) =>
  Target.parse({ id, name: id, group: 'db', ssh: { host: '127.0.0.1', port: 9, user: 'ops', auth: { by: 'agent' } } });

const plenty: Patience = { budgetMs: 10_000, hangUpMs: 15_000 };
/** Long enough to put a message on disk and begin, on a slow machine too. */
const little: Patience = { budgetMs: 400, hangUpMs: 500 };
const patience = { ...plenty };

const request = { method: 'POST', path: '/callback/oa', query: {}, remoteAddress: '127.0.0.1', userAgent: '' };

function messageOf(text: string, id: string, sent = 1_700_000_000) {
  const xml = `<xml><ToUserName>gh_1</ToUserName><FromUserName>openid</FromUserName><CreateTime>${sent}</CreateTime><MsgType>text</MsgType><Content>${text}</Content><MsgId>${id}</MsgId></xml>`;
  return { message: must(parseMessage(xml)), xml };
}

function arrivalOf(text: string, id: string): Arrival {
  const { message, xml } = messageOf(text, id);
  return {
    ...{ account: 'oa', at: Date.now(), dedupeKey: dedupeKey(message), type: message.type, person: message.from, xml, raw: xml },
    ...{ message: JSON.stringify(message), state: 'received', request: JSON.stringify(request) },
  };
}

function deliver(text: string, id: string, gone: AbortSignal = new AbortController().signal) {
  const { message, xml } = messageOf(text, id);
  const exchange: Exchange = { account: 'oa', request, body: xml, at: Date.now(), stopwatch: startStopwatch(systemClock), gone };
  return answered(pipeline.take(exchange, { message, xml, encrypted: false, candidate }, from));
}

/** A delivery that doesn't wait for long. */
const deliverBriefly = (text: string, id: string) => briefly(() => deliver(text, id));

/** One of a message that was sent at `sent` (Unix time in s), so many ms later. */
function deliverLate(text: string, id: string, sent: number, ms: number, wait = briefly): Promise<Answer> {
  const { message, xml } = messageOf(text, id, sent);
  const gone = new AbortController().signal;
  const exchange: Exchange = { account: 'oa', request, body: xml, at: sent * 1000 + ms, stopwatch: startStopwatch(systemClock), gone };
  return wait(() => answered(pipeline.take(exchange, { message, xml, encrypted: false, candidate }, from)));
}

function briefly(delivering: () => Promise<Answer>): Promise<Answer> {
  Object.assign(patience, little);
  const delivery = delivering();
  Object.assign(patience, plenty);
  return delivery;
}

async function answered(taken: Promise<Result<Answer>>): Promise<Answer> {
  return must(await taken);
}

const states = async () => (await store.do('messages.page', { limit: 10 })).items.map(({ direction, state }) => `${direction} ${state}`);

describe('a command that takes longer than the budget', () => {
  test('is answered empty in time, and its result goes into the outbox', async () => {
    expect(await deliverBriefly('状态', '1')).toMatchObject({ status: 200, body: '' });
    expect(await states()).toEqual(['in running']);
    release();
    await pipeline.idle();
    expect(await states()).toEqual(['out queued', 'in done']);
    expect(queued).toBe(1);
    expect(await store.do('outbox.heads', { limit: 9 })).toMatchObject([{ account: 'oa', person: 'openid', tries: 0 }]);
  });
  test('sends its result once: a redelivery that comes later is answered empty', async () => {
    await deliverBriefly('状态', '1');
    release();
    await pipeline.idle();
    expect(await deliver('状态', '1')).toMatchObject({ status: 200, body: '' });
    expect(await states()).toEqual(['out queued', 'in done']);
    expect(runs).toBe(1);
  });
  test('gives its result to a redelivery that waits for it', async () => {
    await deliverBriefly('状态', '1');
    const second = deliver('状态', '1');
    setTimeout(release, 20);
    expect((await second).body).toContain('web-01');
    expect(await states()).toEqual(['out sent', 'in done']);
    expect(runs).toBe(1);
  });
});

describe('where an account cannot send by itself', () => {
  beforeEach(() => {
    canSend = false;
  });
  test('a slow command leaves the first two deliveries without an answer and answers the third', async () => {
    expect((await deliverBriefly('状态', '1')).status).toBe(503);
    expect((await deliverBriefly('状态', '1')).status).toBe(503);
    const third = deliver('状态', '1');
    setTimeout(release, 20);
    expect((await third).body).toContain('web-01');
    expect(await states()).toEqual(['out sent', 'in done']);
    expect(runs).toBe(1);
  });
  test('the last delivery is known by its age where another never arrived, and says how to get the result', async () => {
    const sent = Math.floor(Date.now() / 1000);
    expect((await deliverLate('状态', '1', sent, 5_000)).status).toBe(503);
    expect((await deliverLate('状态', '1', sent, 10_000)).body).toContain('回复 1');
    release();
    await pipeline.idle();
    expect((await deliver('1', '2')).body).toContain('web-01');
  });
  test('it is known by the log where the others came before a restart', async () => {
    for (const _ of [1, 2]) await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'waiting' });
    expect((await deliverBriefly('状态', '1')).body).toContain('回复 1');
  });
  test('one that is slower still says how to get the result, and "1" gets it', async () => {
    await deliverBriefly('状态', '1');
    await deliverBriefly('状态', '1');
    expect((await deliverBriefly('状态', '1')).body).toContain('回复 1');
    expect((await deliver('1', '2')).body).toContain('还在执行');
    release();
    await pipeline.idle();
    expect(await states()).toContain('out late');
    const fetched = await deliver('1', '3');
    expect(fetched.body).toContain('web-01');
    expect((await deliver('1', '3')).body).toBe(fetched.body);
    expect(await states()).not.toContain('out late');
    expect((await deliver('1', '4')).body).not.toContain('web-01');
    expect(runs).toBe(1);
  });
  test('a result that was ready between two deliveries is given to the next', async () => {
    await deliverBriefly('状态', '1');
    release();
    await pipeline.idle();
    expect(await states()).toEqual(['out late', 'in done']);
    const second = await deliver('状态', '1');
    expect(second.body).toContain('web-01');
    expect((await deliver('状态', '1')).body).toBe(second.body);
    expect(await states()).toEqual(['out sent', 'in done']);
  });
  test('a result that is fetched says how many others wait, and nothing where it is the last', async () => {
    for (const id of ['1', '2']) await deliverBriefly('状态', id);
    release();
    await pipeline.idle();
    expect((await deliver('1', '3')).body).toContain('另有 1 条结果未取');
    expect((await deliver('1', '4')).body).not.toContain('另有');
    expect(await states()).not.toContain('out late');
  });
  test('a word of others that no longer fits into the message is left out: it would have to be fetched itself', async () => {
    hostName = 'w'.repeat(1_930);
    for (const id of ['1', '2']) await deliverBriefly('状态', id);
    release();
    await pipeline.idle();
    const [fetched] = /w{1930}[^\]]*/.exec((await deliver('1', '3')).body) ?? [''];
    expect(Buffer.byteLength(`${fetched}\n\n另有 1 条结果未取\n回复 1 查看。`)).toBeGreaterThan(limits.textReplyBytes);
    expect((await states()).filter((state) => state === 'out late')).toHaveLength(1);
  });
  test('a number answers the question that was asked last: which server, before a result that waits', async () => {
    await deliverBriefly('状态', '1');
    release();
    await pipeline.idle();
    const question = await deliver('状态 db', '2');
    expect(question.body).toContain('1. db-01');
    expect(question.body).not.toContain('回复 1 查看');
    expect((await deliver('1', '3')).body).toContain('db-01');
    expect(await states()).toContain('out late');
  });
  test('a question is over once it was answered: its person is told of results that wait, and a number fetches them', async () => {
    await deliverBriefly('状态 web-01', '1');
    release();
    await pipeline.idle();
    await deliver('状态 db', '2');
    const answered = await deliver('2', '3');
    expect(answered.body).toContain('db-02');
    expect(answered.body).toContain('另有 1 条结果未取');
    expect((await deliver('2', '3')).body).toBe(answered.body);
    expect((await deliver('1', '4')).body).toContain('web-01');
    expect(await states()).not.toContain('out late');
  });
  test('a recording that somebody posts long after the platform’s deliveries uses up nothing that waits to be fetched', async () => {
    await deliverBriefly('状态', '1');
    release();
    await pipeline.idle();
    const now = Math.floor(Date.now() / 1000);
    expect((await deliverLate('状态', '1', 1_700_000_000, (now + 120 - 1_700_000_000) * 1000)).body).toBe('');
    expect(await states()).toContain('out late');
    expect((await deliver('1', '2')).body).toContain('web-01');
  });
  test('nor does it get the answer of a command that still runs', async () => {
    await deliverBriefly('状态', '1');
    const inAMinute = (Math.floor(Date.now() / 1000) + 60 - 1_700_000_000) * 1000;
    const recording = deliverLate('状态', '1', 1_700_000_000, inAMinute, (delivering) => delivering());
    release();
    expect((await recording).body).toBe('');
    await pipeline.idle();
    expect(await states()).toEqual(['out late', 'in done']);
  });
  test('the numbers of a label stay good: they are a small menu', async () => {
    release();
    expect((await deliver('标签 db-01', '1')).body).toContain('回复数字执行');
    expect((await deliver('1', '2')).body).toContain('db-01');
    expect((await deliver('1', '3')).body).toContain('db-01');
  });
  test('a number that may not be carried out says why, though a result waits', async () => {
    await deliverBriefly('状态 web-01', '1');
    release();
    await pipeline.idle();
    await deliver('开机 db', '2');
    isOnHold = true;
    expect((await deliver('1', '3')).body).toContain('暂停');
    expect(await states()).toContain('out late');
  });
  test('and a result that was promised last, before the question', async () => {
    await deliver('状态 db', '1');
    for (const _ of [1, 2]) await deliverBriefly('状态 web-01', '2');
    expect((await deliverBriefly('状态 web-01', '2')).body).toContain('回复 1');
    release();
    await pipeline.idle();
    expect((await deliver('1', '3')).body).toContain('web-01');
    expect(await states()).not.toContain('out late');
  });
  test('a person with results waiting is told so with the next answer', async () => {
    await deliverBriefly('状态', '1');
    release();
    await pipeline.idle();
    expect((await deliver('帮助', '2')).body).toContain('另有 1 条结果未取');
  });
});

test('a result too long for one message is cut, and its rest comes when the person asks for more', async () => {
  hostName = 'web-01 '.repeat(500);
  release();
  expect((await deliver('状态', '1')).body).toContain('回复“更多”');
  expect((await deliver('更多', '2')).body).toContain('web-01');
  expect((await states()).filter((state) => state.startsWith('out'))).toEqual(['out sent', 'out sent']);
});

test('what the admin writes by hand while a message waits is its answer', async () => {
  handWritten = '马上来';
  expect((await deliver('有人在吗', '1')).body).toContain('马上来');
  expect(await states()).toEqual(['out sent', 'in done']);
  expect(handKept).toBe(true);
});

test('and a delivery that comes again has it too', async () => {
  handWritten = '马上来';
  await deliver('有人在吗', '1');
  expect((await deliver('有人在吗', '1')).body).toContain('马上来');
  expect(await states()).toEqual(['out sent', 'in done']);
});

test('but what was sent by hand afterwards is nothing that a delivery waits for', async () => {
  await deliver('有人在吗', '1');
  const later = { key: handKey('k2')(0), at: Date.now(), type: 'text', text: '马上来', xml: '', raw: '', state: 'queued' } as const;
  await store.do('messages.addAnswer', { id: '1', answer: later });
  expect((await deliver('有人在吗', '1')).body).not.toContain('马上来');
});

test('and asked for again after a restart, that is not sent a second time', async () => {
  handWritten = '马上来';
  await deliver('有人在吗', '1');
  const again = { key: handKey('k1')(0), at: Date.now(), type: 'text', text: '马上来', xml: '', raw: '', state: 'queued' } as const;
  expect(await store.do('messages.addAnswer', { id: '1', answer: again })).toBe('2');
  expect(await states()).toEqual(['out sent', 'in done']);
});

test('a stored message that is sent through once more is a new one, and what it answers is sent later', async () => {
  release();
  await deliver('状态', '1');
  const { message, xml } = messageOf('状态', '1');
  const exchange = exchangeAgain({ account: 'oa', at: Date.now() }, systemClock, xml);
  const replayed = await pipeline.replay({ of: '1', key: 'k' }, exchange, { message, xml, encrypted: false, candidate }, from);
  expect(replayed).toMatchObject({ ok: true, value: '3' });
  await pipeline.idle();
  expect(await store.do('messages.get', { id: '3' })).toMatchObject({ replays: '1', state: 'done' });
  expect((await states())[0]).toBe('out queued');
  expect(runs).toBe(2);
});

test('a replay that is asked for again while its command runs, or after, is the same message', async () => {
  const { message, xml } = messageOf('状态', '1');
  const replay = (at: number) => {
    const exchange = exchangeAgain({ account: 'oa', at }, systemClock, xml);
    return pipeline.replay({ of: '1', key: 'k' }, exchange, { message, xml, encrypted: false, candidate }, from);
  };
  const now = Date.now();
  expect(await Promise.all([replay(now), replay(now + 1)])).toEqual([ok('1'), ok('1')]);
  await vi.waitFor(() => expect(runs).toBe(1));
  expect(await replay(now + 60_000)).toEqual(ok('1'));
  release();
  await pipeline.idle();
  expect(await replay(now + 120_000)).toEqual(ok('1'));
  expect(runs).toBe(1);
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

describe('after the program was killed', () => {
  /** Whose words had begun what was cut off. */
  let cutOff: object[];
  beforeEach(() => {
    cutOff = [];
  });
  /** The program is killed while the commands run, and starts again. */
  async function restart(): Promise<void> {
    const killed = { pipeline, release, stopping };
    const before = store;
    await before.close();
    await open();
    killed.stopping.abort();
    killed.release();
    await killed.pipeline.idle();
  }
  const optionsFor = (account: () => CallbackAccount | undefined): RecoveryOptions => ({
    ...{ store, pipeline, clock: systemClock, signal: new AbortController().signal, account },
    ...{ exists: (id) => id === 'oa', onBug: (error) => bugs.push(error), tellCutOff: async (yes) => void cutOff.push(yes) },
  });
  const recoverRows = (rows: UnfinishedMessage[], account: () => CallbackAccount | undefined = () => from) =>
    recover(rows, optionsFor(account));
  const recoveryWhileFull = () => {
    [isFull, finished] = [true, 0];
    return recovery();
  };
  const recovery = async (account?: () => CallbackAccount | undefined) => recoverRows(await store.do('messages.unfinished'), account);

  test('a command that ran is not run again: its person is sent word to look first', async () => {
    await deliverBriefly('状态', '1');
    await restart();
    expect(await recovery()).toEqual({ interrupted: 1, resumed: 0, dropped: 0, left: [] });
    expect(await states()).toEqual(['out queued', 'in interrupted']);
    expect(cutOff).toEqual([{ message: '1', at: expect.any(Number), account: 'oa', person: expect.any(String) }]);
    expect((await store.do('outbox.heads', { limit: 1 }))[0]?.text).toContain('先查看实际状态');
    expect((await deliver('状态', '1')).body).toBe('');
    expect(runs).toBe(0);
  });
  test('and whoever had asked for it hears, though the account of whoever said yes is gone', async () => {
    await deliverBriefly('状态', '1');
    await restart();
    const rows = await store.do('messages.unfinished');
    const options = { ...optionsFor(() => undefined), exists: () => false };
    expect(await recover(rows, options)).toMatchObject({ interrupted: 1, left: [] });
    expect(cutOff).toEqual([{ message: '1', at: expect.any(Number), account: 'oa', person: expect.stringMatching(/./) }]);
  });
  test('where the account cannot send, a redelivery is told to look first', async () => {
    canSend = false;
    await deliverBriefly('状态', '1');
    await restart();
    await recovery();
    expect((await deliver('状态', '1')).body).toContain('先查看实际状态');
    expect(await states()).toEqual(['out sent', 'in interrupted']);
    expect(runs).toBe(0);
  });
  test('a command that only waited its turn is carried out, if it is young', async () => {
    await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'waiting' });
    release();
    expect(await recovery()).toEqual({ interrupted: 0, resumed: 1, dropped: 0, left: [] });
    await pipeline.idle();
    expect(await states()).toEqual(['out queued', 'in done']);
    expect([runs, cutOff]).toEqual([1, []]);
  });
  describe('a number that had answered a question, and waited its turn', () => {
    const waitsAt = (at: number) => store.do('messages.receive', { ...arrivalOf('2', '1'), state: 'waiting', at });

    test('is told that the choice is over: nobody knows the question any more', async () => {
      await waitsAt(Date.now());
      expect(await recovery()).toMatchObject({ resumed: 1 });
      await pipeline.idle();
      expect((await store.do('outbox.heads', { limit: 1 }))[0]?.text).toContain('这个选择已失效，没有执行');
      expect(await states()).toEqual(['out queued', 'in failed']);
    });
    test('so is its redelivery, though a result waits to be fetched', async () => {
      canSend = false;
      await deliverBriefly('状态', '7');
      release();
      await pipeline.idle();
      await store.do('messages.receive', { ...arrivalOf('1', '8'), state: 'waiting' });
      expect((await deliver('1', '8')).body).toContain('这个选择已失效，没有执行');
      expect(await states()).toContain('out late');
    });
    test('but a command that is there no more is told as such', async () => {
      await store.do('messages.receive', { ...arrivalOf('部署', '1'), state: 'waiting' });
      await recovery();
      await pipeline.idle();
      expect((await store.do('outbox.heads', { limit: 1 }))[0]?.text).toContain('没有“部署”这个命令');
    });
  });
  describe('a recording that somebody posts, long after the platform’s deliveries,', () => {
    const waitedFor = (ms: number, text = '状态') =>
      store.do('messages.receive', { ...arrivalOf(text, '1'), state: 'waiting', at: Date.now() - ms });

    test('of a command that waits to be taken up gets nothing, and begins nothing: its person gets the result', async () => {
      await waitedFor(60_000);
      release();
      expect(await deliver('状态', '1')).toMatchObject({ status: 200, body: '' });
      expect([runs, await states()]).toEqual([0, ['in waiting']]);
      await recovery();
      await pipeline.idle();
      expect([runs, await states()]).toEqual([1, ['out queued', 'in done']]);
    });
    test('at the very moment when it is taken up keeps nobody from that', async () => {
      await waitedFor(60_000);
      release();
      const rows = await store.do('messages.unfinished');
      const recording = deliver('状态', '1');
      await recoverRows(rows);
      expect((await recording).body).toBe('');
      await vi.waitFor(async () => expect(await states()).toEqual(['out queued', 'in done']));
      expect(runs).toBe(1);
    });
    test('of one that is too old by then leaves the word of that to its person', async () => {
      await waitedFor(3_600_000);
      const rows = await store.do('messages.unfinished');
      const recording = deliver('状态', '1');
      await recoverRows(rows);
      expect((await recording).body).toBe('');
      await vi.waitFor(async () => expect(await states()).toEqual(['out queued', 'in interrupted']));
      expect(runs).toBe(0);
    });
    test('of one that was cut off leaves the word of that to its person', async () => {
      await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'running', at: Date.now() - 60_000 });
      expect((await deliver('状态', '1')).body).toBe('');
      expect(await states()).toEqual(['in running']);
      await recovery();
      expect(await states()).toEqual(['out queued', 'in interrupted']);
    });
    test('of a "1" fetches nothing', async () => {
      canSend = false;
      await deliverBriefly('状态', '7');
      release();
      await pipeline.idle();
      await store.do('messages.receive', { ...arrivalOf('1', '8'), at: Date.now() - 60_000 });
      expect((await deliver('1', '8')).body).toBe('');
      expect(await states()).toContain('out late');
    });
  });
  test('nor is it given up because it could not be read at the first try', async () => {
    await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'waiting' });
    failingReads = 1;
    release();
    expect(await recovery()).toMatchObject({ resumed: 1 });
    await pipeline.idle();
    expect(await states()).toEqual(['out queued', 'in done']);
    expect(runs).toBe(1);
  });
  test('what came in before the rest was taken up is new, and not among what was left behind', async () => {
    await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'waiting' });
    const before = await store.do('messages.unfinished');
    await deliverBriefly('状态', '2');
    const found: object[] = [];
    await createRecovery(
      optionsFor(() => from),
      before,
      (what) => found.push(what),
    )();
    expect(found).toEqual([{ interrupted: 0, resumed: 1, dropped: 0, left: 0 }]);
  });
  test('where the account answers nobody yet (a locked keychain), it waits until it does', async () => {
    await deliverBriefly('状态', '1');
    await restart();
    const { left } = await recovery(() => undefined);
    expect(left).toMatchObject([{ id: '1', state: 'running' }]);
    expect(await states()).toEqual(['in running']);
    expect(await recovery()).toMatchObject({ interrupted: 1, left: [] });
    expect(await states()).toEqual(['out queued', 'in interrupted']);
  });
  describe('what was left for later and was delivered again meanwhile', () => {
    const nobody = () => undefined;
    test('is not run a second time', async () => {
      await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'waiting' });
      const { left } = await recovery(nobody);
      release();
      expect((await deliver('状态', '1')).body).toContain('web-01');
      await recoverRows(left);
      await pipeline.idle();
      expect(runs).toBe(1);
      expect(await states()).toEqual(['out sent', 'in done']);
    });
    test('nor while it still runs', async () => {
      await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'waiting' });
      const { left } = await recovery(nobody);
      await deliverBriefly('状态', '1');
      await recoverRows(left);
      release();
      await pipeline.idle();
      expect(runs).toBe(1);
      expect(await states()).toEqual(['out queued', 'in done']);
    });
    test('is told once that it was cut off', async () => {
      await deliverBriefly('状态', '1');
      await restart();
      const { left } = await recovery(nobody);
      expect((await deliver('状态', '1')).body).toContain('先查看实际状态');
      await recoverRows(left);
      expect(await states()).toEqual(['out sent', 'in interrupted']);
    });
  });
  test('what the disk does not take is told as soon as it does', async () => {
    for (const id of ['1', '2']) await deliverBriefly('状态', id);
    await restart();
    const recovering = recoveryWhileFull();
    await refusedOften();
    isFull = false;
    expect(await recovering).toMatchObject({ interrupted: 2, left: [] });
    expect((await states()).filter((state) => state === 'in interrupted')).toHaveLength(2);
  });
  test('a command that has run is not started again by anybody who still thinks that it waits', async () => {
    await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'waiting' });
    const starts = [1, 2].map(() => store.do('messages.start', { id: '1', command: 'status' }));
    expect(await Promise.all(starts)).toEqual([{ isStarted: true }, { isStarted: false }]);
  });
  test('one that waited too long is not carried out, and its person is told', async () => {
    await store.do('messages.receive', { ...arrivalOf('状态', '1'), state: 'waiting', at: Date.now() - 3_600_000 });
    expect(await recovery()).toEqual({ interrupted: 0, resumed: 0, dropped: 1, left: [] });
    expect((await store.do('outbox.heads', { limit: 1 }))[0]?.text).toContain('没有执行');
    expect(runs).toBe(0);
  });
});

test('a message that was cut off before anything ran is worked on when it comes again', async () => {
  await store.do('messages.receive', arrivalOf('帮助', '1'));
  expect((await deliver('帮助', '1')).body).toContain('可用命令');
  expect(await states()).toEqual(['out sent', 'in done']);
});

test('a message whose way to the disk takes too long is not said to have arrived, so WeChat delivers it again', async () => {
  let write = () => {};
  isSlow = new Promise((resolve) => {
    write = resolve;
  });
  expect((await deliverBriefly('帮助', '1')).status).toBe(503);
  write();
  await pipeline.idle();
  expect((await deliver('帮助', '1')).status).toBe(200);
  expect((await states()).filter((state) => state.startsWith('in'))).toEqual(['in done']);
});

test('a message that cannot be put on disk is not answered', async () => {
  await store.close();
  await expect(deliver('帮助', '1')).rejects.toThrow('closed');
  await open();
});

test('somebody who has hung up gets no answer, so it goes into the outbox', async () => {
  const hangUp = new AbortController();
  const delivery = deliver('状态', '1', hangUp.signal);
  hangUp.abort();
  expect((await delivery).body).toBe('');
  release();
  await pipeline.idle();
  expect(await states()).toEqual(['out queued', 'in done']);
});

test('an outcome that cannot be written is written as soon as the disk has room again', async () => {
  isFull = true;
  const delivery = deliverBriefly('状态', '1');
  release();
  expect((await delivery).body).toBe('');
  isFull = false;
  await pipeline.idle();
  expect(await states()).toEqual(['out queued', 'in done']);
  expect((await deliver('状态', '1')).body).toBe('');
  expect(runs).toBe(1);
  expect(bugs.length).toBeGreaterThan(0);
});

/** More often than there are pauses. */
const refusedOften = () => vi.waitFor(() => expect(finished).toBeGreaterThan(10), 5_000);

test('however long the disk refuses an outcome, it is not forgotten', async () => {
  [isFull, finished] = [true, 0];
  const delivery = deliverBriefly('状态', '1');
  release();
  expect((await delivery).body).toBe('');
  await refusedOften();
  isFull = false;
  await pipeline.idle();
  expect(await states()).toEqual(['out queued', 'in done']);
  expect(runs).toBe(1);
});

test('an outcome that was never written before the program stopped is told as interrupted, in the same words to every delivery', async () => {
  isFull = true;
  const delivery = deliverBriefly('状态', '1');
  release();
  await delivery;
  stopping.abort();
  await pipeline.idle();
  await store.close();
  await open();
  const [first, second] = [await deliver('状态', '1'), await deliver('状态', '1')];
  expect(first.body).toContain('先查看实际状态');
  expect(second.body).toBe(first.body);
  expect(await states()).toEqual(['out sent', 'in interrupted']);
  expect(runs).toBe(0);
});

test('what nobody has sent is kept and never answered', async () => {
  const xml = '<xml><ToUserName>ww1</ToUserName><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>t</Token></xml>';
  const message = must(parseMessage(xml));
  const gone = new AbortController().signal;
  const exchange: Exchange = { account: 'oa', request, body: xml, at: Date.now(), stopwatch: startStopwatch(systemClock), gone };
  const answer = await answered(pipeline.take(exchange, { message, xml, encrypted: false, candidate }, from));
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(await states()).toEqual(['in done']);
});

async function deliverPicture(): Promise<Answer> {
  const xml =
    '<xml><FromUserName>openid</FromUserName><CreateTime>1</CreateTime><MsgType>image</MsgType><PicUrl>u</PicUrl><MediaId>m</MediaId><MsgId>7</MsgId></xml>';
  const message = must(parseMessage(xml));
  const gone = new AbortController().signal;
  const exchange: Exchange = { account: 'oa', request, body: xml, at: Date.now(), stopwatch: startStopwatch(systemClock), gone };
  return answered(pipeline.take(exchange, { message, xml, encrypted: false, candidate }, from));
}

test('a message that asks for nothing is written down once, as done, and its redelivery gets the same empty answer', async () => {
  [isHeld, finished] = [false, 0];
  expect(await deliverPicture()).toMatchObject({ status: 200, body: '' });
  expect(await deliverPicture()).toMatchObject({ status: 200, body: '' });
  expect(finished).toBe(0);
  const [row] = (await store.do('messages.page', { limit: 10 })).items;
  expect(row).toMatchObject({ state: 'done', deliveries: 2, ms: expect.any(Number), message: { type: 'image', mediaId: 'm' } });
});

test('a while later its row says how long storing and answering it took, too', async () => {
  isHeld = false;
  await deliverPicture();
  const stepsOf = async () => (await store.do('messages.get', { id: '1' }))?.timing.map(({ step }) => step);
  await expect.poll(stepsOf, { timeout: 5000 }).toEqual(['stored', 'answered']);
});

test('where an admin answers by hand, a picture is answered too', async () => {
  [isHeld, handWritten] = [true, '收到'];
  expect((await deliverPicture()).body).toContain('收到');
  isHeld = false;
});
