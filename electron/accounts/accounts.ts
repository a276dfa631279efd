import type { Account } from '../../shared/account.ts';
import type { AccountDraft, AccountSecretsDraft } from '../../shared/account-draft.ts';
import { accountOf } from '../../shared/account-draft.ts';
import type { AccountSecretName, AccountView, Verification } from '../../shared/account-view.ts';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { CallbackAccount } from '../callback/accounts.ts';
import type { Clock } from '../clock.ts';
import type { ConfiguredAccount } from '../configuration.ts';
import type { EventHub } from '../events.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { createTurns } from '../secrets/turns.ts';
import type { Store } from '../store/store.ts';
import { generateEncodingAesKey, generateToken, type RandomBytes } from '../wechat/credentials.ts';
import { deleteSecrets, loadSecrets, promotePending, putSecret } from './account-secrets.ts';
import { readExport, writeExport } from './export-file.ts';
import { callbackAccountOf, type HeldAccount, viewOf } from './held-account.ts';

export interface AccountsOptions {
  store: Store;
  secrets: Secrets;
  /** Those of the config file and of the sandbox; they hide accounts of the console with the same id. */
  given: ConfiguredAccount[];
  events: EventHub;
  clock: Clock;
  random: RandomBytes;
  /** Puts a text on the system's clipboard, where there is one. */
  clipboard?: ((text: string) => void) | undefined;
  onBug(error: unknown): void;
}

/** All accounts with their secrets, and every way to change them. Changes are made one at a time. */
export interface Accounts {
  all(): Account[];
  list(): AccountView[];
  /** What a callback of this account is checked with; undefined where it answers nobody. */
  callback(id: string): CallbackAccount | undefined;
  /** A secret in use, for the API client. */
  secret(id: string, name: AccountSecretName): string | undefined;
  add(draft: AccountDraft, secrets: AccountSecretsDraft): Promise<Result<AccountView>>;
  /** A new Token or key of a complete account waits until WeChat has verified it. */
  edit(draft: AccountDraft, secrets: AccountSecretsDraft): Promise<Result<AccountView>>;
  duplicate(id: string, newId: string): Promise<Result<AccountView>>;
  enable(id: string, enabled: boolean): Promise<Result<AccountView>>;
  /** `typed` must be the account's name. The message log keeps what it has. */
  remove(id: string, typed: string): Promise<Result<null>>;
  /** Makes a new Token and EncodingAESKey, which wait until WeChat has verified them. */
  generate(id: string): Promise<Result<AccountView>>;
  /** Puts the newest Token or key on the clipboard. */
  copy(id: string, name: 'token' | 'encodingAesKey'): Result<null>;
  exportFile(id: string, passphrase: string | undefined): Promise<Result<{ fileName: string; text: string }>>;
  importFile(text: string, passphrase: string | undefined, newId: string | undefined): Promise<Result<AccountView>>;
  /** Notes WeChat's attempt to verify a URL; new credentials that it matched are in use from then on. */
  verified(verification: Verification): Promise<void>;
}

const verificationsKept = 20;

export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const { store, events, clock, random } = options;
  const turns = createTurns();
  const held = await holdAll(options);

  const list = () => [...held.values()].map(viewOf);
  const changed = () => events.emit('accounts.changed', list());

  /** One change to an account of the console. */
  function change<T>(id: string, work: (account: HeldAccount, secrets: SecretStore) => Promise<Result<T>>): Promise<Result<T>> {
    return turns(async () => {
      const account = held.get(id);
      if (!account) return err(failure('accounts/unknown', { id }));
      if (account.account.origin !== 'console') return err(failure('accounts/fixed', { id }));
      const secrets = await options.secrets();
      if (!secrets.ok) return secrets;
      const done = await work(account, secrets.value);
      changed();
      return done;
    });
  }

  async function save(account: HeldAccount): Promise<Result<AccountView>> {
    await store.do('accounts.put', { account: account.account });
    return ok(viewOf(account));
  }

  const accounts: Accounts = {
    all: () => [...held.values()].map(({ account }) => account),
    list,
    callback(id) {
      const account = held.get(id);
      return account && callbackAccountOf(account, clock.now());
    },
    secret: (id, name) => held.get(id)?.secrets[name]?.text,

    add: (draft, typed) =>
      turns(async () => {
        if (held.has(draft.id)) return err(failure('accounts/id-taken', { id: draft.id }));
        const secrets = await options.secrets();
        if (!secrets.ok) return secrets;
        const account: HeldAccount = { account: accountOf(draft, true), secrets: {}, pending: {}, verifications: [] };
        const put = await putTyped(secrets.value, account, typed);
        if (!put.ok) return put;
        held.set(draft.id, account);
        const saved = await save(account);
        changed();
        return saved;
      }),

    edit: (draft, typed) =>
      change(draft.id, async (account, secrets) => {
        const put = await putTyped(secrets, account, typed);
        if (!put.ok) return put;
        account.account = accountOf({ ...draft, platform: account.account.platform }, account.account.enabled);
        return save(account);
      }),

    async duplicate(id, newId) {
      const account = held.get(id);
      if (!account) return err(failure('accounts/unknown', { id }));
      const { enabled: _enabled, origin: _origin, ...draft } = account.account;
      return accounts.add({ ...draft, id: newId }, {});
    },

    enable: (id, enabled) =>
      change(id, async (account) => {
        account.account = { ...account.account, enabled };
        return save(account);
      }),

    remove: (id, typed) =>
      change(id, async (account, secrets) => {
        if (typed.trim() !== account.account.name) return err(failure('accounts/not-confirmed'));
        const forgotten = await deleteSecrets(secrets, id);
        if (!forgotten.ok) return forgotten;
        await store.do('accounts.remove', { id });
        held.delete(id);
        return ok(null);
      }),

    generate: (id) =>
      change(id, async (account, secrets) => {
        const token = await putSecret(secrets, account, { name: 'token', pending: true }, generateToken(random));
        if (!token.ok) return token;
        const key = await putSecret(secrets, account, { name: 'encodingAesKey', pending: true }, generateEncodingAesKey(random));
        return key.ok ? ok(viewOf(account)) : key;
      }),

    copy(id, name) {
      const account = held.get(id);
      if (!account) return err(failure('accounts/unknown', { id }));
      if (account.account.origin !== 'console') return err(failure('accounts/fixed', { id }));
      const secret = account.pending[name] ?? account.secrets[name];
      if (!secret) return err(failure('accounts/no-secret', { secret: name }));
      if (!options.clipboard) return err(failure('accounts/no-clipboard'));
      options.clipboard(secret.text);
      return ok(null);
    },

    async exportFile(id, passphrase) {
      const account = held.get(id);
      if (!account) return err(failure('accounts/unknown', { id }));
      const secrets = Object.fromEntries(Object.entries(account.secrets).map(([name, secret]) => [name, secret.text]));
      return ok({ fileName: `weiguan-${id}.json`, text: await writeExport(account.account, secrets, passphrase) });
    },

    async importFile(text, passphrase, newId) {
      const read = await readExport(text, passphrase);
      if (!read.ok) return read;
      const { draft, secrets } = read.value;
      return accounts.add(newId === undefined ? draft : { ...draft, id: newId }, secrets);
    },

    verified: (verification) =>
      turns(async () => {
        const account = held.get(verification.account);
        const told = account ? [account] : [...held.values()].filter(isWaiting);
        for (const one of told) one.verifications = [verification, ...one.verifications].slice(0, verificationsKept);
        if (account && verification.matched === 'pending') await promote(account);
        changed();
      }),
  };

  async function promote(account: HeldAccount): Promise<void> {
    const secrets = await options.secrets();
    const promoted = secrets.ok ? await promotePending(secrets.value, account) : secrets;
    if (!promoted.ok) options.onBug(new Error(`${promoted.error.code} while new credentials of ${account.account.id} were kept`));
  }

  return accounts;
}

/** Whoever WeChat has not verified yet may be whom a verification that went astray was meant for. */
const isWaiting = ({ account, pending, verifications }: HeldAccount) =>
  account.origin === 'console' && (pending.token !== undefined || !verifications.some(({ matched }) => matched));

/** Secrets as typed: a new Token or key replaces nothing that WeChat still signs with. */
async function putTyped(store: SecretStore, account: HeldAccount, typed: AccountSecretsDraft): Promise<Result<null>> {
  const inUse = account.secrets.token !== undefined;
  for (const [name, text] of Object.entries(typed) as [AccountSecretName, string | undefined][]) {
    if (text === undefined) continue;
    const waits = inUse && (name === 'token' || name === 'encodingAesKey');
    const put = await putSecret(store, account, waits ? { name, pending: true } : { name }, text);
    if (!put.ok) return put;
  }
  return ok(null);
}

async function holdAll({ store, secrets, given, clock, onBug }: AccountsOptions): Promise<Map<string, HeldAccount>> {
  const held = new Map<string, HeldAccount>(given.map((configured) => [configured.account.id, holdGiven(configured)]));
  for (const account of await store.do('accounts.list')) {
    if (account.origin !== 'console' || held.has(account.id)) continue;
    const opened = await secrets();
    const loaded = opened.ok ? await loadSecrets(opened.value, account.id, clock.now()) : opened;
    if (!loaded.ok) onBug(new Error(`${loaded.error.code}: the secrets of ${account.id} cannot be read`));
    held.set(account.id, { account, secrets: {}, pending: {}, verifications: [], ...(loaded.ok && loaded.value) });
  }
  return held;
}

function holdGiven({ account, secrets }: ConfiguredAccount): HeldAccount {
  const { token, encodingAesKey, apiSecret } = secrets;
  return {
    account,
    secrets: {
      token: { text: token },
      ...(encodingAesKey !== undefined && { encodingAesKey: { text: encodingAesKey } }),
      ...(apiSecret !== undefined && { apiSecret: { text: apiSecret } }),
    },
    pending: {},
    verifications: [],
  };
}
