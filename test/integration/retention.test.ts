import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../electron/clock.ts';
import { openKeptValues } from '../../electron/kept-values.ts';
import type { AnswerRecord, Arrival } from '../../electron/store/records.ts';
import type { Store } from '../../electron/store/store.ts';
import { openTestStore, testFolder } from '../../electron/store/test-store.ts';
import { openUpkeep, type Upkeep } from '../../electron/upkeep/upkeep.ts';
import type { Account } from '../../shared/account.ts';
import { parseFilter } from '../../shared/filter/parse.ts';
import { defaultRetention, keepEverything, type Retention } from '../../shared/retention.ts';

const dayMs = 24 * 3_600_000;
const now = Date.now();
let dir: string;
let store: Store;
let upkeep: Upkeep;

beforeEach(async () => {
  dir = testFolder();
  store = await openTestStore(dir);
  upkeep = openUpkeep({
    ...{ store, kept: await openKeptValues(store), events: { emit: () => undefined }, clock: systemClock, dataDir: dir },
    language: () => 'zh-CN',
    accounts: () => ['corp', 'shop'],
    onRowsChanged: () => undefined,
    onBug: (error) => {
      throw error;
    },
  });
});
afterEach(() => upkeep.close());

let keys = 0;
const arrival = (change: Partial<Arrival> = {}): Arrival => ({
  ...{ account: 'corp', at: now, dedupeKey: `key ${keys++}`, type: 'text', person: 'zhangsan', xml: '<xml/>', raw: '<xml/>' },
  message: JSON.stringify({ type: 'text', content: '状态', to: 'ww1', from: 'zhangsan', createdAt: 1, msgId: '1', fields: {} }),
  ...{ state: 'received' as const, request: '{}' },
  ...change,
});
const answer = (change: Partial<AnswerRecord> = {}): AnswerRecord => ({
  ...{ key: `answer ${keys++}`, at: now, type: 'text', text: '好的', xml: '', raw: '', state: 'sent' as const },
  ...change,
});
const receive = async (change: Partial<Arrival> = {}) => (await store.do('messages.receive', arrival(change))).id;
const finish = async (id: string, ...answers: AnswerRecord[]) =>
  (await store.do('messages.finish', { id, state: 'done', ms: 1, timing: '', answers })).answerIds;
/** Messages that were dealt with, so many days ago. */
async function old(days: number, change: Partial<Arrival> = {}): Promise<string> {
  const at = now - days * dayMs;
  const id = await receive({ at, ...change });
  await finish(id, answer({ at }));
  return id;
}
const exists = async (id: string) => (await store.do('messages.get', { id })) !== null;
const rule = (all: Partial<Retention['all']>, change: Partial<Retention> = {}): Retention => ({
  ...defaultRetention,
  all: { ...keepEverything, ...all },
  ...change,
});
async function sweep(retention: Retention) {
  await upkeep.retention.set(retention);
  return upkeep.retention.sweep();
}
const count = (words = '') =>
  store.do('messages.count', { most: 100_000, filter: parseFilter(words, { now, zone: 'UTC' }).filter, now, budgetMs: 10_000 });

test('nothing goes until somebody says so', async () => {
  const id = await old(4000);
  expect(await upkeep.retention.sweep()).toMatchObject({ rows: 0, bytes: 0 });
  expect(await exists(id)).toBe(true);
});

test('a message older than its days goes with its answers; the forecast said so', async () => {
  const gone = await old(91);
  const kept = await old(89);
  const forecast = await upkeep.retention.forecast(rule({ days: 90 }), 'page');
  expect(forecast?.total).toMatchObject({ rows: 2, oldest: now - 91 * dayMs });
  const swept = await sweep(rule({ days: 90 }));
  expect(swept).toMatchObject({ rows: 2, bytes: forecast?.total.bytes });
  expect([await exists(gone), await exists(kept)]).toEqual([false, true]);
  expect((await upkeep.retention.get()).last).toEqual(swept);
});

/** A run that took a picture, so many days ago. */
async function shoot(days: number): Promise<string> {
  const id = randomUUID();
  const run = { id, at: now - days * dayMs, origin: 'console' as const, command: 'screenshot', line: '截图 db', danger: 'read' as const };
  const picture = { type: 'image/png' as const, base64: 'x'.repeat(50_000) };
  await store.do('runs.put', { run: { ...run, targets: ['db'], state: 'done', ms: 5, hasPicture: true }, trail: [{ run: id }], picture });
  return id;
}
const seen = async (id: string) => {
  const [run, picture] = await Promise.all([store.do('runs.get', { id }), store.do('runs.picture', { id })]);
  return { kept: run?.state, hasPicture: run?.hasPicture, isGone: run?.isPictureGone, picture: picture?.base64.length };
};

test('a screenshot older than its days goes; what was run, and the trail, stay; the forecast said so', async () => {
  const old = await shoot(91);
  const young = await shoot(89);
  const bounds = rule({}, { pictureDays: 90 });
  const forecast = await upkeep.retention.forecast(bounds, 'page');
  expect(forecast).toMatchObject({ total: { rows: 0 }, pictures: { rows: 1, bytes: 50_000, oldest: now - 91 * dayMs } });
  expect(await seen(old)).toMatchObject({ hasPicture: true, picture: 50_000 });
  expect(await sweep(bounds)).toMatchObject({ rows: 0, pictures: 1, bytes: 50_000 });
  expect(await seen(old)).toEqual({ kept: 'done', hasPicture: undefined, isGone: true, picture: undefined });
  expect(await seen(young)).toEqual({ kept: 'done', hasPicture: true, isGone: undefined, picture: 50_000 });
  expect(await store.do('runs.page', { limit: 10, target: 'db', withPicture: true })).toHaveLength(1);
  expect(await store.do('audit.verify', { after: 0, limit: 10 })).not.toHaveProperty('broken');
});

test('a screenshot that is still to be sent, or was not sent, stays however old', async () => {
  const at = now - 400 * dayMs;
  const waiting = await shoot(400);
  const dead = await shoot(400);
  const put = await shoot(400);
  const states: Record<string, string> = {};
  for (const picture of [waiting, dead, put]) {
    const [answerId = ''] = await finish(await receive({ at }), answer({ at, state: 'queued', picture, type: 'image', text: '' }));
    states[picture] = answerId;
  }
  const failure = { code: 'x', message: 'm', hint: 'h' };
  for (const picture of [dead, put]) {
    await store.do('outbox.failed', { id: states[picture] ?? '', attempt: { at, ms: 1, failure }, nextAt: null, failure });
  }
  await store.do('outbox.putAside', { ids: [states[put] ?? ''] });
  expect(await sweep(rule({}, { pictureDays: 30 }))).toMatchObject({ pictures: 1 });
  for (const id of [waiting, dead]) expect(await seen(id)).toMatchObject({ hasPicture: true, picture: 50_000 });
  expect(await seen(put)).toMatchObject({ isGone: true });
});

test('messages of an account that the config file leaves out are not those of a deleted one', async () => {
  const account: Account = {
    ...{ id: 'given', platform: 'wecom', name: '生产', receiverId: 'ww1', agentId: '1', mode: 'safe', apiBase: 'http://127.0.0.1' },
    ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'config' },
  };
  const bounds = rule({}, { gone: { ...keepEverything, days: 1 } });
  await store.do('accounts.replaceGiven', { accounts: [account] });
  const id = await old(90, { account: 'given' });
  await store.do('accounts.replaceGiven', { accounts: [] });
  expect(await sweep(bounds)).toMatchObject({ rows: 0 });
  await store.do('accounts.remove', { id: 'given' });
  expect(await sweep(bounds)).toMatchObject({ rows: 2 });
  expect(await exists(id)).toBe(false);
});

test('what is still to be sent, fetched, worked on or shown as not sent stays, however old, with the message that it answers', async () => {
  const at = now - 400 * dayMs;
  const stay: string[] = [];
  for (const state of ['queued', 'late'] as const) {
    const id = await receive({ at });
    stay.push(id, ...(await finish(id, answer({ at, state }))));
  }
  const dead = await receive({ at });
  const [deadAnswer = ''] = await finish(dead, answer({ at, state: 'queued' }));
  const failure = { code: 'x', message: 'm', hint: 'h' };
  await store.do('outbox.failed', { id: deadAnswer, attempt: { at, ms: 1, failure }, nextAt: null, failure });
  stay.push(dead, deadAnswer, await receive({ at, state: 'running' }), await receive({ at, state: 'waiting' }));
  const gone = await old(400);
  expect(await sweep(rule({ days: 1 }))).toMatchObject({ rows: 2 });
  expect(await Promise.all(stay.map(exists))).toEqual(stay.map(() => true));
  expect(await exists(gone)).toBe(false);
});

test('what an admin has put aside is needed no longer: it goes with its age', async () => {
  const at = now - 400 * dayMs;
  const asked = await receive({ at });
  const [aside = ''] = await finish(asked, answer({ at, state: 'queued' }));
  const failure = { code: 'x', message: 'm', hint: 'h' };
  await store.do('outbox.failed', { id: aside, attempt: { at, ms: 1, failure }, nextAt: null, failure });
  await store.do('outbox.putAside', { ids: [aside] });
  await sweep(rule({ days: 1 }));
  expect(await Promise.all([asked, aside].map(exists))).toEqual([false, false]);
});

test('what came in while the clock was ahead keeps nothing behind it from going', async () => {
  const ahead: string[] = [];
  for (let index = 0; index < 120; index++) ahead.push(await receive({ at: now + 365 * dayMs, state: 'done' }));
  const gone = await old(120);
  expect((await upkeep.retention.forecast(rule({ days: 90 }), 'page'))?.total.rows).toBe(2);
  expect(await sweep(rule({ days: 90 }))).toMatchObject({ rows: 2 });
  expect([await exists(gone), ...(await Promise.all(ahead.map(exists)))]).toEqual([false, ...ahead.map(() => true)]);
});

test('a message with an answer of today stays; one that was replayed goes, and its replay stays', async () => {
  const at = now - 10 * dayMs;
  const answered = await receive({ at });
  await store.do('messages.addAnswer', { id: answered, answer: answer() });
  const replayed = await old(10);
  const replay = await receive({ replays: replayed });
  await sweep(rule({ days: 2 }));
  expect([await exists(answered), await exists(replayed), await exists(replay)]).toEqual([true, false, true]);
});

test('nothing younger than a day goes, whatever the size', async () => {
  const young = await receive({ raw: 'x'.repeat(2_000_000) });
  await sweep(rule({ megabytes: 1 }));
  expect(await exists(young)).toBe(true);
});

test('by size the oldest go first, each account for itself', async () => {
  const raw = 'x'.repeat(400_000);
  const ids: string[] = [];
  for (let day = 10; day > 5; day--) ids.push(await old(day, { raw }));
  const shop = await old(20, { account: 'shop', raw });
  const forecast = await upkeep.retention.forecast(rule({ megabytes: 1 }), 'page');
  expect(forecast?.accounts).toMatchObject({ corp: { rows: 6 } });
  expect(await sweep(rule({ megabytes: 1 }))).toMatchObject({ rows: 6, bytes: forecast?.total.bytes });
  expect(await Promise.all([...ids, shop].map(exists))).toEqual([false, false, false, true, true, true]);
});

test('an account has its own rule, and messages of accounts that are gone have theirs', async () => {
  const corp = await old(40);
  const shop = await old(40, { account: 'shop' });
  const gone = await old(40, { account: 'closed' });
  await sweep(rule({ days: 30 }, { accounts: { shop: keepEverything }, gone: { days: 60, megabytes: null } }));
  expect([await exists(corp), await exists(shop), await exists(gone)]).toEqual([false, true, true]);
  await sweep(rule({}, { gone: { days: 30, megabytes: null } }));
  expect(await exists(gone)).toBe(false);
});

test('20,000 messages go while others arrive: none of these is lost or kept waiting, the index stays right, the file shrinks', async () => {
  const at = now - 100 * dayMs;
  for (let n = 0; n < 10; n++) {
    await Promise.all(Array.from({ length: 2000 }, () => receive({ at, raw: `<xml>${'x'.repeat(1500)}</xml>` })));
  }
  await expect.poll(async () => (await store.do('messages.searchable')).upto, { interval: 100, timeout: 60_000 }).toBeGreaterThan(19_500);
  const file = await store.do('retention.file');
  expect(file.shrinks).toBe(true);
  const arrived: string[] = [];
  const waits: number[] = [];
  const sweeping = sweep(rule({ days: 90 }));
  let done = false;
  void sweeping.then(() => {
    done = true;
  });
  while (!done) {
    const began = performance.now();
    arrived.push(await receive());
    waits.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const swept = await sweeping;
  expect(swept.rows).toBe(20_000);
  expect(swept.givenBack).toBeGreaterThan(file.bytes / 2);
  expect(await Promise.all(arrived.map(exists))).toEqual(arrived.map(() => true));
  expect((await count()).count).toBe(arrived.length);
  expect((await count('状态')).count).toBe(arrived.length);
  await store.do('retention.emptyWal');
  expect(statSync(join(dir, 'weiguan.db')).size).toBeLessThan(file.bytes / 2);
  waits.sort((a, b) => a - b);
  console.log(
    `sweep of ${swept.rows}: ${arrived.length} arrivals waited p50 ${waits[waits.length >> 1]?.toFixed(1)} ms, max ${waits.at(-1)?.toFixed(1)} ms`,
  );
}, 120_000);
