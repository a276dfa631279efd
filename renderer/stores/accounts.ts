import { createStore } from 'zustand/vanilla';
import type { Account } from '../../shared/account.ts';
import type { AccountView, CallbackSecretName, SecretsState } from '../../shared/account-view.ts';
import type { WeiguanBridge } from '../../shared/api.ts';
import { ok, type Result } from '../../shared/result.ts';
import { type AccountForm, draftOf, formOf, freeId, givenSecrets, sameForm, type TypedSecrets } from './account-form.ts';
import { type Acts, actsOf, without } from './acts.ts';
import { followChanges } from './follow-changes.ts';
import { type Loadable, loading, settled } from './loadable.ts';
import { createQuestions } from './questions.ts';

/** What stands in the place of an id while an account is being added or imported; no id begins with `+`. */
export const newAccount = '+';
export const importing = '+import';

export type AccountAct = 'save' | 'enable' | 'duplicate' | 'delete' | 'generate' | 'copy' | 'export' | 'import';

export interface AccountsState extends Acts<AccountAct> {
  accounts: Loadable<AccountView[]>;
  /** Where secrets are kept; null until the gateway has said so. */
  secrets: SecretsState | null;
  /** Whether the gateway can put a secret on the clipboard. */
  clipboard: boolean;
  /** Changes that are not saved, by account id, or under `newAccount`. No secret is in them. */
  drafts: Record<string, AccountForm>;
  load(): Promise<void>;
  /** Keeps a draft; null discards it. One that says the same as the account is none. */
  edit(key: string, form: AccountForm | null): void;
  /** Adds or changes the account; the answer is its id, or null where it was not saved. */
  save(key: string, form: AccountForm, secrets: TypedSecrets): Promise<string | null>;
  enable(id: string, enabled: boolean): Promise<void>;
  /** The id of the copy, or null. */
  duplicate(id: string): Promise<string | null>;
  /** Whether it is gone. */
  remove(id: string, typed: string): Promise<boolean>;
  generate(id: string): Promise<void>;
  /** Puts the newest one on the system's clipboard; it does not pass through the page. */
  copySecret(id: string, secret: CallbackSecretName): Promise<boolean>;
  exportFile(id: string, passphrase: string | undefined): Promise<{ fileName: string; text: string } | null>;
  /** The id of the imported account, or null. */
  importFile(file: { text: string; passphrase?: string; id?: string }): Promise<string | null>;
  forgetFailure(key: string): void;
}

/** A copy of the list in which an answer has taken its place. */
export function mergeAccount(accounts: AccountView[], changed: AccountView): AccountView[] {
  const known = accounts.some(({ id }) => id === changed.id);
  return known ? accounts.map((account) => (account.id === changed.id ? changed : account)) : [...accounts, changed];
}

const originOrder: Account['origin'][] = ['console', 'config', 'sandbox'];

/** The accounts as they are listed: one's own first, the simulator's last. */
export const listedAccounts = (accounts: AccountView[]): AccountView[] =>
  originOrder.flatMap((wanted) => accounts.filter(({ origin }) => origin === wanted));

/** The account that is shown until somebody chooses: the first that is not the simulator's. */
export const shownAccount = (listed: AccountView[]): AccountView | undefined => listed.find(({ origin }) => origin !== 'sandbox');

/** The accounts, and everything that is done to them. */
export function createAccountsStore(bridge: WeiguanBridge) {
  const questions = createQuestions<AccountView[]>();

  const store = createStore<AccountsState>()((set, get) => {
    const say = actsOf<AccountAct>(set);
    async function act<Value>(key: string, name: AccountAct, call: Promise<Result<Value>>): Promise<Value | null> {
      const done = await say(key, name, call);
      if (done.ok) return done.value;
      if (done.error.code.startsWith('secrets/')) void get().load();
      return null;
    }
    const take = (account: AccountView | null): string | null => {
      if (!account) return null;
      set(({ accounts }) => ({ accounts: { state: 'ready', value: mergeAccount(accounts.value ?? [], account) } }));
      return account.id;
    };
    const taken = () => (get().accounts.value ?? []).map(({ id }) => id);
    const dropDraft = (key: string) => set(({ drafts }) => ({ drafts: without(drafts, key) }));

    return {
      accounts: loading,
      secrets: null,
      clipboard: false,
      drafts: {},
      busy: {},
      failures: {},
      async load() {
        if (get().accounts.state === 'failed' && get().accounts.value === undefined) set({ accounts: loading });
        const listed = await questions.ask(bridge.call('accounts.list', {}));
        if (!listed) return;
        const { answer, since } = listed;
        if (!answer.ok) return set({ accounts: settled(answer, get().accounts) });
        const { accounts, secrets, clipboard } = answer.value;
        set({ accounts: settled(ok(since.at(-1) ?? accounts)), secrets, clipboard });
      },
      edit(key, form) {
        const saved = get().accounts.value?.find(({ id }) => id === key);
        if (!form || (saved && sameForm(form, formOf(saved)))) return dropDraft(key);
        set(({ drafts }) => ({ drafts: { ...drafts, [key]: form } }));
      },
      async save(key, form, secrets) {
        const call = key === newAccount ? 'accounts.add' : 'accounts.edit';
        const input = { account: draftOf(form), secrets: givenSecrets(secrets) };
        const id = take(await act(key, 'save', bridge.call(call, input)));
        if (id !== null) dropDraft(key);
        return id;
      },
      async enable(id, enabled) {
        take(await act(id, 'enable', bridge.call('accounts.enable', { id, enabled })));
      },
      duplicate: async (id) => take(await act(id, 'duplicate', bridge.call('accounts.duplicate', { id, newId: freeId(id, taken()) }))),
      async remove(id, typed) {
        await act(id, 'delete', bridge.call('accounts.delete', { id, typed }));
        if (get().failures[id]) return false;
        dropDraft(id);
        const left = (get().accounts.value ?? []).filter((account) => account.id !== id);
        set({ accounts: { state: 'ready', value: left } });
        return true;
      },
      async generate(id) {
        take(await act(id, 'generate', bridge.call('accounts.generate', { id })));
      },
      async copySecret(id, secret) {
        const copied = await bridge.call('accounts.copy', { id, secret });
        if (!copied.ok) set(({ failures }) => ({ failures: { ...failures, [id]: { act: 'copy', failure: copied.error } } }));
        return copied.ok;
      },
      exportFile: (id, passphrase) =>
        act(id, 'export', bridge.call('accounts.export', { id, ...(passphrase !== undefined && { passphrase }) })),
      importFile: async (file) => take(await act(importing, 'import', bridge.call('accounts.import', file))),
      forgetFailure: (key) => set(({ failures }) => ({ failures: without(failures, key) })),
    };
  });

  followChanges(store, ({ accounts }) => accounts, formOf);

  return {
    store,
    start() {
      return bridge.on('accounts.changed', (accounts) => {
        questions.note(accounts);
        store.setState({ accounts: { state: 'ready', value: accounts } });
      });
    },
  };
}
