import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../../shared/account.ts';
import { failure } from '../../../shared/failures.ts';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { type Db, openDatabase } from '../database.ts';
import { page } from '../search/message-search.ts';
import { indexNextRows, prepareSearch } from '../search/search-index.ts';
import { put, replaceGiven } from './accounts.ts';
import { add } from './active-messages.ts';
import * as notices from './notices.ts';
import * as outbox from './outbox.ts';

const now = 1_800_000_000_000;
const lost = failure('platform/unreachable', { host: 'h', reason: 'r' });
const unsure = failure('platform/unsure', { reason: 'timeout' });
const card = { card_type: 'text_notice', main_title: { title: 'betaword' } } as const;
const template = { templateId: 't', data: { thing1: { value: '官网' } }, text: 'betaword 官网' };

const corp: Account = {
  ...{ id: 'corp', platform: 'wecom', name: '生产', receiverId: 'ww1', agentId: '1', mode: 'safe', apiBase: 'http://127.0.0.1' },
  ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'config' },
};

let db: Db;
beforeEach(() => {
  db = openDatabase(':memory:');
  prepareSearch(db);
});
afterEach(() => db.close());

const found = (text: string) =>
  page(db, { limit: 10, filter: parseFilter(text, { now, zone: 'Asia/Shanghai' }).filter, now }).items.map(({ id }) => id);

function queueNotice(more: Partial<notices.NoticeMessageRow>): string {
  const messages = [{ key: 'notice 1 0', text: 'alphaword', ...more }];
  return notices.queue(db, { ids: [], account: 'corp', person: 'li', at: now, messages }).messageIds[0] ?? '';
}

describe.each([true, false])('a row that goes out as something else (in the index: %s) is found by what it says now', (isIndexed) => {
  test('a card as its text', () => {
    const id = queueNotice({ card });
    if (isIndexed) indexNextRows(db, 10);
    expect([found('betaword'), found('type:template_card betaword')]).toEqual([[id], [id]]);
    outbox.failed(db, { id, attempt: { at: now, ms: 1 }, nextAt: null, failure: lost, instead: 'alphaword' });
    expect(found('alphaword')).toEqual([id]);
    expect(found('dir:out type:text')).toEqual([id]);
    expect([found('betaword'), found('dir:out type:template_card')]).toEqual([[], []]);
  });

  test('a text as its template message', () => {
    const id = queueNotice({ template: { message: template, only: false } });
    if (isIndexed) indexNextRows(db, 10);
    expect(found('alphaword')).toEqual([id]);
    outbox.failed(db, { id, attempt: { at: now, ms: 1 }, nextAt: null, failure: lost, asTemplate: true });
    expect(found('betaword')).toEqual([id]);
    expect(found('dir:out type:template')).toEqual([id]);
    expect([found('alphaword'), found('dir:out type:text')]).toEqual([[], []]);
  });
});

describe('what is to be sent next', () => {
  const queue = (account: string, person: string, at = now) =>
    add(db, { key: `${account} ${person} ${at}`, account, person, at, text: 'x' });
  const heads = (limit = 200) => outbox.heads(db, { limit }).map(({ account, person }) => `${account} ${person}`);

  test('an account with many people leaves room for the others, whose rows are newer', () => {
    for (let index = 0; index < 340; index++) queue('slow', `p${index}`);
    queue('good', 'li', now + 1);
    queue('good', 'wang', now + 2);
    expect(heads().filter((head) => head.startsWith('good'))).toEqual(['good li', 'good wang']);
    expect(heads(4)).toEqual(['slow p0', 'good li', 'slow p1', 'good wang']);
  });

  test('what belongs to an account that is not given at present waits for it to come back', () => {
    replaceGiven(db, { accounts: [corp] });
    queue('corp', 'li');
    queue('other', 'wang');
    replaceGiven(db, { accounts: [] });
    expect(heads()).toEqual(['other wang']);
    replaceGiven(db, { accounts: [corp] });
    expect(heads()).toEqual(['corp li', 'other wang']);
  });

  test('what a clock that was ahead has put off comes first, however much else is due', () => {
    const id = queue('corp', 'behind', now + 9_000);
    outbox.failed(db, { id, attempt: { at: now + 9_000, ms: 1 }, nextAt: now + 9_500, failure: lost });
    for (let index = 0; index < 40; index++) queue('corp', `p${index}`);
    expect(outbox.heads(db, { limit: 1, now })).toMatchObject([{ id, nextAt: 0 }]);
    outbox.failed(db, { id, attempt: { at: now, ms: 1 }, nextAt: now + 500, failure: lost });
    expect(outbox.heads(db, { limit: 99, now }).map((head) => head.id)).not.toContain(id);
  });

  test('whoever writes a UserID in other letters means the same person; an OpenID in other letters is another one', () => {
    put(db, { account: { ...corp, origin: 'console' } });
    put(db, { account: { ...corp, id: 'oa', platform: 'official-account', origin: 'console' } });
    for (const account of ['corp', 'oa']) for (const person of ['ZhangSan', 'zhangsan', 'ZHANGSAN']) queue(account, person);
    expect(heads()).toEqual(['corp ZhangSan', 'oa ZhangSan', 'oa zhangsan', 'oa ZHANGSAN']);
    expect(outbox.heads(db, { limit: 9 }).map(({ queue }) => queue)).toEqual(['zhangsan', 'ZhangSan', 'zhangsan', 'ZHANGSAN']);
  });

  test('each person has one row there, the oldest, however urgent the others are', () => {
    const id = queue('corp', 'li');
    queue('corp', 'li', now - 1);
    outbox.failed(db, { id, attempt: { at: now, ms: 1 }, nextAt: now + 9, failure: lost });
    expect(outbox.heads(db, { limit: 9 })).toMatchObject([{ id, nextAt: now + 9, tries: 1 }]);
  });
});

describe('what was sent since then', () => {
  const sent = (since: Record<string, number>) =>
    outbox.sentSince(db, { since, now }).map(({ account, person, at }) => `${account} ${person} ${at - now}`);
  const queue = (person: string, account = 'corp') => add(db, { key: `${account} ${person}`, account, person, at: now - 9_000, text: 'x' });
  const send = (id: string, at: number, ms = 0) => outbox.sent(db, { id, attempt: { at, ms } });

  test('is what came to its end since then, whenever it was queued or begun, of the accounts in question', () => {
    send(queue('before'), now - 5_000, 900);
    send(queue('begun before'), now - 5_000, 1_500);
    send(queue('after'), now - 3_000, 10);
    send(queue('li', 'other'), now - 3_000);
    expect(sent({ corp: now - 4_000 })).toEqual(['corp begun before -3500', 'corp after -2990']);
    expect(sent({ corp: now - 1_000, other: now - 4_000, none: 0 })).toEqual(['other li -3000']);
  });

  test('is also what may have arrived, but not what was never carried out', () => {
    const id = queue('li');
    for (const [at, why] of [unsure, lost, unsure].entries())
      outbox.failed(db, { id, attempt: { at: now - 3_000 + at, ms: 1, failure: why }, nextAt: now + 9_000, failure: why });
    expect(sent({ corp: now - 4_000 })).toEqual(['corp li -2999', 'corp li -2997']);
  });

  test('is also what may have been under way when the program was killed: the first row of each person that was due', () => {
    queue('li');
    add(db, { key: 'second', account: 'corp', person: 'li', at: now, text: 'x' });
    outbox.failed(db, { id: queue('wang'), attempt: { at: now - 1, ms: 1, failure: lost }, nextAt: now + 1, failure: lost });
    queue('zhao', 'other');
    expect(sent({ corp: now - 1_000 })).toEqual(['corp li 0']);
  });

  test('is no change of a card that somebody has', () => {
    const change = { button: { replace_name: 'x' } } as const;
    for (const key of ['under way', 'done']) {
      const id = add(db, { key, account: 'corp', person: key, at: now - 1, text: 'x' });
      const card = JSON.stringify({ kind: 'update', responseCode: 'c', change });
      db.run("UPDATE messages SET type = 'update_button', card = :card WHERE id = :id", { id, card });
      if (key === 'done') send(id, now - 1);
    }
    expect(sent({ corp: now - 1_000 })).toEqual([]);
  });
});

describe('attempts that may have arrived', () => {
  const fail = (id: string, at: number, why = unsure) =>
    outbox.failed(db, { id, attempt: { at, ms: 1, failure: why }, nextAt: at, failure: why });
  const told = () => outbox.heads(db, { limit: 1 })[0]?.unsure;

  test('are counted from the first of them, not from those that were not carried out', () => {
    const id = queueNotice({});
    expect(told()).toBeUndefined();
    fail(id, now + 1, lost);
    expect(told()).toBeUndefined();
    fail(id, now + 2);
    fail(id, now + 3, lost);
    fail(id, now + 4);
    expect(told()).toEqual({ at: now + 2, tries: 2 });
  });

  test('are not forgotten among many others', () => {
    const id = queueNotice({});
    for (let index = 1; index < 60; index++) fail(id, now + index, index === 3 ? unsure : lost);
    expect(told()).toEqual({ at: now + 3, tries: 1 });
  });

  test('count anew for a row that an admin puts back', () => {
    const id = queueNotice({});
    fail(id, now + 1);
    outbox.failed(db, { id, attempt: { at: now + 2, ms: 1, failure: unsure }, nextAt: null, failure: unsure });
    outbox.again(db, { ids: [id], now: now + 3 });
    fail(id, now + 4, lost);
    expect(told()).toBeUndefined();
    fail(id, now + 5);
    expect(told()).toEqual({ at: now + 5, tries: 1 });
  });

  test('of a clock that was ahead are not taken for new ones', () => {
    const hour = 3_600_000;
    const id = queueNotice({});
    fail(id, now + hour);
    outbox.failed(db, { id, attempt: { at: now + 2 * hour, ms: 1, failure: unsure }, nextAt: null, failure: unsure });
    outbox.again(db, { ids: [id], now: now + 3 });
    fail(id, now + 4, lost);
    expect(told()).toBeUndefined();
    const attempts = JSON.parse(String(db.one('SELECT attempts FROM messages WHERE id = :id', { id })?.attempts));
    expect(attempts.map(({ at, failure: why }: { at: number; failure: { code: string } }) => [at - now, why.code])).toEqual([
      ...[2, 2].map((at) => [at, unsure.code]),
      [4, lost.code],
    ]);
  });
});
