import { expect, test, vi } from 'vitest';
import { openDatabase } from '../database.ts';
import { pictures } from './retention.ts';
import { put } from './runs.ts';

test('However slow the store is, each step of the walk through the pictures gets on', () => {
  const db = openDatabase(':memory:');
  for (const id of ['a', 'b', 'c']) {
    const run = { id, at: 1_000, origin: 'console' as const, command: 'screenshot', line: '截图 db', danger: 'read' as const };
    put(db, { run: { ...run, targets: ['db'], state: 'done' }, trail: [], picture: { type: 'image/png', base64: 'xyz' } });
  }
  let passed = 0;
  const slow = vi.spyOn(performance, 'now').mockImplementation(() => (passed += 1_000));
  let step = pictures(db, { after: null, before: 2_000, remove: true });
  let steps = 1;
  for (; step.next !== null && steps < 10; steps++) step = pictures(db, { after: step.next, before: 2_000, remove: true });
  slow.mockRestore();
  expect(steps).toBe(4);
  expect(db.one('SELECT count(*) AS gone FROM runs WHERE picture_gone = 1 AND bytes IS NULL')).toEqual({ gone: 3 });
});
