import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../database.ts';
import { add } from '../tables/active-messages.ts';
import { keepIndexed } from './index-behind.ts';
import { searchProgress } from './search-index.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('a disk that does not answer once neither ends the indexing nor its thread', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const db = openDatabase(':memory:');
  for (let index = 0; index < 600; index++) add(db, { key: `k${index}`, account: 'corp', person: 'li', at: 1, text: 'x' });
  let answers = true;
  const indexing = keepIndexed({
    ...db,
    one(...asked) {
      if (!answers) throw new Error('disk I/O error');
      return db.one(...asked);
    },
  });
  answers = false;
  vi.advanceTimersByTime(1_000);
  answers = true;
  vi.advanceTimersByTime(60_000);
  const { upto, newest } = searchProgress(db);
  expect(newest - upto).toBeLessThan(256);
  indexing.stop();
  db.close();
});
