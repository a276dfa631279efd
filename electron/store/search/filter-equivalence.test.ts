import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatFilter } from '../../../shared/filter/format.ts';
import { matches } from '../../../shared/filter/matches.ts';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { messageStates } from '../../../shared/message-log.ts';
import { type Db, openDatabase } from '../database.ts';
import { byIds } from '../tables/message-reading.ts';
import { toFilterRow } from './filter-row.ts';
import { count, page } from './message-search.ts';
import { indexNextRows, prepareSearch } from './search-index.ts';

const now = 1_800_000_000_000;
const clock = { now, zone: 'Asia/Shanghai' };

const persons = ['zhangsan', 'ZhangSan', 'zhang.san@corp', 'zhang_san', 'zhang%san', 'oA1-_x', '张三', "o'neil", 'ß', 'Ünal', 'ünal', ''];
const words = [
  '重启',
  '重',
  '启动',
  '服务器',
  'web',
  'Web-01',
  'restart',
  '10.0.0.12',
  '１２',
  '👍',
  '👍🏽',
  '⚠️nginx',
  '⚠',
  '❤重启',
  '1️⃣web',
  'ﬁle',
  'İzmir',
  'カタカナ',
  'ｶﾀｶﾅ',
  'é',
  'e\u0301',
  '한국어',
  '"',
  '*',
];
const text = fc
  .array(fc.constantFrom(...words), { maxLength: 5 })
  .chain((parts) => fc.constantFrom(' ', '', '，').map((glue) => parts.join(glue)));

const row = fc.record({
  direction: fc.constantFrom('in', 'out', 'refused'),
  account: fc.constantFrom('ops', 'OPS', 'dev-1', 'dev'),
  at: fc.integer({ min: now - 100_000_000, max: now }),
  event: fc.option(fc.constantFrom('CLICK', 'click', 'subscribe', 'my_event'), { nil: undefined }),
  person: fc.constantFrom(...persons),
  state: fc.constantFrom(...Object.values(messageStates).flat()),
  command: fc.option(fc.constantFrom('status', 'Status', 'reboot'), { nil: undefined }),
  ms: fc.option(fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.double({ min: 0, max: 5000, noNaN: true })), { nil: undefined }),
  failure: fc.option(fc.constant({ code: 'wechat/-40001', message: '', hint: '' }), { nil: undefined }),
  answered: fc.boolean(),
  content: text,
});

const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
const value = (...from: string[]) => fc.array(fc.constantFrom(...from), { minLength: 1, maxLength: 3 }).map((values) => values.join(','));
const term = fc.oneof(
  fc.constantFrom(...persons).map((person) => `from:${quoted(person)}`),
  value('zhang*', 'ZHANG*', 'zhang.*', 'zhang_*', 'lisi', 'ü*', '张*', 'zhangsan', '"o\'neil"').map((list) => `from:${list}`),
  value('ops', 'dev*', 'dev-1').map((list) => `account:${list}`),
  value('text', 'event', 'wechat/*').map((list) => `type:${list}`),
  value('click', 'SUBSCRIBE', 'my*', '点击菜单').map((list) => `event:${list}`),
  value(...Object.values(messageStates).flat()).map((list) => `status:${list}`),
  value('in', 'out', 'refused').map((list) => `dir:${list}`),
  value('status', 'REBOOT', 're*').map((list) => `command:${list}`),
  value('>2000', '<=100', '100..200', '1200', '>=1000', '1..').map((list) => `ms:${list}`),
  value('1h', '10h', '2027-01-15', '2027-01-15T10:00').map((list) => `since:${list}`),
  value('1h', '10h', '2027-01-14').map((list) => `until:${list}`),
  value('1', '5..9', '>20', '>32767').map((list) => `id:${list}`),
  value('command', 'answer', 'failure').map((list) => `has:${list}`),
  text.map((words) => quoted(words)),
  value(...words.slice(0, 12)).map((list) => `text:${list}`),
);
const filterText = fc
  .array(
    fc.tuple(fc.constantFrom('', '', '', '-'), term).map((parts) => parts.join('')),
    { minLength: 1, maxLength: 4 },
  )
  .map((terms) => terms.join(' '));

/** Where a log begins: at its start, and before the border of a block and of a part of the index. */
const firstId = fc.constantFrom(1, 1020, 32_760);

let key = 0;
function put(db: Db, given: typeof row extends fc.Arbitrary<infer Row> ? Row : never): void {
  const { content, answered, direction, person, event, failure, ...columns } = given;
  const type = direction === 'refused' ? 'wechat/-40001' : event === undefined ? 'text' : 'event';
  const message = {
    type,
    content,
    event,
    kind: 'other',
    to: 'ww1',
    from: person,
    createdAt: 0,
    fields: { Content: content, Nested: { List: [content, 'leaf'] } },
  };
  const { lastId } = db.run(
    `INSERT INTO messages (direction, account, at, type, event, person, dedupe_key, message, state, command, ms, failure, answer)
     VALUES (:direction, :account, :at, :type, :event, :person, :key, :message, :state, :command, :ms, :failure, :answer)`,
    {
      ...columns,
      ...{ direction, person, event, failure, type, key: `k${key++}` },
      message: direction === 'in' ? message : undefined,
      answer: direction === 'out' ? content : undefined,
    },
  );
  if (answered) db.run('UPDATE messages SET answers = :lastId WHERE id = :lastId - 1', { lastId });
}

// why several: on a busy machine one of all runs takes longer than a test may
test.each([1, 2, 3, 4, 5])('a live row meets a filter just where the store finds it, whether it is indexed yet or not (%i)', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.nat(30),
      firstId,
      fc.array(filterText, { minLength: 10, maxLength: 30 }),
      (rows, indexed, first, filters) => {
        const db = openDatabase(':memory:');
        prepareSearch(db);
        db.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('messages', :before)", { before: first - 1 });
        db.exec('BEGIN');
        for (const given of rows) put(db, given);
        db.exec('COMMIT');
        if (indexed > 0) indexNextRows(db, indexed);
        const live = byIds(db, { ids: rows.map((_, index) => String(index + first)) }).map(toFilterRow);
        for (const written of filters) {
          const { filter } = parseFilter(written, clock);
          const expected = live.filter((candidate) => matches(filter, candidate, now)).map(({ id }) => id);
          const found = page(db, { limit: 100, filter, now, budgetMs: 60_000 });
          expect(
            found.items.map(({ id }) => id),
            `${written} (${formatFilter(filter)})`,
          ).toEqual(expected);
          expect(found.next).toBeNull();
          expect(count(db, { most: 100, filter, now, budgetMs: 60_000 }).count, written).toBe(expected.length);
        }
        db.close();
      },
    ),
    { numRuns: 30 },
  );
});
