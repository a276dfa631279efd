import { expect, test } from 'vitest';
import { connectProgress } from './connect-progress.ts';

const ops = { id: 'ops', origin: 'console' as const, enabled: true };
const sandbox = { ...ops, id: 'sandbox-wecom', origin: 'sandbox' as const };
const person = (of: string) => ({ account: of, person: 'zhangsan', name: '张三', role: 'operator' });
const nothing = { accounts: [], isUp: false, people: [] };

test('what was tried on the simulator is no step towards a real account', () => {
  const tried = { accounts: [{ ...sandbox, lastMessageAt: 1 }], people: [person('sandbox-wecom')] };
  expect(connectProgress({ ...nothing, ...tried })).toEqual([]);
});

test('each step is done by what is really there', () => {
  expect(connectProgress({ ...nothing, accounts: [sandbox, ops] })).toEqual(['account']);
  expect(connectProgress({ ...nothing, accounts: [sandbox], isUp: true })).toEqual(['address']);
  expect(connectProgress({ ...nothing, accounts: [ops], people: [person('ops')] })).toEqual(['account', 'people']);
});

test('an account that lacks a secret, or is switched off, is not connected', () => {
  const lacking = { ...ops, lacksSecrets: true as const };
  for (const account of [lacking, { ...ops, enabled: false }]) expect(connectProgress({ ...nothing, accounts: [account] })).toEqual([]);
});

test('who is named in an account itself counts as one of the people', () => {
  expect(connectProgress({ ...nothing, accounts: [{ ...ops, operators: ['lisi'] }] })).toContain('people');
});

test('an account that WeChat has reached needs no tunnel', () => {
  expect(connectProgress({ ...nothing, accounts: [{ ...ops, lastMessageAt: 1 }] })).toContain('address');
});
