import { expect, test } from 'vitest';
import type { Account } from '../shared/account.ts';
import { failure } from '../shared/failures.ts';
import { ok } from '../shared/result.ts';
import type { Activity } from './activity.ts';
import { systemClock } from './clock.ts';
import { createEventHub } from './events.ts';
import { createOverview } from './overview.ts';
import type { RowGlance } from './store/records.ts';
import type { Store } from './store/store.ts';

const store = {
  do: async (name: string) => (name === 'messages.lastArrivals' ? { ops: 1000 } : { late: [], queued: [], dead: [] }),
} as unknown as Store;

test('an account whose secrets cannot be read is down although the listener is up, and says why', async () => {
  const overview = await createOverview({
    ...{
      store,
      events: createEventHub(),
      clock: systemClock,
      version: '0',
      listener: { host: '127.0.0.1', port: 0 },
      problem: () => undefined,
      lacksSecrets: () => false,
    },
    activity: { today: () => ({}) } as unknown as Activity,
    accounts: () =>
      [
        { id: 'ops', enabled: true },
        { id: 'oa', enabled: true },
      ] as Account[],
    unread: (id) => (id === 'ops' ? failure('secrets/locked') : undefined),
  });
  overview.listenerChanged(ok({ url: 'http://127.0.0.1:1' }));
  expect(overview.get().accounts.map(({ health, failure }) => [health, failure?.code])).toEqual([
    ['down', 'secrets/locked'],
    ['ok', undefined],
  ]);
});

test('a dead letter that is put aside is counted no longer, until it is taken back', async () => {
  const overview = await createOverview({
    ...{
      store,
      events: createEventHub(),
      clock: systemClock,
      version: '0',
      listener: { host: '127.0.0.1', port: 0 },
      problem: () => undefined,
      lacksSecrets: () => false,
    },
    ...{ activity: { today: () => ({}) } as unknown as Activity, accounts: () => [], unread: () => undefined },
  });
  const deadOnce = (state: RowGlance['state']) => {
    overview.rowsChanged([{ id: '1', account: 'ops', direction: 'out', at: 1, state } as RowGlance]);
    return overview.get().outbox;
  };
  expect(deadOnce('dead')).toEqual({ queued: 0, dead: 1 });
  expect(deadOnce('aside')).toEqual({ queued: 0, dead: 0 });
  expect(deadOnce('dead')).toEqual({ queued: 0, dead: 1 });
});

test('an account under the id of a deleted one has heard nothing from WeChat yet', async () => {
  let accounts = [{ id: 'ops', enabled: true }] as Account[];
  const overview = await createOverview({
    ...{
      store,
      events: createEventHub(),
      clock: systemClock,
      version: '0',
      listener: { host: '127.0.0.1', port: 0 },
      problem: () => undefined,
      lacksSecrets: () => false,
    },
    activity: { today: () => ({}) } as unknown as Activity,
    accounts: () => accounts,
    unread: () => undefined,
  });
  const heardAt = () => overview.get().accounts[0]?.lastMessageAt;
  const arrives = (at: number, isReplay?: true) =>
    overview.rowsChanged([{ id: '1', account: 'ops', direction: 'in', at, isReplay } as RowGlance]);
  const become = (now: Account[]) => {
    accounts = now;
    overview.accountsChanged();
  };
  const [ops] = accounts as [Account];
  expect(heardAt()).toBe(1000);
  become([]);
  arrives(2000);
  become([ops]);
  expect(heardAt()).toBeUndefined();
  arrives(400, true);
  expect(heardAt()).toBeUndefined();
  arrives(500);
  expect(heardAt()).toBe(500);
});
