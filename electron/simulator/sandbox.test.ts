import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { AccountId } from '../../shared/account.ts';
import { readEncodingAesKey } from '../wechat/credentials.ts';
import { sandboxAccounts } from './sandbox.ts';

test('the sandbox has ids as the platforms give them, the same at each start', () => {
  const [wecom, official] = sandboxAccounts(randomBytes);
  expect(wecom).toMatchObject({
    id: 'sandbox-wecom',
    receiverId: expect.stringMatching(/^ww[0-9a-f]{16}$/),
    agentId: '1000002',
    person: 'zhangsan',
  });
  expect(official).toMatchObject({
    id: 'sandbox-oa',
    mode: 'safe',
    receiverId: expect.stringMatching(/^wx[0-9a-f]{16}$/),
    originalId: expect.stringMatching(/^gh_[0-9a-f]{12}$/),
    person: expect.stringMatching(/^o[\w-]{27}$/),
  });
  const ids = () => sandboxAccounts(randomBytes).map(({ id, receiverId, originalId, person }) => [id, receiverId, originalId, person]);
  expect(ids()).toEqual(ids());
});

test('its secrets are new at each start, and well-formed', () => {
  const accounts = [...sandboxAccounts(randomBytes), ...sandboxAccounts(randomBytes)];
  for (const { id, token, encodingAesKey } of accounts) {
    expect(AccountId.safeParse(id).success).toBe(true);
    expect(token).toMatch(/^[A-Za-z0-9]{3,32}$/);
    expect(readEncodingAesKey(encodingAesKey).ok).toBe(true);
  }
  const secrets = accounts.flatMap(({ token, encodingAesKey, secret }) => [token, encodingAesKey, secret]);
  expect(new Set(secrets).size).toBe(12);
});

test('its menu keeps within the platforms’ limits', () => {
  for (const { menu } of sandboxAccounts(randomBytes)) {
    expect(menu.length).toBeLessThanOrEqual(3);
    for (const top of menu) {
      expect(Buffer.byteLength(top.name)).toBeLessThanOrEqual(16);
      // Either a key or children, as the platforms want it.
      expect(top.key === undefined).toBe(top.children !== undefined);
      for (const sub of top.children ?? []) expect(Buffer.byteLength(sub.name)).toBeLessThanOrEqual(40);
    }
  }
});
