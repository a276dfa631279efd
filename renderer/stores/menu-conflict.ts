import type { WeiguanBridge } from '../../shared/api.ts';
import type { Menu } from '../../shared/menu/menu.ts';
import type { MenuState, MenuVersion } from '../../shared/menu/menu-state.ts';
import type { Result } from '../../shared/result.ts';
import { decided, type MenuAct, type MenuDesk, madeFromOf, workedOn } from './menu-desk.ts';

/** What can be done where somebody else has changed a menu. */
export interface MenuDecisions {
  /** Goes on with what is there now: the platform's menu, or the draft of another window. */
  takeTheirs(account: string): Promise<void>;
  /** Goes on with what is here. */
  keepMine(account: string): Promise<void>;
  /** Lets what is scheduled overwrite what is live now. */
  keepScheduled(account: string): Promise<void>;
}

/** What deciding needs of the menus' store. */
interface Menus {
  desk(account: string): MenuDesk | undefined;
  put(account: string, change: (desk: MenuDesk) => MenuDesk): void;
  take(state: MenuState): void;
  settle(account: string, name: MenuAct, call: () => Promise<Result<MenuState>>): Promise<Result<MenuState>>;
  flush(account: string): Promise<boolean>;
  acts(): {
    pull(account: string): Promise<boolean>;
    publish(account: string, how: { version?: MenuVersion; over: string }): Promise<boolean>;
    edit(account: string, menu: Menu): void;
  };
}

export function createMenuDecisions(bridge: WeiguanBridge, { desk: deskOf, put, take, settle, flush, acts }: Menus): MenuDecisions {
  /** What is live was looked at: the draft may overwrite it. */
  async function keepDraft(account: string): Promise<void> {
    const fingerprint = deskOf(account)?.state.live?.fingerprint;
    if (fingerprint === undefined) return;
    const kept = await bridge.call('menus.keepDraft', { account, fingerprint });
    if (kept.ok) take(kept.value);
    else put(account, (desk) => ({ ...desk, failure: { act: 'save', failure: kept.error } }));
  }

  /** Learns what the gateway has now, without taking its menu; whether it could. */
  async function catchUp(account: string): Promise<boolean> {
    const found = await bridge.call('menus.get', { account });
    put(account, (desk) =>
      found.ok
        ? { ...desk, state: found.value, revision: found.value.revision, kept: JSON.stringify(workedOn(found.value)) }
        : { ...desk, failure: { act: 'save', failure: found.error } },
    );
    return found.ok;
  }

  return {
    async takeTheirs(account) {
      const conflict = deskOf(account)?.conflict;
      if (conflict?.version) {
        // why: what is live stays; the draft has nothing to do with it
        if (await acts().pull(account)) put(account, decided);
        return;
      }
      if (conflict?.of === 'live' && conflict.fingerprint !== undefined && !(await acts().pull(account))) return;
      if (conflict?.of === 'draft' && !(await catchUp(account))) return;
      const { state } = deskOf(account) ?? {};
      if (!state) return;
      const theirs = conflict?.of === 'live' ? { ...state, draft: null } : state;
      put(account, (desk) => ({ ...desk, conflict: null, madeFrom: madeFromOf(theirs) }));
      acts().edit(account, workedOn(theirs));
    },
    async keepMine(account) {
      const conflict = deskOf(account)?.conflict;
      if (conflict?.of === 'draft' && !(await catchUp(account))) return;
      const { fingerprint: over, version, of } = conflict ?? {};
      if (of === 'live' && over === undefined) return keepDraft(account);
      put(account, (desk) => ({ ...decided(desk), isInstead: of === 'draft' }));
      if (over !== undefined) await acts().publish(account, { over, ...(version && { version }) });
      else await flush(account);
    },
    async keepScheduled(account) {
      const fingerprint = deskOf(account)?.state.live?.fingerprint;
      if (fingerprint !== undefined) await settle(account, 'schedule', () => bridge.call('menus.keepScheduled', { account, fingerprint }));
    },
  };
}
