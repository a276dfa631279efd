import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '../database.ts';
import { minutes } from '../tables/messages.ts';
import { noncesPage } from '../tables/nonces.ts';
import { idsInBlock, indexNextRows, prepareSearch, spansSince } from './search-index.ts';

/** Clocks are set back and forth, and the index is anywhere behind the log. */
const logs = fc.record({
  jumps: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 8 }),
  rowsBetween: fc.integer({ min: 1, max: 700 }),
  indexed: fc.double({ min: 0, max: 1, noNaN: true }),
  since: fc.integer({ min: -8, max: 8 }),
});

test('what came since a time is found, however the clock went and however far the index has come', () => {
  fc.assert(
    fc.property(logs, ({ jumps, rowsBetween, indexed, since }) => {
      const db = openDatabase(':memory:');
      prepareSearch(db);
      const times: number[] = [];
      let at = 100 * 60_000;
      for (const jump of jumps) {
        at += jump * 60_000;
        times.push(...Array<number>(rowsBetween).fill(at));
      }
      db.exec('BEGIN');
      for (const [row, time] of times.entries()) {
        db.run(
          `INSERT INTO messages (direction, account, at, type, dedupe_key, state, request)
           VALUES ('in', 'ops', :time, 'text', :key, 'done', json_object('query', json_object('nonce', :key, 'timestamp', '1')))`,
          { time, key: `${row}` },
        );
      }
      db.exec('COMMIT');
      const most = Math.floor(times.length * indexed);
      for (let left = most; left > 0; left -= 256) indexNextRows(db, Math.min(left, 256));

      const from = (100 + since) * 60_000;
      const wanted = times.filter((time) => time >= from);
      expect(minutes(db, { since: from }).reduce((sum, minute) => sum + minute.in, 0)).toBe(wanted.length);
      const nonces: number[] = [];
      let below = 0;
      do {
        const { records, next } = noncesPage(db, { accounts: ['ops'], since: from, signedSince: 0, below });
        nonces.push(...records.map(({ nonce }) => Number(nonce)));
        below = next;
      } while (below > 0);
      expect(nonces.toSorted((a, b) => a - b)).toEqual(times.flatMap((time, row) => (time >= from ? [row] : [])));
      db.close();
    }),
    { numRuns: 12 },
  );
});

test('a clock that was far ahead once has its own rows looked at from then on, not all that followed', () => {
  const db = openDatabase(':memory:');
  prepareSearch(db);
  const rows = 6 * idsInBlock;
  db.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
    INSERT INTO messages (direction, account, at, type, state) SELECT 'in', 'ops', iif(i = 1500, 1e12, i), 't', 'done' FROM n`);
  for (let left = rows; left > 0; left -= 256) indexNextRows(db, 256);
  expect(spansSince(db, rows - 10)).toEqual([
    [idsInBlock, 2 * idsInBlock],
    [5 * idsInBlock, Number.MAX_SAFE_INTEGER],
  ]);
  db.close();
});
