import { expect, test } from 'vitest';
import { type Db, openDatabase } from '../database.ts';
import { receive } from './messages.ts';
import { hashOfBody, recentNonces } from './nonces.ts';

const hour = 3_600_000;
const begun = 1_700_000_000_000;

/** A message as it came in; `sealed` is its body where that was encrypted. */
function add(db: Db, account: string, number: number, sealed?: string): void {
  const at = begun + number * 1000;
  const query = { nonce: `${number}`, timestamp: '1', ...(sealed !== undefined && { msg_signature: 's' }) };
  const xml = `<xml>${number}</xml>`;
  const dedupeKey = `${Math.floor(at / 1000)} ${number} openid`;
  const request = JSON.stringify({ query });
  receive(db, { account, at, dedupeKey, type: 'text', person: 'openid', xml, raw: sealed ?? xml, state: 'done', request });
}

test('a busy account pushes out none of a quiet one', () => {
  const db = openDatabase(':memory:');
  add(db, 'quiet', 0, 'sealed');
  for (let number = 1; number <= 5; number++) add(db, 'busy', number, 'sealed');
  const found = (since: number) => recentNonces(db, { since, limit: 2 }).map(({ account, nonce }) => `${account} ${nonce}`);
  expect(found(begun)).toEqual(['quiet 0', 'busy 4', 'busy 5']);
  expect(found(0).sort()).toEqual(['busy 4', 'busy 5', 'quiet 0']);
  db.close();
});

test('where the signature does not cover the body all are found, with what tells the body', () => {
  const db = openDatabase(':memory:');
  for (let number = 0; number < 5_000; number++) add(db, 'oa', number);
  const records = recentNonces(db, { since: begun + 1, limit: 2 });
  expect(records.map(({ nonce }) => Number(nonce))).toEqual(Array.from({ length: 4_999 }, (_, index) => index + 1));
  expect(records[0]?.bodyHash).toBe(hashOfBody('<xml>1</xml>'));
  db.close();
});

test('of what came encrypted no body is told, because a redelivery may be encrypted anew', () => {
  const db = openDatabase(':memory:');
  add(db, 'oa', 1, 'sealed');
  expect(recentNonces(db, { since: begun - hour, limit: 2 })).toMatchObject([{ nonce: '1', dedupeKey: '1700000001 1 openid' }]);
  expect(recentNonces(db, { since: begun - hour, limit: 2 })[0]).not.toHaveProperty('bodyHash');
  db.close();
});
