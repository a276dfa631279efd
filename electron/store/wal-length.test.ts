import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase, openForReading } from './database.ts';
import { testFolder } from './test-store.ts';
import { walShortener } from './wal-length.ts';

test('a long write-ahead log is emptied once nobody reads; while somebody does, that is not waited for', () => {
  const file = join(testFolder(), 'weiguan.db');
  const walBytes = () => statSync(`${file}-wal`).size;
  const db = openDatabase(file);
  const reader = openForReading(file);
  reader.exec('BEGIN');
  reader.one('SELECT count(*) FROM messages');
  db.run("INSERT INTO settings (name, value) VALUES ('big', hex(zeroblob(12000000)))");
  const long = walBytes();
  walShortener(db, file)();
  expect(walBytes()).toBe(long);
  reader.exec('COMMIT');
  walShortener(db, file)();
  expect(walBytes()).toBe(0);
  expect(db.one('PRAGMA busy_timeout')).toEqual({ timeout: 2000 });
  reader.close();
  db.close();
});

test('a log that can not be looked at is looked at later', () => {
  const db = openDatabase(':memory:');
  expect(() => walShortener(db, 'no\0file')()).not.toThrow();
  db.close();
});
