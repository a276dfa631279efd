import { setTimeout } from 'node:timers/promises';
import type { Account } from '../../shared/account.ts';
import type { AccountDraft, AccountSecretsDraft } from '../../shared/account-draft.ts';
import { accountOf, draftOf } from '../../shared/account-draft.ts';
import type { AccountSecretName, AccountView, CallbackSecretName, Verification } from '../../shared/account-view.ts';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok, type Result } from '../../shared/result.ts';
import type { CallbackAccount, Candidate } from '../callback/accounts.ts';
import type { Clock } from '../clock.ts';
import type { ConfiguredAccount } from '../config/configuration.ts';
import { accountRemoved, accountSaved } from '../console-record.ts';
import type { EventHub } from '../events.ts';
import type { Secrets } from '../secrets/lazy-secrets.ts';
import type { LeftSecrets } from '../secrets/left-secrets.ts';
import type { RetriesOptions } from '../secrets/retries.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Store } from '../store/store.ts';
import { createTurns } from '../turns.ts';
import { generateEncodingAesKey, generateToken, type RandomBytes } from '../wechat/credentials.ts';
import { deleteSecrets, dropSecret, forgetProxyPassword, putSecret, secretNames } from './account-secrets.ts';
import { readExport, writeExport } from './export-file.ts';
import { holdGiven } from './given-secrets.ts';
import { type CallbackKeys, callbackAccountOf, type HeldAccount, missingOf, secretsToKeep, viewOf } from './held-account.ts';
import { createRefusedWork } from './refused-work.ts';
import { idTaken } from './taken-id.ts';
import { movedSecrets, notRetyped, only, putTyped, without } from './typed-secrets.ts';
import { readSecrets } from './unread.ts';
import { isWaiting, withVerification } from './verifications.ts';

export interface AccountsOptions {
  store: Store;
  secrets: Secrets;
  leftSecrets: Pick<LeftSecrets, 'forget'>;
  /** Those of the config file and of the sandbox; they hide accounts of the console with the same id. */
  given: ConfiguredAccount[];
  events: EventHub;
  clock: Clock;
  random: RandomBytes;
  /** Puts a text on the system's clipboard, where there is one. */
  clipboard?: ((text: string) => void) | undefined;
  onBug(error: unknown): void;
  /** For tests: when what could not be read or kept is tried again. */
  retry?: RetriesOptions['retry'];
}

/** All accounts with their secrets, and every way to change them. Changes are made one at a time. */
export interface Accounts {
  all(): Account[];
  list(): AccountView[];
  /** What a callback of this account is checked with; undefined where it answers nobody. */
  callback(id: string): CallbackAccount | undefined;
  /** Why an account that exists answers nobody; undefined where there is none. */
  silence(id: string): Failure | undefined;
  /** Why its secrets could not be read; undefined where they are. */
  unread(id: string): Failure | undefined;
  /** Whether some of its secrets have not been entered yet. */
  lacksSecrets(id: string): boolean;
  /** A secret in use, for the API client. */
  secret(id: string, name: AccountSecretName): string | undefined;
  /** Whether secrets of this account may be written; not any more while it is being deleted. */
  mayKeep(id: string): boolean;
  add(draft: AccountDraft, secrets: AccountSecretsDraft, enabled?: boolean): Promise<Result<AccountView>>;
  /** A new Token or key of a complete account waits until WeChat has verified it. */
  edit(draft: AccountDraft, secrets: AccountSecretsDraft): Promise<Result<AccountView>>;
  duplicate(id: string, newId: string): Promise<Result<AccountView>>;
  enable(id: string, enabled: boolean): Promise<Result<AccountView>>;
  /** `typed` must be the account's name. The message log keeps what it has. */
  remove(id: string, typed: string): Promise<Result<null>>;
  /** Makes a new Token and EncodingAESKey, which wait until WeChat has verified them. */
  generate(id: string): Promise<Result<AccountView>>;
  /** Puts the newest Token or key on the clipboard. */
  copy(id: string, name: CallbackSecretName): Result<null>;
  exportFile(id: string, passphrase: string | undefined): Promise<Result<{ fileName: string; text: string }>>;
  importFile(text: string, passphrase: string | undefined, newId: string | undefined): Promise<Result<AccountView>>;
  /** Notes WeChat's attempt to verify a URL; new credentials that it matched are in use from then on. */
  verified(verification: Verification, used?: CallbackKeys): Promise<void>;
  /**
   * A message was opened with these: new ones that WeChat signs with are in use from then on, and old ones stay good as
   * long as it uses them and has not used those that replaced them.
   */
  opened(id: string, age: Candidate['age'], used: CallbackKeys): Promise<void>;
  /** Tries again what could not be read from the secret store, or kept in it. */
  readUnread(): Promise<void>;
  close(): void;
}

/** How long a start waits for the secret store, in ms; what comes later is taken then. */
const secretsWaitMs = 3_000;

export async function openAccounts(options: AccountsOptions): Promise<Accounts> {
  const { store, events, clock, random } = options;
  const turns = createTurns();
  const held = await holdAll(options);
  const leaving = new Set<string>();

  const list = () => [...held.values()].map(viewOf);
  const changed = () => events.emit('accounts.changed', list());
  const refused = createRefusedWork({ ...options, held, turns, changed });
  const { promotions, outgoing } = refused;

  /** One change to an account of the console that is nobody's secret: it can be made while they can't be read. */
  function changeRow<T>(id: string, work: (account: HeldAccount) => Promise<Result<T>>): Promise<Result<T>> {
    return turns(async () => {
      const account = held.get(id);
      if (!account) return err(failure('accounts/unknown', { id }));
      if (account.account.origin !== 'console') return err(failure('accounts/fixed', { id }));
      const done = await work(account);
      changed();
      return done;
    });
  }

  /** One change to an account of the console and its secrets. */
  function change<T>(id: string, work: (account: HeldAccount, secrets: SecretStore) => Promise<Result<T>>): Promise<Result<T>> {
    return changeRow(id, async (account) => {
      const secrets = await options.secrets();
      if (!secrets.ok) return secrets;
      const read = await readSecrets(secrets.value, account, clock);
      return read.ok ? work(account, secrets.value) : read;
    });
  }

  /** On disk first, then in memory: a disk that refuses leaves everything as it was. */
  async function save(held: HeldAccount, account: Account): Promise<Result<AccountView>> {
    await store.do('accounts.put', { account, trail: [accountSaved(clock.now(), account)] });
    held.account = account;
    return ok(viewOf(held));
  }

  /** Finds out a disk that refuses before any secret is changed: the row is written as it is. */
  const proveDisk = ({ account }: HeldAccount) => store.do('accounts.put', { account });

  /** What WeChat signs with has to be kept before anything newer takes its place among the pending. */
  async function settle(account: HeldAccount): Promise<Result<null>> {
    await promotions.retry(account);
    return account.unkept ? err(account.unkept.failure) : ok(null);
  }

  const accounts: Accounts = {
    all: () => [...held.values()].map(({ account }) => account),
    list,
    callback(id) {
      const account = held.get(id);
      // why: WeChat sends a message that nobody answered three times, and may find an open keychain at the second
      if (account?.unread) refused.soon();
      return account && callbackAccountOf(account, clock.now());
    },
    silence(id) {
      const account = held.get(id);
      if (!account?.account.enabled) return account && failure('accounts/disabled');
      return account.unread ?? failure('verification/incomplete');
    },
    unread: (id) => held.get(id)?.unread,
    lacksSecrets(id) {
      const account = held.get(id);
      return account !== undefined && missingOf(account).length > 0;
    },
    secret: (id, name) => held.get(id)?.secrets[name]?.text,
    mayKeep: (id) => held.has(id) && !leaving.has(id),

    add: (draft, typed, enabled = true) =>
      turns(async () => {
        const taken = idTaken([...held.keys()], draft.id);
        if (taken) return err(taken);
        const secrets = await options.secrets();
        if (!secrets.ok) return secrets;
        const account: HeldAccount = { account: accountOf(draft, enabled), secrets: {}, pending: {}, verifications: [] };
        // Of an account that had this id before nothing may come back.
        const cleared = await deleteSecrets(secrets.value, draft.id);
        if (!cleared.ok) return cleared;
        const typedNow = draft.wayOut.via === 'proxy' ? typed : { ...typed, proxyPassword: undefined };
        const put = await putTyped(secrets.value, account, typedNow);
        if (!put.ok) {
          await deleteSecrets(secrets.value, draft.id);
          return put;
        }
        const saved = await save(account, account.account).catch(async (error) => {
          await deleteSecrets(secrets.value, draft.id);
          throw error;
        });
        held.set(draft.id, account);
        changed();
        return saved;
      }),

    edit: (draft, typed) =>
      change(draft.id, async (account, secrets) => {
        if (draft.platform !== account.account.platform) return err(failure('accounts/field', { field: 'platform' }));
        const wanted = accountOf(draft, account.account.enabled);
        const moved = movedSecrets(account, wanted);
        const stray = notRetyped(moved, typed, wanted);
        if (stray) return err(failure('accounts/retype', { secret: stray }));
        const settled = (typed.token ?? typed.encodingAesKey) === undefined ? ok(null) : await settle(account);
        if (!settled.ok) return settled;
        await proveDisk(account);
        const put = await putTyped(secrets, account, without(typed, moved));
        if (!put.ok) return put;
        // why: wherever this is cut off, no secret meets a server that it is not for
        for (const name of moved) {
          const dropped = await dropSecret(secrets, account, name);
          if (!dropped.ok) return dropped;
        }
        const saved = await save(account, wanted);
        const again = await putTyped(secrets, account, only(typed, moved));
        if (!again.ok) return again;
        const forgotten = await forgetProxyPassword(secrets, account);
        if (!forgotten.ok) options.onBug(new Error(`${forgotten.error.code} while the proxy password of ${draft.id} was deleted`));
        return forgotten.ok && saved.ok ? ok(viewOf(account)) : saved;
      }),

    async duplicate(id, newId) {
      const account = held.get(id);
      if (!account) return err(failure('accounts/unknown', { id }));
      return accounts.add({ ...draftOf(account.account), id: newId }, {});
    },

    enable: (id, enabled) => changeRow(id, (account) => save(account, { ...account.account, enabled })),

    remove: (id, typed) =>
      changeRow(id, async (account) => {
        if (typed.trim() !== account.account.name) return err(failure('accounts/not-confirmed'));
        await proveDisk(account);
        leaving.add(id);
        try {
          await options.leftSecrets.forget(secretNames(id));
          await store.do('accounts.remove', { id, trail: [accountRemoved(clock.now(), id)] });
          held.delete(id);
          return ok(null);
        } finally {
          leaving.delete(id);
        }
      }),

    generate: (id) =>
      change(id, async (account, secrets) => {
        const settled = await settle(account);
        if (!settled.ok) return settled;
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
      await turns(refused.again);
      const account = held.get(id);
      if (!account) return err(failure('accounts/unknown', { id }));
      if (account.unread) return err(account.unread);
      const secrets = Object.fromEntries(Object.entries(secretsToKeep(account)).map(([name, secret]) => [name, secret.text]));
      return ok({ fileName: `weiguan-${id}.json`, text: await writeExport(account.account, secrets, passphrase) });
    },

    async importFile(text, passphrase, newId) {
      const read = await readExport(text, passphrase);
      if (!read.ok) return read;
      const { draft, secrets, enabled } = read.value;
      return accounts.add(newId === undefined ? draft : { ...draft, id: newId }, secrets, enabled);
    },

    verified: (verification, used) =>
      turns(async () => {
        const account = held.get(verification.account);
        const told = account ? [account] : [...held.values()].filter(isWaiting);
        for (const one of told) one.verifications = withVerification(one.verifications, verification);
        // A slow answer may not have counted: whether it did, the next message tells.
        if (account && used && verification.matched === 'pending' && !verification.failure) await promotions.promote(account, used);
        changed();
      }),

    async opened(id, age, used) {
      const account = held.get(id);
      if (account?.account.origin !== 'console') return;
      if (age !== 'pending' && !outgoing.note(account, age)) return;
      await turns(async () => {
        // Deleted while this waited for its turn, it has no secrets any more.
        if (held.get(id) !== account) return;
        await (age === 'pending' ? promotions.promote(account, used) : outgoing.keep(account));
        changed();
      });
    },

    readUnread: () => turns(refused.again),
    close: refused.close,
  };

  // A keychain that does not answer must not keep the listener and the window waiting.
  await Promise.race([accounts.readUnread(), setTimeout(secretsWaitMs, undefined, { ref: false })]);
  return accounts;
}

async function holdAll({ store, given }: AccountsOptions): Promise<Map<string, HeldAccount>> {
  const held = new Map<string, HeldAccount>(given.map((configured) => [configured.account.id, holdGiven(configured)]));
  for (const account of await store.do('accounts.list')) {
    if (account.origin !== 'console' || held.has(account.id)) continue;
    held.set(account.id, { account, secrets: {}, pending: {}, verifications: [], unread: failure('secrets/locked') });
  }
  return held;
}
