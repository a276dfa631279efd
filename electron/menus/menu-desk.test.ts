import { expect, test } from 'vitest';
import type { AccountView } from '../../shared/account-view.ts';
import { failure } from '../../shared/failures.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import { err } from '../../shared/result.ts';
import { systemClock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { nothingScheduled } from '../store/tables/menus.ts';
import { createMenuDesk } from './menu-desk.ts';

const nothingKept = { draft: null, draftAt: null, revision: 0, base: null, live: null, conditional: [], ...nothingScheduled };
const emptyStore = {
  do: async (name: string) => (name === 'menus.get' ? { ...nothingKept, begun: null, failure: null } : []),
} as unknown as Store;

function deskWith(account: Partial<AccountView>) {
  const accounts = [{ id: 'a', platform: 'wecom', secrets: {}, ...account }] as AccountView[];
  const told: MenuState[] = [];
  const desk = createMenuDesk({
    ...{ store: emptyStore, clock: systemClock, accounts: () => accounts, language: () => 'en' },
    client: async () => err(failure('accounts/disabled')),
    onChanged: (state) => void told.push(state),
  });
  return { desk, told, change: (more: Partial<AccountView>) => Object.assign(accounts[0] ?? {}, more) };
}

test.each<[what: string, account: Partial<AccountView>, code: string | undefined]>([
  ['without the Secret', {}, 'platform/no-secret'],
  ['whose secrets could not be read', { unread: true, failure: failure('secrets/locked') }, 'secrets/locked'],
  ['with it', { secrets: { apiSecret: { since: 0 } } as AccountView['secrets'] }, undefined],
  ['of an unverified subscription account', { platform: 'official-account', kind: 'subscription', verified: false }, 'menu/no-right'],
])('whether an account can have a menu is told: %s', async (_, account, code) => {
  const { can } = await deskWith(account).desk.state('a');
  expect([can.menu, can.reason?.code]).toEqual([code === undefined, code]);
});

test('an account that can have a menu from now on is told of, once', async () => {
  const { desk, told, change } = deskWith({});
  await desk.state('a');
  await desk.accountsChanged();
  expect(told).toEqual([]);
  change({ secrets: { apiSecret: { since: 0 } } as AccountView['secrets'] });
  await desk.accountsChanged();
  await desk.accountsChanged();
  expect(told.map(({ can }) => can)).toEqual([{ menu: true }]);
});

test('an account that is another company’s from now on is told of: windows that show its menu learn that it is gone', async () => {
  const { desk, told, change } = deskWith({ receiverId: 'ww1' });
  await desk.state('a');
  change({ receiverId: 'ww2' });
  await desk.accountsChanged();
  await desk.accountsChanged();
  expect(told).toHaveLength(1);
});
