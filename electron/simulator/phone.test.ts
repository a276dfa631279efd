import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Phone, PhoneBubble } from '../../shared/simulator.ts';
import { bubblesKept, openPhone, pictureCharsKept, withAttempt, withBubble, withoutBubbles } from './phone.ts';
import type { SandboxAccount } from './platform.ts';
import { sandboxAccounts } from './sandbox.ts';

const [wecom] = sandboxAccounts(randomBytes) as [SandboxAccount];
const bubble = (id: string): PhoneBubble => ({ id, side: 'person', kind: 'text', text: id, at: 0, attempts: [] });
const outcomes = (phone: Phone) => phone.bubbles.map(({ attempts }) => attempts.map(({ number, outcome }) => `${number} ${outcome}`));

test('a phone holds no secret of its account', () => {
  const text = JSON.stringify(openPhone(wecom));
  for (const secret of [wecom.token, wecom.encodingAesKey, wecom.secret]) expect(text).not.toContain(secret);
});

test('a chat keeps its newest 200 bubbles', () => {
  let phone = openPhone(wecom);
  for (let i = 0; i < 250; i++) phone = withBubble(phone, bubble(String(i)));
  expect(phone.bubbles).toHaveLength(bubblesKept);
  expect([phone.bubbles[0]?.id, phone.bubbles.at(-1)?.id]).toEqual(['50', '249']);
});

test('a chat keeps its newest pictures as far as there is room; of the others it shows that they were there', () => {
  const sizes = { a: 0.5, b: 0.4, 'too large': 1.1, c: 0.5 };
  let phone = openPhone(wecom);
  for (const [id, size] of Object.entries(sizes))
    phone = withBubble(phone, { ...bubble(id), kind: 'image', picture: 'x'.repeat(size * pictureCharsKept) });
  expect(phone.bubbles.map(({ id }) => id)).toEqual(Object.keys(sizes));
  expect(phone.bubbles.filter(({ picture }) => picture !== undefined).map(({ id }) => id)).toEqual(['b', 'c']);
});

test('an outcome replaces its attempt under way, of its own bubble only', () => {
  const before = withBubble(withBubble(openPhone(wecom), bubble('a')), bubble('b'));
  let phone = withAttempt(before, 'a', { number: 1, at: 0, outcome: 'pending' });
  phone = withAttempt(phone, 'a', { number: 1, at: 0, outcome: 'timeout' });
  phone = withAttempt(phone, 'a', { number: 2, at: 0, outcome: 'pending' });
  expect(outcomes(phone)).toEqual([['1 timeout', '2 pending'], []]);
  expect(outcomes(before)).toEqual([[], []]);
});

test('an outcome that comes after the chat was emptied changes nothing', () => {
  const phone = withoutBubbles(withBubble(openPhone(wecom), bubble('a')));
  expect(withAttempt(phone, 'a', { number: 1, at: 0, outcome: 'empty' }).bubbles).toEqual([]);
});
