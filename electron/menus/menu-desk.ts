import type { Account } from '../../shared/account.ts';
import { capabilitiesOf } from '../../shared/account-capabilities.ts';
import type { AccountView } from '../../shared/account-view.ts';
import { failure, translateFailure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { MenuState } from '../../shared/menu/menu-state.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { Clock } from '../clock.ts';
import type { PlatformClient } from '../platforms/platform-client.ts';
import type { Store } from '../store/store.ts';
import type { MenuChange, MenuRecord } from '../store/tables/menus.ts';

export interface MenuDeskOptions {
  store: Pick<Store, 'do'>;
  clock: Clock;
  accounts(): readonly AccountView[];
  client(account: string): Promise<Result<PlatformClient>>;
  language(): Language;
  onChanged(state: MenuState): void;
}

/** The account that a menu is of, as it was when the platform was asked; without a CorpID or AppID where nobody knows whose it is. */
export type MenuOwner = Pick<Account, 'id'> & Partial<Pick<Account, 'receiverId'>>;

/** What everybody who does something with menus works with. */
export interface MenuDesk extends Pick<MenuDeskOptions, 'clock' | 'client' | 'language' | 'store'> {
  account(id: string): Result<Account>;
  record(account: string): Promise<MenuRecord>;
  /**
   * One step of an account's menu, on disk when it resolves; the page is told. Fails with `menu/other-account` where the
   * account is deleted, or another company's, by now.
   */
  change(owner: MenuOwner, change: Omit<MenuChange, 'account' | 'receiverId'>): Promise<Result<MenuState>>;
  state(account: string): Promise<MenuState>;
  tell(account: string): Promise<MenuState>;
  /** Why the account can't have a menu; undefined where it can. */
  refusal(account: string): Failure | undefined;
  /** Accounts were changed: where one may have a menu now, or may not any more, or is another company's, the page is told. */
  accountsChanged(): Promise<void>;
  /** Marks that an account's menu is being published while this work is done, and gives back how it is afterwards. */
  whilePublishing(account: string, work: () => Promise<Result<MenuState>>): Promise<Result<MenuState>>;
  isPublishing(account: string): boolean;
}

/** As many versions are told with a menu; the others are asked for. */
const versionsTold = 20;

export function createMenuDesk({ store, clock, accounts, client, language, onChanged }: MenuDeskOptions): MenuDesk {
  const publishing = new Set<string>();
  /** Whose menu each account's is, and why it can't have one, as it was told last. */
  const toldMarks = new Map<string, string>();
  const markOf = (id: string, reason: Failure | undefined) => `${viewOf(id)?.receiverId} ${reason?.code}`;
  const viewOf = (id: string) => accounts().find((account) => account.id === id);

  function refusal(id: string): Failure | undefined {
    const account = viewOf(id);
    if (!account) return failure('accounts/unknown', { id }, language());
    if (!capabilitiesOf(account).includes('menu')) return failure('menu/no-right', {}, language());
    if (account.secrets.apiSecret !== undefined) return undefined;
    if (account.unread && account.failure) return translateFailure(account.failure, language());
    return failure('platform/no-secret', { name: account.platform === 'wecom' ? 'Secret' : 'AppSecret' }, language());
  }

  async function state(account: string): Promise<MenuState> {
    const [record, versions] = await Promise.all([
      store.do('menus.get', { account }),
      store.do('menus.versions', { account, limit: versionsTold }),
    ]);
    const { begun: _, failure: failed, ...rest } = record;
    const reason = refusal(account);
    toldMarks.set(account, markOf(account, reason));
    return {
      ...{ account, ...rest, base: record.draft && record.base, versions, publishing: publishing.has(account) },
      ...(failed && { failure: failed }),
      can: { menu: reason === undefined, ...(reason && { reason }) },
    };
  }

  async function tell(account: string): Promise<MenuState> {
    const now = await state(account);
    onChanged(now);
    return now;
  }

  return {
    ...{ store, clock, client, language, state, tell, refusal },
    account(id) {
      const account = viewOf(id);
      return account ? ok(account) : err(failure('accounts/unknown', { id }, language()));
    },
    record: (account) => store.do('menus.get', { account }),
    async change({ id, receiverId }, change) {
      const isKept = await store.do('menus.change', { account: id, receiverId, ...change });
      const now = await tell(id);
      return isKept ? ok(now) : err(failure('menu/other-account', { id }, language()));
    },
    async accountsChanged() {
      for (const [account, told] of [...toldMarks]) {
        if (!viewOf(account)) toldMarks.delete(account);
        else if (markOf(account, refusal(account)) !== told) await tell(account);
      }
    },
    async whilePublishing(account, work) {
      publishing.add(account);
      let done: Result<MenuState>;
      try {
        await tell(account);
        done = await work();
      } finally {
        publishing.delete(account);
      }
      const state = await tell(account);
      return done.ok ? ok(state) : done;
    },
    isPublishing: (account) => publishing.has(account),
  };
}
