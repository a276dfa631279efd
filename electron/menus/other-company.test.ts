import { expect, test } from 'vitest';
import type { Account } from '../../shared/account.ts';
import type { AccountView } from '../../shared/account-view.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import { ok, type Result } from '../../shared/result.ts';
import { systemClock } from '../clock.ts';
import type { PlatformMenus } from '../platforms/menus.ts';
import type { PlatformClient } from '../platforms/platform-client.ts';
import { openTestStore } from '../store/test-store.ts';
import { createConditionalMenus } from './conditional-menus.ts';
import { createMenuDesk, type MenuDesk } from './menu-desk.ts';
import { publish } from './publish.ts';
import { pull } from './pull.ts';
import { remove } from './remove.ts';

const menu: Menu = { button: [{ type: 'click', name: '公司甲', key: 'a' }] };
const conditional: Menu = { ...menu, matchrule: { tag_id: '2' } };
const former: Account = {
  ...{ id: 'ops', platform: 'official-account', name: '运维', receiverId: 'wx1', mode: 'safe', kind: 'service', verified: true },
  ...{ apiBase: 'https://api.weixin.qq.com', wayOut: { via: 'direct' }, enabled: true, origin: 'console' },
};

/** A platform whose answer to this call comes when it is let go. */
function platformHolding(held: string) {
  let wasAsked = () => {};
  const asked = new Promise<void>((resolve) => {
    wasAsked = resolve;
  });
  let letGo = () => {};
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  async function answer<T>(name: string, value: T): Promise<Result<T>> {
    if (name === held) {
      wasAsked();
      await released;
    }
    return ok(value);
  }
  const menus: PlatformMenus = {
    create: () => answer('create', null),
    read: () => answer('read', { menu, source: 'api', conditional: [{ menuid: '7', menu: conditional }] }),
    remove: () => answer('remove', null),
    conditional: {
      add: () => answer('add', { menuid: '8' }),
      remove: () => answer('remove conditional', null),
      match: () => answer('match', menu),
    },
  };
  return { menus, asked, letGo };
}

const deeds: [held: string, deed: (desk: MenuDesk) => Promise<Result<MenuState>>][] = [
  ['create', (desk) => publish(desk, former, { menu, who: 'console' })],
  ['read', (desk) => pull(desk, former)],
  ['remove', (desk) => remove(desk, former)],
  ['add', (desk) => createConditionalMenus(desk).add(former, { ...menu, matchrule: { tag_id: '3' } })],
  ['remove conditional', (desk) => createConditionalMenus(desk).remove(former, '7')],
];

test.each(deeds)('what was under way for another company leaves nothing in the menu of the one after: %s', async (held, deed) => {
  const store = await openTestStore();
  const platform = platformHolding(held);
  let account = former;
  await store.do('accounts.put', { account });
  const desk = createMenuDesk({
    ...{ store, clock: systemClock, language: () => 'en', onChanged: () => undefined },
    accounts: () => [{ ...account, secrets: { apiSecret: {} } } as AccountView],
    client: async () => ok({ menus: platform.menus } as PlatformClient),
  });
  const done = deed(desk);
  await platform.asked;
  account = { ...former, receiverId: 'wx2' };
  await store.do('accounts.put', { account });
  platform.letGo();
  expect(await done).toMatchObject({ error: { code: 'menu/other-account' } });
  expect(await desk.state('ops')).toMatchObject({ live: null, base: null, conditional: [], versions: [] });
});
