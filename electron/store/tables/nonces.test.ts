import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openDatabase } from '../database.ts';
import { receive } from './messages.ts';
import { latestNonces, nonceAccounts, noncesPage } from './nonces.ts';

const begun = 1_700_000_000;

let db: Db;
beforeEach(() => {
  db = openDatabase(':memory:');
});
afterEach(() => db.close());

/** A message as it came in so many seconds later, signed `ahead` seconds later still. */
function add(account: string, number: number, { bodyHash, ahead = 0 }: { bodyHash?: string; ahead?: number } = {}): void {
  const [at, dedupeKey] = [(begun + number) * 1000, `${begun + number} ${number} openid`];
  const query = { nonce: `${number}`, timestamp: `${begun + number + ahead}` };
  const request = JSON.stringify({ query, bodyHash });
  receive(db, { account, at, dedupeKey, type: 'text', person: 'openid', xml: '', raw: '', state: 'done', request });
}

function allOf(accounts: string[], since: number, signedSince = begun) {
  const found = [];
  let below = 0;
  do {
    const { records, next } = noncesPage(db, { accounts, since: since * 1000, signedSince, below });
    found.push(...records);
    below = next;
  } while (below > 0);
  return found;
}
const noncesOf = (records: { nonce: string }[]) => records.map(({ nonce }) => Number(nonce));

test('the latest of an account are found, however busy another is', () => {
  add('quiet', 0);
  for (let number = 1; number <= 5; number++) add('busy', number);
  expect(nonceAccounts(db)).toEqual(['busy', 'quiet']);
  const found = (account: string, since: number) => noncesOf(latestNonces(db, { account, since, limit: 2 }));
  expect([found('quiet', 0), found('busy', 0), found('busy', (begun + 5) * 1000)]).toEqual([[0], [4, 5], [5]]);
});

test('all of an account are found, newest first, in pages', () => {
  for (let number = 0; number < 5_000; number++) add(number % 2 ? 'oa' : 'other', number);
  const odd = Array.from({ length: 2_499 }, (_, index) => 4_999 - 2 * index);
  expect(noncesOf(noncesPage(db, { accounts: ['oa'], since: 0, signedSince: 0, below: 0 }).records).length).toBeLessThan(2_499);
  expect(noncesOf(allOf(['oa'], begun + 2))).toEqual(odd);
});

test('one that came earlier is found where its signature is still good', () => {
  add('oa', 1);
  add('oa', 2, { ahead: 600 });
  expect(noncesOf(allOf(['oa'], begun, begun + 601))).toEqual([2]);
});

test('what came unencrypted is told by its body, all else by its message', () => {
  add('oa', 1, { bodyHash: 'of the body' });
  add('oa', 2);
  const contents = [`${begun + 2} 2 openid`, 'of the body'];
  expect(allOf(['oa'], begun).map(({ content }) => content)).toEqual(contents);
  expect(latestNonces(db, { account: 'oa', since: 0, limit: 2 }).map(({ content }) => content)).toEqual(contents.toReversed());
});
