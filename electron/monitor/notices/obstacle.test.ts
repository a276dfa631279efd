import { expect, test } from 'vitest';
import type { Account } from '../../../shared/account.ts';
import { ok } from '../../../shared/result.ts';
import { replayKey } from '../../store/tables/replay-key.ts';
import { openTestStore } from '../../store/test-store.ts';
import { createObstacle } from './obstacle.ts';

const oa: Account = {
  ...{ id: 'oa', platform: 'official-account', name: 'oa', receiverId: 'wx1', mode: 'plaintext', apiBase: '' },
  ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'config' },
};

test('an old unsubscribe that an admin replays silences nobody, even after what it replays has gone', async () => {
  const store = await openTestStore();
  const now = Date.UTC(2026, 10, 21);
  const receive = async (at: number, dedupeKey: string, what: { type: string; event?: string; replays?: string }) => {
    const row = {
      account: 'oa',
      at,
      dedupeKey,
      person: 'li',
      xml: '<xml/>',
      raw: '<xml/>',
      state: 'done',
      request: '{}',
      ...what,
    } as const;
    return (await store.do('messages.receive', row)).id;
  };
  const dayMs = 24 * 3_600_000;
  const left = await receive(now - 30 * dayMs, 'left', { type: 'event', event: 'unsubscribe' });
  await receive(now - 29 * dayMs, 'back', { type: 'event', event: 'subscribe' });
  await receive(now - 3_600_000, 'text', { type: 'text' });
  await receive(now - 1000, replayKey(left, 'k'), { type: 'event', event: 'unsubscribe', replays: left });
  const obstacle = createObstacle({ store, timing: { now: () => now }, language: () => 'en', account: () => oa, canSendLater: () => true });
  expect(await obstacle('oa', 'li')).toEqual(ok('message'));
  const cuts = { oa: { before: now - 2 * dayMs, excess: 0 } };
  await store.do('retention.walk', { after: 0, cuts, now, remove: true });
  expect(await obstacle('oa', 'li')).toEqual(ok('message'));
});
