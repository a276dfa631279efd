import { beforeEach, expect, test } from 'vitest';
import type { Db } from '../database.ts';
import { openTestDatabase } from '../test-store.ts';
import { append, recordsAfter, verify } from './audit.ts';

let db: Db;
beforeEach(() => {
  db = openTestDatabase();
  append(db, [{ kind: 'asked', line: '重启 web-01' }, { kind: 'done' }]);
  append(db, [{ kind: 'asked', line: 'status' }, { kind: 'done' }]);
});

const verdict = () => verify(db, { after: 0, limit: 100 });

/** As somebody would who has the file and knows SQLite. */
function tamper(sql: string): void {
  db.exec('DROP TRIGGER audit_unchanged; DROP TRIGGER audit_kept');
  db.exec(sql);
}

test('an untouched trail fits from its beginning to its end', () => expect(verdict()).toEqual({ checked: 4, next: null }));

test('it is checked in stretches', () => {
  const first = verify(db, { after: 0, limit: 2 });
  expect(first).toMatchObject({ checked: 2, next: { after: 2 } });
  expect(verify(db, { ...first.next, after: 2, limit: 100 })).toEqual({ checked: 4, next: null });
});

test('the program itself can neither change nor delete a record', () => {
  expect(() => db.exec("UPDATE audit SET record = '{}' WHERE seq = 1")).toThrow('only added to');
  expect(() => db.exec('DELETE FROM audit')).toThrow('only added to');
});

test.each([
  ['changed', "UPDATE audit SET record = replace(record, 'web-01', 'web-02') WHERE seq = 1", 1],
  ['deleted from the middle', 'DELETE FROM audit WHERE seq = 2', 2],
  ['deleted from the end', 'DELETE FROM audit WHERE seq = 4', 4],
  ['put in', "INSERT INTO audit (record, hash) VALUES ('{}', 'made up')", 5],
])('a record that was %s is found', (_what, sql, broken) => {
  tamper(sql);
  expect(verdict().broken).toBe(broken);
});

test('records are read in order, with their hashes', () => {
  expect(recordsAfter(db, { after: 1, limit: 2 }).map(({ seq, record }) => [seq, JSON.parse(record).kind])).toEqual([
    [2, 'done'],
    [3, 'asked'],
  ]);
});
