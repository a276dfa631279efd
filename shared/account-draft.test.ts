import { describe, expect, test } from 'vitest';
import type { Account } from './account.ts';
import { AccountDraft, accountOf, draftOf } from './account-draft.ts';

const wecom = { id: 'ops', platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '1000002' };
const official = { id: 'oa', platform: 'official-account', name: '公众号', receiverId: 'wx1234567890abcdef' };
/** An account as it comes back from a file or the store. */
const again = (draft: object) => accountOf(AccountDraft.parse(JSON.parse(JSON.stringify(draft))), true);

describe('an account that leaves and comes back', () => {
  test.each<[string, object, Partial<Account>]>([
    ['the number of seats', { ...wecom, seats: 500 }, { seats: 500 }],
    ['that it is a test account', { ...official, sandboxAccount: true }, { sandboxAccount: true }],
  ])('still has %s', (_, draft, expected) => {
    const account = again(draft);
    expect(account).toMatchObject(expected);
    expect(again(draftOf(account))).toEqual(account);
  });

  test.each([wecom, official])('of an earlier version has neither ($platform)', (draft) => {
    const account = again(draft);
    expect(account).not.toHaveProperty('seats');
    expect(account).not.toHaveProperty('sandboxAccount');
  });
});

test('seats are WeCom’s, and a test account is an Official Account', () => {
  expect(again({ ...official, seats: 500 })).not.toHaveProperty('seats');
  expect(again({ ...wecom, sandboxAccount: true })).not.toHaveProperty('sandboxAccount');
});

test.each([0, -1, 1.5, 1e8, 1e21, '500'])('%j seats are refused', (seats) => {
  expect(AccountDraft.safeParse({ ...wecom, seats }).success).toBe(false);
});
