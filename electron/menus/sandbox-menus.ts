import type { ApiControls } from '../simulator/api-server.ts';
import type { Store } from '../store/store.ts';

/**
 * Gives the simulated platform, which begins anew with each start, the menus that were live on it: a real one would still
 * have them.
 */
export async function restoreSandboxMenus(
  store: Pick<Store, 'do'>,
  platform: Pick<ApiControls, 'putMenu'>,
  accounts: readonly { id: string }[],
): Promise<void> {
  for (const { id } of accounts) {
    const { live, conditional } = await store.do('menus.get', { account: id });
    if (live) platform.putMenu(id, live.source === 'none' ? null : { by: 'api', menu: live.menu }, conditional);
  }
}
