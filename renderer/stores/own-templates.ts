import { createStore } from 'zustand/vanilla';
import type { WeiguanBridge } from '../../shared/api.ts';
import type { OwnTemplate } from '../../shared/notice-template.ts';
import { type Loadable, loading, settled } from './loadable.ts';

export interface OwnTemplatesState {
  /** By account, where somebody has asked for them. */
  lists: Record<string, Loadable<OwnTemplate[]>>;
  /** Asks the platform. */
  load(account: string): Promise<void>;
}

/** The templates that Official Accounts have. */
export function createOwnTemplatesStore(bridge: WeiguanBridge) {
  const store = createStore<OwnTemplatesState>()((set, get) => {
    const put = (account: string, list: Loadable<OwnTemplate[]>) => set({ lists: { ...get().lists, [account]: list } });
    return {
      lists: {},
      async load(account) {
        const before = get().lists[account];
        put(account, before?.value ? { state: 'loading', value: before.value } : loading);
        const listed = await bridge.call('templates.list', { account });
        put(account, settled(listed, get().lists[account] ?? loading));
      },
    };
  });
  return { store };
}
