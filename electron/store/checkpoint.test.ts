import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkpoint } from './checkpoint.ts';
import { openDatabase, openForReading } from './database.ts';
import { testFolder } from './test-store.ts';

test('the reading thread takes the write-ahead log into the file while another transaction is being written', () => {
  const file = join(testFolder(), 'weiguan.db');
  const db = openDatabase(file);
  const reader = openForReading(file);
  db.run("INSERT INTO settings (name, value) VALUES ('a', hex(zeroblob(500000)))");
  db.exec('BEGIN IMMEDIATE');
  db.run("INSERT INTO settings (name, value) VALUES ('b', '')");
  checkpoint(reader);
  db.exec('COMMIT');
  const { log, checkpointed } = reader.one('PRAGMA wal_checkpoint(PASSIVE)') ?? {};
  expect(Number(log)).toBeGreaterThan(100);
  expect(checkpointed).toBe(log);
  expect(reader.one('SELECT count(*) AS count FROM settings')).toEqual({ count: 2 });
  reader.close();
  db.close();
});
