import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { type Db, openDatabase } from '../database.ts';
import { testFolder } from '../test-store.ts';
import { count, page } from './message-search.ts';
import { indexNextRows, prepareSearch, searchProgress } from './search-index.ts';

let dir: string;
let db: Db;
const now = 1_800_000_000_000;
const file = () => join(dir, 'weiguan.db');

beforeEach(() => {
  dir = testFolder();
  db = openDatabase(file());
  prepareSearch(db);
});
afterEach(() => {
  db.close();
});

let key = 0;
interface Given {
  content?: string;
  account?: string;
  person?: string;
  at?: number;
  event?: string;
  state?: string;
  command?: string;
  ms?: number;
  answers?: string;
}

/** Puts a row into the log as the pipeline does, and gives back its id. */
function put({
  content = 'hello',
  account = 'ops',
  person = 'zhangsan',
  at = now,
  event,
  state = 'done',
  command,
  ms,
  answers,
}: Given): string {
  const type = event === undefined ? 'text' : 'event';
  const fields = event === undefined ? { Content: content } : { Event: event, EventKey: content };
  const message = { type, content, event, kind: 'menu', to: 'ww1', from: person, createdAt: at / 1000, fields };
  const { lastId } = db.run(
    `INSERT INTO messages (direction, account, at, type, event, person, dedupe_key, message, state, command, ms, answer, answers)
     VALUES (iif(:answers IS NULL, 'in', 'out'), :account, :at, :type, :event, :person, :key, iif(:answers IS NULL, :message, NULL), :state, :command, :ms,
       iif(:answers IS NULL, NULL, :content), :answers)`,
    { account, at, type, event, person, key: `k${key++}`, message, state, command, ms, content, answers },
  );
  return String(lastId);
}

const index = (most = 10_000) => indexNextRows(db, most);
const parse = (text: string) => parseFilter(text, { now, zone: 'Asia/Shanghai' }).filter;
const found = (text: string) => page(db, { limit: 100, filter: parse(text), now, budgetMs: 60_000 }).items.map(({ id }) => id);

describe.each([
  ['before anything is indexed', 0],
  ['with a half-built index', 3],
  ['with everything indexed', 10_000],
])('%s', (_, most) => {
  const search = (rows: Given[], text: string) => {
    const ids = rows.map(put);
    if (most > 0) index(most);
    return found(text).map((id) => ids.indexOf(id));
  };
  const contents = (...texts: string[]) => texts.map((content) => ({ content }));

  test('two Chinese characters are found inside of a sentence', () =>
    expect(search(contents('请重启服务器', '重新启动', '已重启', '启重'), '重启')).toEqual([2, 0]));
  test('one Chinese character is found, at the end of a sentence too', () =>
    expect(search(contents('服务器', '机房', '器件', '网络'), '器')).toEqual([2, 0]));
  test('a Chinese sentence is found as it stands', () =>
    expect(search(contents('重启服务器 web', '重启数据库的服务器', '服务器重启', 'x'), '重启服务器')).toEqual([0]));
  test('the beginning of an English word is found, the end is not', () =>
    expect(search(contents('restart web-01', 'prestart', 'RESTARTED', 'rest'), 'restart')).toEqual([2, 0]));
  test('full-width letters are letters', () => expect(search(contents('ＷＥＢ０１', 'web01', '01', 'x'), 'ｗeb01')).toEqual([1, 0]));
  test('Chinese and Latin in one word are found across the border', () =>
    expect(search(contents('重启web服务', '重启 db', '启web', 'x'), '启web')).toEqual([2, 0]));
  test('an emoji is found', () => expect(search(contents('好的👍🏽', '👎', '👍', 'x'), '👍')).toEqual([2, 0]));
  test('an address is found by its numbers, in their order', () =>
    expect(search(contents('ping 10.0.0.12', 'ping 12.0.0.10', '10 0 0', 'x'), '10.0.0.1')).toEqual([0]));
  test('quotes, operators and marks of the index language mean nothing', () => {
    const rows = contents('a "b" c', 'NOT x', 'a OR b', 'x*');
    expect(search(rows, '"a \\"b"')).toEqual([0]);
    for (const text of [
      '" OR 1=1 --"',
      'NEAR(a)',
      'a AND NOT',
      '*',
      '^a',
      'tokens:a',
      '{a}',
      "'; DROP TABLE messages",
      '\uE000',
      'a\u0000b',
    ]) {
      expect(() => found(text), text).not.toThrow();
    }
    expect(found('"NOT x"')).toHaveLength(1);
  });
  test('the answer, the person, the menu key and the name of the event are found', () => {
    const rows = [{ content: 'reboot.web', event: 'CLICK' }, { person: 'liqiang' }, { content: '已重启', answers: '1' }, {}];
    expect(search(rows, 'reboot')).toEqual([0]);
    expect(found('点击菜单')).toHaveLength(1);
    expect(found('liqiang')).toHaveLength(1);
    expect(found('重启')).toHaveLength(1);
  });
  test('terms are joined, negated and chosen from', () => {
    const rows = [
      { person: 'ZhangSan', content: '重启 a', event: 'CLICK', state: 'failed', ms: 2500 },
      { person: 'zhang.san@corp', content: '重启 b', ms: 100 },
      { person: 'lisi', content: '状态', account: 'dev-1', command: 'status' },
      { person: 'wangwu', content: '重启 c', at: now - 7_200_000 },
    ];
    expect(search(rows, 'from:zhangsan')).toEqual([0]);
    const indexes = (text: string) => found(text).map((id) => Number(id) - 1);
    expect(indexes('from:zhang*')).toEqual([1, 0]);
    expect(indexes('-from:zhang*')).toEqual([3, 2]);
    expect(indexes('from:zhang.san@corp,lisi')).toEqual([2, 1]);
    expect(indexes('account:dev-1')).toEqual([2]);
    expect(indexes('event:click status:failed')).toEqual([0]);
    expect(indexes('重启 -type:event')).toEqual([3, 1]);
    expect(indexes('重启 -重启')).toEqual([]);
    expect(indexes('-重启')).toEqual([2]);
    expect(indexes('ms:>2000 重启')).toEqual([0]);
    expect(indexes('-ms:>2000')).toEqual([3, 2, 1]);
    expect(indexes('since:1h 重启')).toEqual([1, 0]);
    expect(indexes('until:1h')).toEqual([3]);
    expect(indexes('command:STATUS,reboot')).toEqual([2]);
    expect(indexes('id:2..3')).toEqual([2, 1]);
    expect(indexes('has:answer')).toEqual([]);
  });
  test('a message that was answered is told from one that was not', () => {
    const [first] = [put({}), put({ content: 'ok', answers: '1' }), put({})];
    if (most > 0) index(most);
    expect(found('has:answer')).toEqual([first]);
    expect(found('-has:answer dir:in')).toEqual(['3']);
  });
});

test('rows that were deleted are not found any more, and others still are', () => {
  const ids = ['重启 a', '重启 b', '重启 c'].map((content) => put({ content }));
  index(2);
  db.run('DELETE FROM messages WHERE id IN (2, 3)');
  put({ content: '重启 d' });
  index();
  expect(found('重启')).toEqual(['4', ids[0]]);
  expect(db.all('SELECT rowid AS id FROM search WHERE search MATCH \'"0\uE003"\'').map(({ id }) => id)).toEqual([1, 4]);
});

test('after a crash the index goes on where it ended', () => {
  for (let row = 0; row < 10; row++) put({ content: `重启 ${row}` });
  index(4);
  db.close();
  db = openDatabase(file());
  prepareSearch(db);
  expect(searchProgress(db)).toEqual({ upto: 4, newest: 10 });
  expect(found('重启')).toHaveLength(10);
  index();
  expect(searchProgress(db)).toEqual({ upto: 10, newest: 10 });
  expect(found('重启')).toHaveLength(10);
});

test('an index of another version is built again', () => {
  put({ content: '重启' });
  index();
  db.run('UPDATE search_progress SET version = -1');
  prepareSearch(db);
  expect(searchProgress(db)).toMatchObject({ upto: 0 });
  index();
  expect(found('重启')).toEqual(['1']);
});

test('a search whose time is over says how far it came, and goes on from there to the same rows', () => {
  const wanted = [];
  db.exec('BEGIN');
  for (let row = 0; row < 5000; row++) {
    const id = put({ content: `row ${row}`, at: now + row, state: row % 1000 === 0 ? 'sent' : 'done' });
    if (row % 1000 === 0) wanted.unshift(id);
  }
  db.exec('COMMIT');
  index(4500);
  const ids = [];
  const cuts = [];
  let before: string | undefined;
  for (;;) {
    const answered = page(db, { limit: 100, filter: parse('status:sent row'), now, budgetMs: 0, before });
    ids.push(...answered.items.map(({ id }) => id));
    if (answered.next === null) break;
    cuts.push(answered.searchedUntil);
    before = answered.next;
  }
  expect(ids).toEqual(wanted);
  expect(cuts.length).toBeGreaterThan(3);
  expect(cuts).toEqual(cuts.toSorted((a = 0, b = 0) => b - a));
});

test('pages of a filter follow each other without a gap', () => {
  for (let row = 0; row < 50; row++) put({ content: row % 2 ? '重启' : '状态' });
  index(30);
  const first = page(db, { limit: 10, filter: parse('重启'), now, budgetMs: 60_000 });
  const second = page(db, { limit: 10, filter: parse('重启'), now, budgetMs: 60_000, before: first.next ?? '' });
  const third = page(db, { limit: 10, filter: parse('重启'), now, budgetMs: 60_000, before: second.next ?? '' });
  expect([first, second, third].map(({ items }) => items.length)).toEqual([10, 10, 5]);
  expect([first.items.at(-1)?.id, second.items[0]?.id, third.next]).toEqual(['32', '30', null]);
});

test('matching rows are counted up to a bound', () => {
  for (let row = 0; row < 30; row++) put({ content: '重启' });
  index(20);
  expect(count(db, { most: 100, filter: parse('重启'), now, budgetMs: 60_000 })).toEqual({ count: 30, next: null });
  expect(count(db, { most: 25, filter: parse('重启'), now, budgetMs: 60_000 })).toEqual({ count: 25, next: '6' });
});

test('times are found though the clock was set back meanwhile', () => {
  db.exec('BEGIN');
  for (let row = 0; row < 3000; row++) put({ at: row < 1500 ? now + row : now - 5_000_000 + row });
  put({ at: now + 5000 });
  db.exec('COMMIT');
  index(2999);
  expect(found('since:2027-01-15T16:00:01')).toHaveLength(100);
  expect(count(db, { most: 5000, filter: parse('since:30m'), now, budgetMs: 60_000 }).count).toBe(1501);
  expect(count(db, { most: 5000, filter: parse('until:30m'), now, budgetMs: 60_000 }).count).toBe(1500);
});

test('a row that is redacted before it is indexed is found by what it says now, and no more by what it said', () => {
  const [id = ''] = ['密码是 hunter2', '你好'].map((content) => put({ content }));
  expect(found('hunter2')).toEqual([id]);
  const row = db.one('SELECT message FROM messages WHERE id = :id', { id });
  db.run('UPDATE messages SET message = :message, redacted = 1 WHERE id = :id', {
    id,
    message: String(row?.message).replaceAll('hunter2', 'redacted'),
  });
  expect(found('hunter2')).toEqual([]);
  expect(found('redacted')).toEqual([id]);
  index();
  expect(found('redacted')).toEqual([id]);
});
