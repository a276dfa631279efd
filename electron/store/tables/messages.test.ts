import { beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import type { Db } from '../database.ts';
import type { AnswerRecord, Arrival, RefusalRecord } from '../records.ts';
import { openTestDatabase, testFolder } from '../test-store.ts';
import * as accounts from './accounts.ts';
import { get } from './message-reading.ts';
import { addAnswer, lastArrivals, receive, redelivered, refuse } from './messages.ts';
import { replayKey } from './replay-key.ts';

let db: Db;

beforeEach(() => {
  db = openTestDatabase();
});

const arrival = (change: Partial<Arrival> = {}): Arrival => ({
  ...{ account: 'ops', at: 1000, dedupeKey: 'a', type: 'text', person: 'zhangsan', xml: '<xml/>', raw: '<xml/>' },
  ...{ state: 'running', command: 'status', request: '{}' },
  ...change,
});
const answer = (key: string, change: Partial<AnswerRecord> = {}): AnswerRecord => ({
  ...{ key, at: 1000, type: 'text', text: key, xml: '', raw: `sealed ${key}`, state: 'sent' },
  ...change,
});

describe('deliveries of one message', () => {
  const times = (id: string) => get(db, { id })?.redeliveries;

  test('are kept with their times, those of a message that is still worked on too', () => {
    const { id } = receive(db, arrival());
    expect(times(id)).toBeUndefined();
    redelivered(db, { account: 'ops', dedupeKey: 'a', at: 6000 });
    receive(db, arrival({ at: 11_000 }));
    expect(get(db, { id })).toMatchObject({ at: 1000, deliveries: 3, redeliveries: [6000, 11_000] });
  });
  test('beyond the tenth repetition make room for the last ones', () => {
    const { id } = receive(db, arrival());
    for (let n = 1; n <= 14; n++) receive(db, arrival({ at: n * 10_000 }));
    expect(times(id)).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((n) => n * 10_000));
    expect(get(db, { id })?.deliveries).toBe(15);
  });
});

describe('a reply by hand', () => {
  test('is no run of the command that the message ran', () => {
    const { id } = receive(db, arrival());
    const hand = addAnswer(db, { id, answer: answer('hand 1 0', { state: 'queued' }) });
    const own = addAnswer(db, { id, answer: answer(`answer ${id} 0 1`) });
    expect(get(db, { id: hand })?.command).toBeUndefined();
    expect(get(db, { id: own })?.command).toBe('status');
  });
  test('written before the answer is not what a redelivery gets', () => {
    const { id } = receive(db, arrival());
    addAnswer(db, { id, answer: answer('hand 1 0', { state: 'queued' }) });
    expect(receive(db, arrival())).toEqual({ id, fresh: false, at: expect.any(Number), state: 'running', deliveries: 2 });
    addAnswer(db, { id, answer: answer(`answer ${id} 0 1`) });
    expect(receive(db, arrival())).toMatchObject({ answer: { text: `answer ${id} 0 1` } });
  });
  test('is related to its message all the same', () => {
    const { id } = receive(db, arrival());
    const hand = addAnswer(db, { id, answer: answer('hand 1 0', { state: 'queued' }) });
    expect(get(db, { id })).toMatchObject({ related: hand });
  });
});

test('the promise of an answer is not the answer', () => {
  const { id } = receive(db, arrival());
  addAnswer(db, { id, answer: answer(`promise ${id} 1`) });
  addAnswer(db, { id, answer: answer(`answer ${id} 0 1`, { state: 'late' }) });
  expect(receive(db, arrival())).toMatchObject({ answer: { text: `answer ${id} 0 1`, state: 'late' } });
});

describe('when an account last heard from WeChat', () => {
  const account = (id: string) =>
    db.run("INSERT INTO accounts (id, origin, account) VALUES (:id, 'console', :account)", { id, account: { id } });

  test('is the time of its last arrival, and unknown where there is none', () => {
    for (const id of ['ops', 'quiet']) account(id);
    receive(db, arrival({ dedupeKey: 'a', at: 1000 }));
    const { id } = receive(db, arrival({ dedupeKey: 'b', at: 2000 }));
    addAnswer(db, { id, answer: answer('k', { at: 3000 }) });
    receive(db, arrival({ account: 'deleted', at: 4000 }));
    expect(lastArrivals(db)).toEqual({ ops: 2000 });
  });
  test('is unknown of a new one under the id of a deleted one, until it hears of it itself', () => {
    const ops = { id: 'ops', origin: 'console', receiverId: 'ww1' } as Parameters<typeof accounts.put>[1]['account'];
    accounts.put(db, { account: ops });
    receive(db, arrival({ dedupeKey: 'a', at: 1000 }));
    accounts.put(db, { account: ops });
    expect(lastArrivals(db)).toEqual({ ops: 1000 });
    accounts.remove(db, { id: 'ops' });
    accounts.put(db, { account: ops });
    expect(lastArrivals(db)).toEqual({});
    receive(db, arrival({ dedupeKey: 'b', at: 900 }));
    expect(lastArrivals(db)).toEqual({ ops: 900 });
  });
  test('is not the time of a replay, even where what it replays has gone', () => {
    account('ops');
    receive(db, arrival({ dedupeKey: 'a', at: 1000 }));
    receive(db, arrival({ dedupeKey: replayKey('1', 'k'), at: 2000 }));
    expect(lastArrivals(db)).toEqual({ ops: 1000 });
  });
  test('is looked for among the newest rows only, so that a long log does not hold up the start', () => {
    account('ops');
    receive(db, arrival());
    db.run("INSERT INTO messages (id, direction, account, at, type, state) VALUES (60000, 'out', 'ops', 5000, 'text', 'sent')");
    expect(lastArrivals(db)).toEqual({});
  });
});

describe('of refused requests', () => {
  const request = { method: 'POST', path: '', query: {}, remoteAddress: '', userAgent: '' };
  const refusal = (code: string, matches?: boolean): RefusalRecord => ({
    ...{ account: 'ops', at: 1000, raw: '', ms: 1, request, failure: { code, message: '', hint: '' } },
    ...(matches !== undefined && { signature: { name: 'msg_signature', parts: [], computed: 'a', given: 'a', matches } }),
  });
  const flood = (count: number, record: RefusalRecord) => {
    db.exec('BEGIN');
    for (let i = 0; i < count; i++) refuse(db, record);
    db.exec('COMMIT');
  };
  const kept = (): Record<string, number> => {
    const rows = db.all("SELECT type, count(*) AS n FROM messages WHERE direction = 'refused' GROUP BY type");
    return Object.fromEntries(rows.map(({ type, n }) => [type, Number(n)]));
  };

  test('those whose signature was right are not pushed out by those of strangers, however many come', () => {
    flood(150, refusal('callback/replayed', true));
    for (let round = 0; round < 3; round++) {
      flood(limits.refusalsKept / 2, refusal('wechat/-40001', false));
      flood(limits.refusalsKept / 2, refusal('callback/wrong-path'));
      refuse(db, refusal('callback/nonce-reused', true));
    }
    const { 'callback/replayed': replayed, 'callback/nonce-reused': reused, ...junk } = kept();
    expect([replayed, reused]).toEqual([150, 3]);
    expect(Object.values(junk).reduce((sum, n) => sum + n)).toBeLessThanOrEqual(limits.refusalsKept + 100);
  });
  test('nor is there any end of room for those: the oldest make room for newer ones', () => {
    refuse(db, refusal('callback/replayed', true));
    flood(limits.refusalsKept + limits.signedRefusalsKept + 200, refusal('callback/nonce-reused', true));
    expect(kept()).toEqual({ 'callback/nonce-reused': expect.any(Number) });
    expect(kept()['callback/nonce-reused']).toBeLessThanOrEqual(limits.refusalsKept + limits.signedRefusalsKept + 100);
  });
  test('those of before a restart are told apart all the same', () => {
    flood(50, refusal('callback/replayed', true));
    flood(limits.refusalsKept, refusal('callback/wrong-path'));
    const folder = testFolder();
    db.exec(`VACUUM INTO '${folder}/weiguan.db'`);
    db = openTestDatabase(folder);
    flood(limits.refusalsKept + 100, refusal('callback/wrong-method'));
    expect(kept()).toEqual({ 'callback/replayed': 50, 'callback/wrong-method': expect.any(Number) });
  });
});
