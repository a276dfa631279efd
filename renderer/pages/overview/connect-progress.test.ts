import { expect, test } from 'vitest';
import type { AccountStatus } from '../../../shared/overview.ts';
import { connectProgress } from './connect-progress.ts';

const account = (id: string, change: Partial<AccountStatus> = {}): AccountStatus => ({
  ...{ id, name: id, platform: 'wecom', receiverId: 'ww1', mode: 'safe', apiBase: '', wayOut: { via: 'direct' } },
  ...{ enabled: true, origin: 'console', callbackPath: `/callback/${id}`, health: 'ok' },
  ...change,
});
const sandbox = account('sandbox-wecom', { origin: 'sandbox', lastMessageAt: 1 });
const person = (of: string) => ({ account: of, person: 'zhangsan', name: '张三', role: 'operator' });

test('what was tried on the simulator is no step towards a real account', () => {
  expect(connectProgress({ accounts: [sandbox], publicUrl: null, people: [person('sandbox-wecom')] })).toEqual([]);
});

test('each step is done by what is really there', () => {
  const ops = account('ops');
  expect(connectProgress({ accounts: [sandbox, ops], publicUrl: null, people: [] })).toEqual(['account']);
  expect(connectProgress({ accounts: [sandbox], publicUrl: 'https://hooks.example', people: [] })).toEqual(['address']);
  expect(connectProgress({ accounts: [ops], publicUrl: null, people: [person('ops')] })).toEqual(['account', 'people']);
});

test('who is named in an account itself counts as one of the people', () => {
  expect(connectProgress({ accounts: [account('ops', { operators: ['lisi'] })], publicUrl: null, people: [] })).toContain('people');
});

test('an account that WeChat has reached needs no tunnel', () => {
  expect(connectProgress({ accounts: [account('ops', { lastMessageAt: 1 })], publicUrl: null, people: [] })).toContain('address');
});
