import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultRetention, keepEverything } from '../../shared/retention.ts';
import { openKeptValues } from '../kept-values.ts';
import { openDatabase } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { openTestStore, testFolder } from '../store/test-store.ts';
import { openRetention, type RetentionRoom } from './retention.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 10, 21);
const days90 = { ...defaultRetention, all: { ...keepEverything, days: 90 } };
let dir: string;
let store: Store;
let retention: RetentionRoom;
const clock = { wall: start, passed: 0, now: () => clock.wall, elapsed: () => clock.passed };

async function open(): Promise<void> {
  store = await openTestStore(dir);
  retention = openRetention({
    ...{ store, kept: await openKeptValues(store), clock, dataDir: dir, accounts: () => ['corp'], onChange: () => undefined },
    onBug: (error) => {
      throw error;
    },
  });
}

async function close(): Promise<void> {
  await retention.close();
  await store.close();
}

beforeEach(async () => {
  Object.assign(clock, { wall: start, passed: 0 });
  dir = testFolder();
  await open();
});
afterEach(close);

async function receive(ageDays: number): Promise<void> {
  const at = start - ageDays * dayMs;
  const row = { account: 'corp', at, dedupeKey: `key ${ageDays}`, type: 'text', person: 'zhangsan', xml: '<xml/>', raw: '<xml/>' };
  await store.do('messages.receive', { ...row, state: 'done', request: '{}' });
}

/** Sweeps while the clock says `wall`, after so many ms more have really passed. */
async function sweepAt(wall: number, passedMs: number): Promise<number> {
  Object.assign(clock, { wall, passed: clock.passed + passedMs });
  return (await retention.sweep()).rows;
}

test('a clock that jumps a year ahead sweeps nothing of the log, and says so; what is old by the time that passed goes', async () => {
  for (const age of [1, 89, 120]) await receive(age);
  await retention.set(days90);
  expect(await sweepAt(start + hourMs, hourMs)).toBe(1);
  expect(await sweepAt(start + 365 * dayMs, hourMs)).toBe(0);
  expect((await retention.get()).clockAheadMs).toBeGreaterThan(300 * dayMs);
  expect(await sweepAt(start + 2 * hourMs, hourMs)).toBe(0);
  expect((await retention.get()).clockAheadMs).toBe(0);
});

test('a program that starts with a clock a year ahead sweeps nothing, until the clock has stayed so for three days', async () => {
  for (const age of [1, 30]) await receive(age);
  await retention.set(days90);
  await retention.sweep();
  await close();
  Object.assign(clock, { wall: start + 365 * dayMs, passed: 0 });
  await open();
  expect(await sweepAt(start + 365 * dayMs, 0)).toBe(0);
  expect(await sweepAt(start + 367 * dayMs, 48 * hourMs)).toBe(0);
  expect(await sweepAt(start + 368 * dayMs + hourMs, 25 * hourMs)).toBe(2);
  expect((await retention.get()).clockAheadMs).toBe(0);
});

test('refused requests, however many strangers send, take no message by a bound in megabytes', async () => {
  for (const age of [130, 120]) await receive(age);
  const bound = { ...defaultRetention, all: { days: null, megabytes: 1 } };
  await retention.set(bound);
  await retention.sweep();
  const request = { method: 'POST', path: '/callback/corp', query: {}, remoteAddress: '203.0.113.9', userAgent: '' };
  const said = { raw: 'x'.repeat(4096), request, failure: { code: 'wechat/-40001', message: 'm', hint: 'h' } } as const;
  const refusal = { account: 'corp', at: start - 2 * dayMs, ms: 1, ...said };
  for (let hour = 0; hour < 3; hour++) {
    await Promise.all(Array.from({ length: 300 }, () => store.do('messages.refuse', refusal)));
    expect((await retention.forecast(bound, 'page'))?.total.rows).toBe(0);
    expect((await retention.sweep()).rows).toBe(0);
  }
  await retention.set(days90);
  expect((await retention.sweep()).rows).toBe(2);
});

describe('with 6 MB of messages', () => {
  /** A bound that nothing exceeds. */
  const roomy = { ...defaultRetention, all: { days: null, megabytes: 7 } };
  beforeEach(async () => {
    for (const age of [130, 120]) await receive(age);
    await receiveMany(0, start - dayMs);
  });

  async function receiveMany(first: number, at: number): Promise<void> {
    const xml = `<xml>${'x'.repeat(1000)}</xml>`;
    const message = { account: 'corp', type: 'text', person: 'zhangsan', xml, raw: xml, state: 'done', request: '{}' } as const;
    const arrivals = Array.from({ length: 3000 }, (_, row) => ({ ...message, at: at + row, dedupeKey: `row ${first + row}` }));
    await Promise.all(arrivals.map((arrival) => store.do('messages.receive', arrival)));
  }

  test('nothing goes for what an earlier sweep counted and is no longer so large', async () => {
    await retention.set(roomy);
    await retention.sweep();
    const other = openDatabase(join(dir, 'weiguan.db'));
    other.exec("UPDATE messages SET raw = '', xml = '' WHERE id > 2");
    other.close();
    await receiveMany(3000, start - 2 * dayMs);
    expect((await retention.sweep()).rows).toBe(0);
  });

  test('a bound that nothing exceeds takes nothing, however many ask at the same time what would go', async () => {
    const sweeping = retention.sweep();
    const superseded = Array.from({ length: 3 }, () => retention.forecast(roomy, 'page'));
    const forecast = retention.forecast(roomy, 'page');
    expect(await Promise.all(superseded)).toEqual([null, null, null]);
    expect((await forecast)?.total.rows).toBe(0);
    await sweeping;
    await retention.set(roomy);
    expect((await retention.sweep()).rows).toBe(0);
  });

  test('two who ask at the same time what would go are both told', async () => {
    const [one, other] = [retention.forecast(roomy, 'page'), retention.forecast(days90, 'another page')];
    expect([(await one)?.total.rows, (await other)?.total.rows]).toEqual([0, 2]);
  });

  test('what would go can be asked while a sweep takes rows out', async () => {
    await retention.set(days90);
    const sweeping = retention.sweep();
    for (let asked = 0; asked < 5; asked++) expect((await retention.forecast(roomy, 'page'))?.total.rows).toBe(0);
    expect((await sweeping).rows).toBe(2);
  });
});
