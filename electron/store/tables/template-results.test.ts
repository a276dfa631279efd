import { beforeEach, expect, test } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import { type Db, openDatabase } from '../database.ts';
import * as notices from './notices.ts';
import * as outbox from './outbox.ts';
import { settle } from './template-results.ts';

const message = { templateId: 't', data: { thing1: { value: '官网' } }, text: '告警\n官网' };
const blocked = failure('templates/blocked', { person: 'oX' });
const who = { account: 'oa', person: 'oX' };
const attempt = { at: 2, ms: 1 };

let db: Db;
let id: string;
beforeEach(() => {
  db = openDatabase(':memory:');
  const rows = [{ key: 'notice 1 0', text: 'down', template: { message, only: true } }];
  id = notices.queue(db, { ids: [], ...who, at: 1, messages: rows }).messageIds[0] ?? '';
});
const row = () => db.one('SELECT state, failure, template, send_key FROM messages WHERE id = :id', { id });
const head = () => outbox.heads(db, { limit: 5 })[0];

test('What the platform could not deliver is given up visibly, once, and can be sent again as another message', () => {
  outbox.sent(db, { id, attempt, templateId: '1526533345013604352' });
  expect(settle(db, { ...who, message: '1526533345013604352', failure: blocked })).toEqual({ changed: [id] });
  expect(settle(db, { ...who, message: '1526533345013604352', failure: blocked })).toEqual({ changed: [] });
  expect(row()).toMatchObject({ state: 'dead', failure: JSON.stringify(blocked) });
  outbox.again(db, { ids: [id], now: 9 });
  expect(head()).toMatchObject({ key: 'notice 1 0 again', template: { message, isNow: true } });
});

test('A message id whose last digits were lost on the way is still known', () => {
  outbox.sent(db, { id, attempt, templateId: String(Number('1526533345013604353')) });
  expect(settle(db, { ...who, message: '1526533345013604353', failure: blocked }).changed).toEqual([id]);
});

test('What is told before the sending is written down counts as well', () => {
  expect(settle(db, { ...who, message: '12', failure: blocked }).changed).toEqual([]);
  outbox.sent(db, { id, attempt, templateId: '12' });
  expect(row()).toMatchObject({ state: 'dead' });
});

test('What has arrived is kept no longer than needed; another person with the same id is somebody else', () => {
  outbox.sent(db, { id, attempt, templateId: '12' });
  settle(db, { account: 'oa', person: 'oY', message: '12', failure: blocked });
  expect(row()).toMatchObject({ state: 'sent' });
  expect(settle(db, { ...who, message: '12' }).changed).toEqual([id]);
  expect(row()).toMatchObject({ state: 'sent', template: null });
});

test('Results that nobody waits for do not pile up', () => {
  for (let index = 0; index < 520; index++) settle(db, { ...who, message: `${index}`, failure: blocked });
  expect(Number(db.one('SELECT count(*) AS n FROM template_results')?.n)).toBe(500);
});
