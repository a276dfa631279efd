import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { MenuTaps } from '../../shared/menu/menu-state.ts';

/** Taps are counted again so long after a message, in ms. */
const recountMs = 500;
/** Taps are counted over so many days. */
export const tapDays = 7;

export interface MenuTapsState {
  /** The account whose menu was open last. */
  account: string | null;
  /** By account, those that were opened. */
  taps: Record<string, MenuTaps[]>;
  open(account: string): void;
}

/** How often the buttons of the menus were tapped lately, counted live. */
export function createMenuTapsStore(bridge: WeiguanBridge, { now }: { now(): number }) {
  let recount: ReturnType<typeof setTimeout> | undefined;
  const store = createStore<MenuTapsState>()((set) => ({
    account: null,
    taps: {},
    open(account) {
      set({ account });
      void load(account);
    },
  }));
  const { getState, setState } = store;

  async function load(account: string): Promise<void> {
    const counted = await bridge.call('menus.taps', { account, since: now() - tapDays * 24 * 3_600_000 });
    if (counted.ok) setState(({ taps }) => ({ taps: { ...taps, [account]: counted.value } }));
  }

  return {
    store,
    /** Counts once more, after the gateway was out of reach. */
    reload() {
      const { account } = getState();
      if (account !== null) void load(account);
    },
    start() {
      const ends = [
        // Another account under the id of one that is gone has none of its taps.
        bridge.on('accounts.changed', (accounts) => {
          const there = new Set(accounts.map(({ id }) => id));
          setState(({ taps }) => ({ taps: Object.fromEntries(Object.entries(taps).filter(([id]) => there.has(id))) }));
        }),
        bridge.on('messages.changed', (rows) => {
          const { account } = getState();
          if (account === null || !rows.some((row) => row.account === account && row.direction === 'in')) return;
          recount ??= setTimeout(() => {
            recount = undefined;
            void load(account);
          }, recountMs);
        }),
      ];
      return () => {
        clearTimeout(recount);
        for (const end of ends) end();
      };
    },
  };
}
