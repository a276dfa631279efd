import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseFilter } from '../../../shared/filter/parse.ts';
import { type Db, openDatabase } from '../database.ts';
import { indexNextRows, prepareSearch } from './search-index.ts';
import { planSearch } from './search-plan.ts';
import { nextRows } from './search-steps.ts';

const now = 1_800_000_000_000;
const rows = 5000;
let db: Db;

beforeEach(() => {
  db = openDatabase(':memory:');
  prepareSearch(db);
  db.exec('BEGIN');
  for (let row = 0; row < rows; row++) {
    db.run(
      `INSERT INTO messages (direction, account, at, type, person, dedupe_key, state, command, ms)
       VALUES ('in', 'ops', :at, 'text', 'zhangsan', :key, 'failed', 'status', 3000)`,
      { at: now + row, key: `k${row}` },
    );
  }
  db.exec('COMMIT');
  indexNextRows(db, rows);
});
afterEach(() => db.close());

const planOf = (text: string) => planSearch(db, { filter: parseFilter(text, { now, zone: 'Asia/Shanghai' }).filter, now });

test.each([
  ['a frequent command and a time that none took', 'command:status ms:<1'],
  ['a frequent command that was never answered', 'command:status has:answer'],
  ['many failures, none of them slower', 'status:failed ms:<1'],
  ['many slow ones, none of them answered', 'ms:>2000 has:answer'],
  ['many failures, none of another command', 'status:failed -command:status'],
])('%s: each step looks at some rows only, and the last one ends at the oldest row', (_, filter) => {
  const plan = planOf(filter);
  let before = rows + 1;
  let steps = 0;
  while (before > plan.oldest) {
    const { rows: found, reached } = nextRows(db, plan, { before, want: 100, asRows: false });
    expect(found).toEqual([]);
    expect(before - reached).toBeLessThanOrEqual(2000);
    before = reached;
    steps += 1;
  }
  expect(steps).toBeGreaterThan(2);
});

test('somebody who never wrote is looked up by name, however frequent the command is', () => {
  expect(planOf('command:status from:nobody').few).toBeUndefined();
});
test('a failure that is rare is looked up in the list of failures', () => {
  db.run("UPDATE messages SET state = 'done' WHERE id <> 7");
  expect(planOf('status:failed from:zhangsan').few?.index).toBe('messages_notable');
});
