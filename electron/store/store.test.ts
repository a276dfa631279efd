import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseFilter } from '../../shared/filter/parse.ts';
import { limits } from '../../shared/limits.ts';
import { must } from '../../shared/test-result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';
import { migrate, openDatabase } from './database.ts';
import { carryOut, type Request } from './operations.ts';
import type { Arrival, RefusalRecord } from './records.ts';
import { arrivalCostSchema } from './schema/20-arrival-cost.ts';
import { migrations } from './schema/migrations.ts';
import { fewRowsOf, isNotable } from './search/search-few.ts';
import { openStore, type Store } from './store.ts';
import { StoreError } from './store-error.ts';
import { openAnswers } from './tables/messages.ts';
import { putAside } from './tables/outbox.ts';
import { openTestStore, testFolder } from './test-store.ts';

const storeWorker = new URL('../../out/electron/store-worker.js', import.meta.url);
let dir: string;
let store: Store;

beforeEach(async () => {
  dir = testFolder();
  store = await open();
});

const open = () => openTestStore(join(dir, 'sub'));

const request = { method: 'POST', path: '/callback/corp', query: {}, remoteAddress: '127.0.0.1', userAgent: 'Mozilla/4.0' };
const message = (content: string): WechatMessage => ({
  type: 'text',
  content,
  to: 'ww1',
  from: 'zhangsan',
  createdAt: 1_700_000_000,
  msgId: '4561255354251345929',
  fields: {},
});
const arrival = (key: string): Arrival => ({
  account: 'corp',
  at: 1_700_000_000_000,
  dedupeKey: key,
  type: 'text',
  person: 'zhangsan',
  xml: '<xml/>',
  raw: '<xml><Encrypt/></xml>',
  message: JSON.stringify(message('状态')),
  state: 'running',
  command: 'status',
  request: JSON.stringify(request),
});
const refusal: RefusalRecord = {
  account: '',
  at: 1_700_000_000_000,
  raw: 'x',
  request,
  failure: { code: 'wechat/-40001', message: 'm', hint: 'h' },
  ms: 1,
};

test('a second program on the same data folder is turned away, until the first has ended', async () => {
  const file = join(dir, 'sub', 'weiguan.db');
  const second = await openStore(file, storeWorker);
  expect(!second.ok && second.error.code).toBe('store/in-use');
  await store.close();
  store = await open();
});

describe('a message', () => {
  test('is fresh once, and then known', async () => {
    const receipts = await Promise.all([store.do('messages.receive', arrival('a')), store.do('messages.receive', arrival('a'))]);
    expect(receipts.map(({ fresh }) => fresh)).toEqual([true, false]);
    expect(await store.do('messages.page', { limit: 10 })).toMatchObject({
      items: [{ id: '1', deliveries: 2, command: 'status', message: message('状态') }],
      next: null,
    });
  });
  test('is known after a restart too, with its answer', async () => {
    const { id } = await store.do('messages.receive', arrival('a'));
    await store.do('messages.finish', {
      id,
      state: 'done',
      ms: 12.5,
      timing: 'received:100 run:1200',
      answers: [{ key: 'k', at: 2, type: 'text', xml: '<xml/>', raw: 'sealed', text: 'ok', state: 'sent' }],
    });
    await store.close();
    store = await open();
    expect(await store.do('messages.receive', arrival('a'))).toMatchObject({
      fresh: false,
      state: 'done',
      answer: { raw: 'sealed', state: 'sent' },
    });
    expect(await store.do('messages.get', { id })).toMatchObject({
      ms: 12.5,
      timing: [{ step: 'received' }, { step: 'run', from: 1, to: 12 }],
      related: '2',
      raw: '<xml><Encrypt/></xml>',
      request,
    });
    expect(await store.do('messages.get', { id: '2' })).toMatchObject({
      direction: 'out',
      answer: 'ok',
      related: id,
      person: 'zhangsan',
      command: 'status',
    });
  });
  test('of another account with the same key is another message', async () => {
    await store.do('messages.receive', arrival('a'));
    expect(await store.do('messages.receive', { ...arrival('a'), account: 'oa' })).toMatchObject({ fresh: true });
  });
  test('that there is not is null', async () => expect(await store.do('messages.get', { id: '99' })).toBeNull());
});

test('pages go from the newest to the oldest without a gap, while new rows arrive', async () => {
  for (let index = 1; index <= 7; index++) await store.do('messages.receive', arrival(`k${index}`));
  const first = await store.do('messages.page', { limit: 3 });
  await store.do('messages.receive', arrival('k8'));
  const second = await store.do('messages.page', { limit: 3, before: first.next ?? '' });
  const third = await store.do('messages.page', { limit: 3, before: second.next ?? '' });
  expect([first, second, third].map(({ items }) => items.map(({ id }) => id))).toEqual([['7', '6', '5'], ['4', '3', '2'], ['1']]);
  expect(third.next).toBeNull();
});

test('rows are counted by the minute', async () => {
  await store.do('messages.receive', arrival('a'));
  await store.do('messages.receive', { ...arrival('b'), at: 1_700_000_070_000 });
  await store.do('messages.refuse', refusal);
  expect(await store.do('messages.minutes', { since: 0 })).toEqual([
    { minute: 1_699_999_980_000, in: 1, out: 0, refused: 1, commands: 1 },
    { minute: 1_700_000_040_000, in: 1, out: 0, refused: 0, commands: 1 },
  ]);
});

test('a flood of refused requests keeps the newest only', async () => {
  const flood = limits.refusalsKept + 250;
  await Promise.all(Array.from({ length: flood }, () => store.do('messages.refuse', refusal)));
  const [{ refused } = { refused: 0 }] = await store.do('messages.minutes', { since: 0 });
  expect(refused).toBeGreaterThanOrEqual(limits.refusalsKept);
  expect(refused).toBeLessThanOrEqual(limits.refusalsKept + 100);
  expect((await store.do('messages.page', { limit: 1 })).items[0]?.id).toBe(String(flood));
});

test('a request that the database refuses fails alone', async () => {
  const broken = store.do('messages.finish', {
    id: '1',
    state: 'done',
    ms: 1,
    timing: '',
    answers: [{ key: 'k', at: 1, type: undefined as never, xml: '', raw: '', text: '', state: 'sent' }],
  });
  const [good] = await Promise.all([store.do('messages.receive', arrival('a')), broken.catch(() => undefined)]);
  expect(good).toMatchObject({ fresh: true });
  expect((await store.do('messages.page', { limit: 10 })).items).toHaveLength(1);
});

describe('the store is healthy', () => {
  /** Holds the database's write lock, as a program that repairs or copies it does; a commit fails then as on a full disk. */
  function hold() {
    const other = openDatabase(join(dir, 'sub', 'weiguan.db'));
    other.exec('BEGIN IMMEDIATE');
    return () => {
      other.exec('ROLLBACK');
      other.close();
    };
  }
  const backToHealth = async () => {
    while (!store.healthy()) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  test('until a commit fails, and again when one succeeds', async () => {
    expect(store.healthy()).toBe(true);
    const letGo = hold();
    await expect(store.do('messages.receive', arrival('a'))).rejects.toThrow('locked');
    expect(store.healthy()).toBe(false);
    letGo();
    expect(await store.do('messages.receive', arrival('a'))).toMatchObject({ fresh: true });
    expect(store.healthy()).toBe(true);
  });
  test('again without anybody writing: who asks has it tried', { timeout: 20_000 }, async () => {
    const letGo = hold();
    await expect(store.do('messages.receive', arrival('a'))).rejects.toThrow('locked');
    expect(store.healthy()).toBe(false);
    letGo();
    await backToHealth();
    expect((await store.do('messages.page', { limit: 1 })).items).toEqual([]);
  });
  test('after a bug of one operation too', async () => {
    await expect(store.do('messages.page', { limit: 'many' as never })).rejects.toThrow();
    expect(store.healthy()).toBe(true);
  });
  test('no more when its thread has ended', async () => {
    await store.close();
    expect(store.healthy()).toBe(false);
  });
});

describe('opening', () => {
  test('a file that is no database says so', async () => {
    const file = join(dir, 'broken.db');
    writeFileSync(file, 'this is not a database, whatever its name says '.repeat(100));
    expect(await openStore(file, storeWorker)).toMatchObject({ ok: false, error: { code: 'store/damaged' } });
    expect(readFileSync(file, 'utf8')).toContain('this is not a database');
  });
  test('a database of a later version leaves it alone', async () => {
    const file = join(dir, 'later.db');
    const db = openDatabase(file);
    db.exec('PRAGMA user_version = 999');
    db.close();
    expect(await openStore(file, storeWorker)).toMatchObject({ ok: false, error: { code: 'store/newer' } });
  });
  test('a database of an earlier version is brought up to date, and keeps its rows and its rules', () => {
    const file = join(dir, 'earlier.db');
    const earlier = new DatabaseSync(file);
    for (const step of migrations.slice(0, migrations.indexOf(arrivalCostSchema))) earlier.exec(step);
    earlier.exec(`PRAGMA user_version = ${migrations.indexOf(arrivalCostSchema)}`);
    const insert = (direction: string) =>
      `INSERT INTO messages (direction, account, at, type, state) VALUES ('${direction}', 'a', 1, 't', 'dead')`;
    earlier.exec(insert('out'));
    earlier.close();

    const db = openDatabase(file);
    expect(openAnswers(db).dead).toEqual(['1']);
    expect(() => db.exec(insert('sideways'))).toThrow('CHECK');
    for (const direction of ['in', 'out', 'refused']) db.exec(insert(direction));
    expect(db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(() => db.exec('UPDATE sqlite_schema SET sql = sql')).toThrow('may not be modified');
    expect(putAside(db, { ids: ['1'] })).toEqual({ changed: ['1'] });
    expect(openAnswers(db).dead).not.toContain('1');
    expect(fewRowsOf(parseFilter('status:aside', { now: 1, zone: 'UTC' }).filter, 1)).toMatchObject({ index: 'messages_notable' });
    expect(db.all(`SELECT id FROM messages INDEXED BY messages_notable WHERE ${isNotable} AND state = 'aside'`)).toEqual([{ id: 1 }]);
    expect(db.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const steps = db.all(`EXPLAIN ${insert('in')}`).map(({ opcode }) => opcode);
    expect(steps).not.toContain('OpenEphemeral');
    db.close();
  });
});

describe('a disk that is full in the middle of a batch', () => {
  /** A database whose file can't grow any more. */
  function fullDatabase() {
    const db = openDatabase(join(dir, 'full.db'));
    db.exec(`PRAGMA max_page_count = ${db.one('PRAGMA page_count')?.page_count}`);
    return db;
  }
  const tooLarge = { ...arrival('large'), xml: 'x'.repeat(1_000_000) };

  test.each<[string, Request[]]>([
    [
      'after a bug',
      [
        ['messages.receive', arrival('a')],
        ['messages.finish', {}],
        ['messages.receive', tooLarge],
        ['messages.receive', arrival('c')],
      ],
    ],
    [
      'beside what needs no transaction',
      [
        ['messages.receive', arrival('a')],
        ['retention.emptyWal', undefined],
        ['messages.receive', tooLarge],
      ],
    ],
  ])('%s leaves nothing of it on disk', (_when, requests) => {
    const db = fullDatabase();
    expect(() => carryOut(db, requests)).toThrow();
    expect(db.one('SELECT count(*) AS rows FROM messages')).toEqual({ rows: 0 });
    db.close();
  });
});

describe('what SQLite has rolled back by itself, as on a full disk, is told with its own reason', () => {
  const refusing = "CREATE TRIGGER full BEFORE INSERT ON settings BEGIN SELECT raise(ROLLBACK, 'no room'); END;";
  const put: Request = ['settings.put', { theme: 'dark' }];
  test.each<[string, Request[]]>([
    ['alone', [put]],
    ['after others', [['settings.all', undefined], put]],
  ])('by a request %s', (_where, requests) => {
    const db = openDatabase(':memory:');
    db.exec(refusing);
    expect(() => carryOut(db, requests)).toThrow('no room');
    db.close();
  });
  test('by a step of the schema', () => {
    const db = openDatabase(':memory:');
    expect(() => migrate(db, [...migrations, `${refusing} INSERT INTO settings VALUES ('theme', '1');`])).toThrow('no room');
    expect(db.one('PRAGMA user_version')).toEqual({ user_version: migrations.length });
    db.close();
  });
});

test('a program that is not whole is told, not thrown', async () => {
  expect(await openStore(join(dir, 'new.db'), new URL('./missing.js', storeWorker))).toMatchObject({
    ok: false,
    error: { code: 'store/unusable', message: expect.stringContaining('missing.js') },
  });
});

test('each of those that were asked together gets its own answer, those that need no transaction too', async () => {
  const asked = [
    store.do('messages.receive', arrival('a')),
    store.do('messages.finish', {} as never),
    store.do('retention.emptyWal'),
    store.do('messages.receive', arrival('b')),
  ];
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined))).toMatchObject([
    { id: '1' },
    undefined,
    null,
    { id: '2' },
  ]);
});

/** A thread of the store that dies of the first thing that it is asked. */
const dyingThread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from 'node:worker_threads';
    if (!workerData.readOnly) parentPort.postMessage({ opened: true });
    parentPort.on('message', () => process.exit(1));
  `)}`,
);

test('when its thread dies nobody waits for ever: not who was in hand, not who was next, not who asks later', async () => {
  const dying = must(await openStore(join(dir, 'dying.db'), dyingThread));
  const isRefused = (asked: Promise<unknown>) => expect(asked).rejects.toThrow(StoreError);
  const receive = (key: string) => dying.do('messages.receive', arrival(key));
  const inHand = [receive('a'), ...['a', 'b'].map(() => dying.do('messages.page', { limit: 1 }))].map(isRefused);
  await new Promise((resolve) => setImmediate(resolve));
  await Promise.all([...inHand, isRefused(receive('b'))]);
  await isRefused(receive('c'));
  expect(await dying.failed).toMatchObject({ code: 'store/ended', params: { reason: 'exit code 1' } });
});

test('where its thread stumbles over a bug, that is told with its place', async () => {
  const stumbling = dyingThread.href.replace('process.exit(1)', "{ throw new Error('a bug'); }");
  const opened = must(await openStore(join(dir, 'stumbling.db'), new URL(stumbling)));
  await expect(opened.do('messages.receive', arrival('a'))).rejects.toThrow(StoreError);
  expect((await opened.failed).params).toEqual({ reason: 'a bug', stack: expect.stringContaining('data:text/javascript') });
});

test('what was asked before closing is done, what is asked after it is refused', async () => {
  const asked = store.do('messages.receive', arrival('a'));
  await store.close();
  expect(await asked).toMatchObject({ fresh: true });
  await expect(store.do('messages.page', { limit: 1 })).rejects.toThrow('closed');
  store = await open();
});
