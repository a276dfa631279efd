import { beforeEach, describe, expect, test } from 'vitest';
import { type Confirmations, createConfirmations } from './confirmations.ts';
import { humanOf, type PeopleOf } from './human.ts';
import type { Asker } from './policy.ts';

const zhang: Asker = { origin: 'chat', account: 'corp', person: 'zhangsan' };
const li: Asker = { origin: 'chat', account: 'corp', person: 'lisi' };
/** Two apps of one company, and one of another company. */
const accounts: Record<string, PeopleOf> = {
  corp: { platform: 'wecom', receiverId: 'ww1' },
  second: { platform: 'wecom', receiverId: 'ww1' },
  other: { platform: 'wecom', receiverId: 'ww2' },
};
let now = 0;
let next = 0;
let confirmations: Confirmations<string>;
beforeEach(() => {
  now = 1_000_000;
  next = 1234;
  confirmations = createConfirmations<string>({
    ...{ now: () => now, random: () => next++, keepMs: 60_000 },
    human: (asker) => humanOf(asker, (id) => accounts[id]),
  });
});

test('a code is good once', () => {
  const { code } = confirmations.ask(zhang, 'reboot', 'self');
  expect(confirmations.confirm(zhang, code)).toMatchObject({ kind: 'confirmed', pending: { plan: 'reboot' } });
  expect(confirmations.confirm(zhang, code)).toMatchObject({ kind: 'over', how: 'confirmed' });
});

test('a code is of no use to somebody else', () => {
  const { code } = confirmations.ask(zhang, 'reboot', 'self');
  expect(confirmations.confirm(li, code)).toMatchObject({ kind: 'unknown' });
  expect(confirmations.confirm(zhang, code)).toMatchObject({ kind: 'confirmed' });
});

test('a minute later it is too late', () => {
  const { code } = confirmations.ask(zhang, 'reboot', 'self');
  now += 60_000;
  expect(confirmations.confirm(zhang, code)).toMatchObject({ kind: 'over', how: 'expired', pending: { plan: 'reboot' } });
});

test('where a second person has to say yes, whoever asked can’t', () => {
  const { code } = confirmations.ask(zhang, 'power off', 'second');
  expect(confirmations.confirm(zhang, code)).toMatchObject({ kind: 'own', pending: { code, by: 'second' } });
  expect(confirmations.confirm(li, code)).toMatchObject({ kind: 'confirmed', pending: { asker: zhang } });
});

test('what turns out to take a second person waits as long for them as if it had been asked so', () => {
  const { code } = confirmations.ask(zhang, 'power off', 'self');
  now += 50_000;
  const judge = () => ({ needsSecond: true });
  expect(confirmations.confirm(zhang, code, { judge })).toMatchObject({ kind: 'own', pending: { code, by: 'second' } });
  now += 50_000;
  // why: saying yes again keeps nothing waiting
  expect(confirmations.confirm(zhang, code, { judge })).toMatchObject({ kind: 'own', pending: { code, by: 'second' } });
  expect(confirmations.confirm(li, code)).toMatchObject({ kind: 'confirmed' });
  const other = confirmations.ask(zhang, 'power off', 'self');
  confirmations.confirm(zhang, other.code, { judge });
  now += 30_000;
  confirmations.confirm(zhang, other.code, { judge });
  now += 30_000;
  expect(confirmations.confirm(li, other.code)).toMatchObject({ kind: 'unknown' });
});

describe('who asked through one app of a company', () => {
  test.each<[what: string, account: string, person: string]>([
    ['through another one', 'second', 'zhangsan'],
    ['in other letters', 'corp', 'ZhangSan'],
  ])('is no second person %s', (_, account, person) => {
    const { code } = confirmations.ask(zhang, 'power off', 'second');
    expect(confirmations.confirm({ origin: 'chat', account, person }, code)).toMatchObject({
      kind: 'own',
      pending: { code, by: 'second' },
    });
  });
  test('is another person than who is called the same in another company', () => {
    const { code } = confirmations.ask(zhang, 'power off', 'second');
    const namesake: Asker = { origin: 'chat', account: 'other', person: 'zhangsan' };
    expect(confirmations.confirm(namesake, code)).toMatchObject({ kind: 'confirmed', isOwn: false });
  });
  test('is locked out of all of them', () => {
    const again: Asker = { origin: 'chat', account: 'second', person: 'zhangsan' };
    for (let time = 0; time < 5; time++) confirmations.confirm(zhang, '0000');
    expect(confirmations.confirm(again, '0000')).toMatchObject({ kind: 'locked' });
  });
});

test('a new wish takes the place of the one before', () => {
  const first = confirmations.ask(zhang, 'reboot', 'self');
  const second = confirmations.ask(zhang, 'power off', 'self');
  expect(confirmations.confirm(zhang, first.code)).toMatchObject({ kind: 'over', how: 'replaced' });
  expect(confirmations.confirm(zhang, second.code)).toMatchObject({ kind: 'confirmed', pending: { plan: 'power off' } });
});

test('what was cancelled can’t be confirmed', () => {
  const { code } = confirmations.ask(zhang, 'reboot', 'self');
  expect(confirmations.cancel(zhang)).toMatchObject({ kind: 'cancelled' });
  expect(confirmations.cancel(zhang)).toEqual({ kind: 'nothing' });
  expect(confirmations.confirm(zhang, code)).toMatchObject({ kind: 'over', how: 'cancelled' });
});

describe('who guesses', () => {
  const guess = (asker: Asker, times: number) => Array.from({ length: times }, () => confirmations.confirm(asker, '0000')).at(-1);

  test('is locked out after five wrong codes, right ones included, and let in again later', () => {
    expect(guess(zhang, 4)).toEqual({ kind: 'unknown', left: 1 });
    expect(guess(zhang, 1)).toEqual({ kind: 'locked', seconds: 900 });
    const { code } = confirmations.ask(zhang, 'reboot', 'self');
    expect(confirmations.confirm(zhang, code)).toMatchObject({ kind: 'locked', seconds: 900 });
    now += 15 * 60_000;
    const again = confirmations.ask(zhang, 'reboot', 'self');
    expect(confirmations.confirm(zhang, again.code)).toMatchObject({ kind: 'confirmed' });
  });

  test('locks out nobody else', () => {
    guess(zhang, 6);
    const { code } = confirmations.ask(li, 'reboot', 'self');
    expect(confirmations.confirm(li, code)).toMatchObject({ kind: 'confirmed' });
  });
});

test('the no on an old card takes nothing back that was asked for since', () => {
  const first = confirmations.ask(zhang, 'reboot', 'self');
  const second = confirmations.ask(zhang, 'power off', 'self');
  expect(confirmations.cancel(zhang, first.code)).toMatchObject({ kind: 'over', how: 'replaced' });
  expect(confirmations.confirm(zhang, second.code)).toMatchObject({ kind: 'confirmed' });
});

test('one’s own code of before, and what a card’s button says, are no guesses', () => {
  const { code } = confirmations.ask(zhang, 'reboot', 'self');
  confirmations.cancel(zhang);
  for (let tap = 0; tap < 9; tap++) {
    expect(confirmations.confirm(zhang, code)).toMatchObject({ kind: 'over', how: 'cancelled' });
    expect(confirmations.confirm(zhang, '0000', { isGuess: false })).toMatchObject({ kind: 'unknown' });
  }
  expect(confirmations.confirm(zhang, '0000')).toEqual({ kind: 'unknown', left: 4 });
});
