import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountDraft } from '../../shared/account-draft.ts';
import { failure } from '../../shared/failures.ts';
import { err, type Failure, ok } from '../../shared/result.ts';
import type { ConfiguredAccount } from '../config/configuration.ts';
import { createEventHub } from '../events.ts';
import { openLeftSecrets } from '../secrets/left-secrets.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Store } from '../store/store.ts';
import { StoreError } from '../store/store-error.ts';
import { openTestStore } from '../store/test-store.ts';
import { type Accounts, openAccounts } from './accounts.ts';
import { consoleSecrets } from './given-secrets.ts';

const secretTexts = { apiSecret: 's'.repeat(43), token: 'firstToken', encodingAesKey: 'k'.repeat(43) };
const draft = AccountDraft.parse({ id: 'ops', platform: 'wecom', name: '运维', receiverId: 'ww1234567890abcdef', agentId: '1000002' });
const given: ConfiguredAccount = {
  account: {
    ...{ id: 'fixed', platform: 'wecom', name: 'fixed', receiverId: 'ww1', mode: 'safe', apiBase: 'https://x' },
    ...{ wayOut: { via: 'direct' }, enabled: true, origin: 'config' },
  },
  secrets: { token: 'fixedToken', encodingAesKey: 'f'.repeat(43) },
};

/** A verification that new credentials have passed. */
const verification = { account: 'ops', at: 1_700_000_000_000, ms: 12, matched: 'pending' } as const;
const keysWith = (token: string) => ({ token, encodingAesKey: secretTexts.encodingAesKey });

let store: Store;
let secrets: SecretStore;
let accounts: Accounts;
let now: number;
let clipboard: string | undefined;
let events: ReturnType<typeof createEventHub>;

beforeEach(async () => {
  store = await openTestStore();
  now = 1_700_000_000_000;
  secrets = createMemoryStore({ now: () => now, elapsed: () => now });
  await reopen();
});
afterEach(() => accounts.close());

/** As after a restart: what is not on disk or in the keychain is gone. */
async function reopen(retry = { firstMs: 60_000, longestMs: 60_000 }): Promise<void> {
  accounts?.close();
  events = createEventHub();
  const opened = async () => ok(secrets);
  const leftSecrets = await openLeftSecrets({ store, secrets: opened, onBug: () => undefined });
  accounts = await openAccounts({
    ...{ store, secrets: opened, leftSecrets, given: [given], events, random: randomBytes, retry },
    clock: { now: () => now, elapsed: () => now },
    clipboard: (text) => {
      clipboard = text;
    },
    onBug: () => undefined,
  });
}

/** The keychain as it is when it is locked: it refuses to write these. */
function refusing(names: string[]) {
  const { set } = secrets;
  let isLocked = false;
  secrets = {
    ...secrets,
    set: async (name, text) => (isLocked && names.includes(name) ? err(failure('secrets/locked')) : set(name, text)),
  };
  return {
    refuse: () => {
      isLocked = true;
    },
    allow: () => {
      isLocked = false;
    },
  };
}

const view = (id = 'ops') => accounts.list().find((account) => account.id === id);
const tokens = (id = 'ops') => accounts.callback(id)?.candidates.map(({ age, credentials }) => `${age} ${credentials.token}`);

describe('an account that is added', () => {
  test('answers at once and is there after a restart', async () => {
    expect(await accounts.add(draft, secretTexts)).toMatchObject({ ok: true, value: { callbackPath: '/callback/ops', missing: [] } });
    await reopen();
    expect(view()).toMatchObject({ name: '运维', origin: 'console', enabled: true });
    expect(tokens()).toEqual(['present firstToken']);
  });
  test('shows of its secrets that they are set, and since when', async () => {
    await accounts.add(draft, secretTexts);
    expect(view()?.secrets).toEqual({
      apiSecret: { changedAt: now },
      token: { changedAt: now },
      encodingAesKey: { changedAt: now },
    });
    expect(JSON.stringify(accounts.list())).not.toContain('firstToken');
  });
  test('leaves no secret in the database', async () => {
    await accounts.add(draft, secretTexts);
    expect(JSON.stringify(await store.do('accounts.list'))).not.toMatch(/firstToken|ssss|kkkk/);
  });
  test('leaves nothing behind where only some of its secrets could be kept', async () => {
    refusing(['account/ops/encoding-aes-key']).refuse();
    expect(await accounts.add(draft, secretTexts)).toMatchObject({ error: { code: 'secrets/locked' } });
    expect(view()).toBeUndefined();
    for (const name of ['api-secret', 'token']) expect(await secrets.get(`account/ops/${name}`)).toEqual(ok(undefined));
  });
  test('without Token or key says what is missing, and answers nobody', async () => {
    await accounts.add(draft, {});
    expect(view()?.missing).toEqual(['apiSecret', 'token', 'encodingAesKey']);
    expect(accounts.callback('ops')).toBeUndefined();
  });
  test('cannot take an id that is in use, nor that of the config file', async () => {
    await accounts.add(draft, {});
    expect(await accounts.add(draft, {})).toMatchObject({ error: { code: 'accounts/id-taken' } });
    expect(await accounts.add({ ...draft, id: 'fixed' }, {})).toMatchObject({ error: { code: 'accounts/id-taken' } });
  });
  test('cannot take an id that differs from another one only in case: some keychains would mix up their secrets', async () => {
    await accounts.add(draft, {});
    expect(await accounts.add({ ...draft, id: 'OPS' }, {})).toMatchObject({
      error: { code: 'accounts/id-case', params: { id: 'OPS', other: 'ops' } },
    });
    expect(await accounts.duplicate('ops', 'Fixed')).toMatchObject({ error: { code: 'accounts/id-case' } });
  });
});

describe('new Token and key', () => {
  beforeEach(async () => {
    await accounts.add(draft, secretTexts);
  });
  test('are taken beside the old ones until WeChat has verified them, then alone with what may still be under way', async () => {
    await accounts.edit(draft, { token: 'secondToken' });
    expect(tokens()).toEqual(['present firstToken', 'pending secondToken']);
    await reopen();
    expect(tokens()).toEqual(['present firstToken', 'pending secondToken']);
    await accounts.verified(verification, keysWith('secondToken'));
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
    expect(view()).toMatchObject({ pending: {}, verifications: [{ matched: 'pending' }] });
    await reopen();
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
    now += 11 * 60_000;
    expect(tokens()).toEqual(['present secondToken']);
    await reopen();
    expect(tokens()).toEqual(['present secondToken']);
    expect(await secrets.get('account/ops/outgoing-token')).toEqual(ok(undefined));
  });
  test('that WeChat verifies twice are taken over once: the old ones stay good', async () => {
    await accounts.edit(draft, { token: 'secondToken' });
    await Promise.all([1, 2].map(() => accounts.verified(verification, keysWith('secondToken'))));
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
  });
  test('that were replaced before WeChat’s verification was noted: what it verified counts, the newer ones wait', async () => {
    await accounts.edit(draft, { token: 'secondToken' });
    await accounts.edit(draft, { token: 'thirdToken' });
    await accounts.verified(verification, keysWith('secondToken'));
    expect(tokens()).toEqual(['present secondToken', 'pending thirdToken', 'outgoing firstToken']);
  });
  test('that were answered too late count only when WeChat signs with them', async () => {
    await accounts.edit(draft, { token: 'secondToken' });
    await accounts.verified({ ...verification, failure: failure('verification/slow', { ms: '1400' }) }, keysWith('secondToken'));
    expect(tokens()).toEqual(['present firstToken', 'pending secondToken']);
    await accounts.opened('ops', 'pending', keysWith('secondToken'));
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
  });
  test('the old ones stay good as long as WeChat signs with them', async () => {
    await accounts.edit(draft, { token: 'secondToken' });
    await accounts.verified(verification, keysWith('secondToken'));
    now += 9 * 60_000;
    await accounts.opened('ops', 'outgoing', keysWith('firstToken'));
    now += 9 * 60_000;
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
  });
  test('the old ones are good for ten minutes at the most once WeChat signs with the new ones, whoever goes on using them', async () => {
    await accounts.edit(draft, { token: 'secondToken' });
    await accounts.verified(verification, keysWith('secondToken'));
    await accounts.opened('ops', 'present', keysWith('secondToken'));
    now += 6 * 60_000;
    await accounts.opened('ops', 'outgoing', keysWith('firstToken'));
    await reopen();
    now += 3 * 60_000;
    await accounts.opened('ops', 'outgoing', keysWith('firstToken'));
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
    now += 2 * 60_000;
    expect(tokens()).toEqual(['present secondToken']);
    await accounts.edit(draft, { token: 'thirdToken' });
    await accounts.verified(verification, keysWith('thirdToken'));
    now += 9 * 60_000;
    await accounts.opened('ops', 'outgoing', keysWith('secondToken'));
    now += 9 * 60_000;
    expect(tokens()).toEqual(['present thirdToken', 'outgoing secondToken']);
  });
  test('the old ones that WeChat still signs with are told, until it uses the new ones; redeliveries are no sign of that', async () => {
    await accounts.edit(draft, { token: 'secondToken' });
    await accounts.verified(verification, keysWith('secondToken'));
    now += 30_000;
    await accounts.opened('ops', 'outgoing', keysWith('firstToken'));
    expect(view()?.oldInUse).toBeUndefined();
    now += 60_000;
    await accounts.opened('ops', 'outgoing', keysWith('firstToken'));
    expect(view()?.oldInUse).toBe(true);
    expect(JSON.stringify(accounts.list())).not.toContain('firstToken');
    const told = new Promise<void>((resolve) => events.listen(() => resolve()));
    await accounts.opened('ops', 'present', keysWith('secondToken'));
    await told;
    expect(view()?.oldInUse).toBeUndefined();
  });
  test('the old ones are over after a restart, too, though the keychain refused to write that at first', async () => {
    const writes = refusing(['account/ops/outgoing-is-over']);
    await reopen({ firstMs: 1, longestMs: 1 });
    await accounts.edit(draft, { token: 'secondToken' });
    await accounts.verified(verification, keysWith('secondToken'));
    writes.refuse();
    await accounts.opened('ops', 'present', keysWith('secondToken'));
    writes.allow();
    await expect.poll(async () => await secrets.get('account/ops/outgoing-is-over')).toMatchObject({ value: { text: 'true' } });
    await reopen();
    now += 6 * 60_000;
    await accounts.opened('ops', 'outgoing', keysWith('firstToken'));
    now += 5 * 60_000;
    expect(tokens()).toEqual(['present secondToken']);
  });
  test.each(['pending', 'outgoing'] as const)(
    '%s ones that a message is opened with while the account is deleted are not kept',
    async (age) => {
      await accounts.edit(draft, { token: 'secondToken' });
      if (age === 'outgoing') await accounts.verified(verification, keysWith('secondToken'));
      now += 9 * 60_000;
      const removing = accounts.remove('ops', '运维');
      await accounts.opened('ops', age, keysWith(age === 'pending' ? 'secondToken' : 'firstToken'));
      expect(await removing).toEqual(ok(null));
      for (const name of ['token', 'outgoing-token']) expect(await secrets.get(`account/ops/${name}`)).toEqual(ok(undefined));
    },
  );
  test('can be generated, and are copied without passing through the page', async () => {
    const generated = await accounts.generate('ops');
    expect(generated).toMatchObject({ ok: true, value: { pending: { token: { changedAt: now }, encodingAesKey: { changedAt: now } } } });
    expect(accounts.copy('ops', 'token')).toEqual(ok(null));
    expect(clipboard).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(accounts.callback('ops')?.candidates[1]?.credentials.token).toBe(clipboard);
    expect(JSON.stringify(generated)).not.toContain(clipboard);
  });
  test('that are verified while the keychain refuses to write: told, both good, and kept by itself when it writes again', async () => {
    const writes = refusing(['account/ops/token']);
    await reopen({ firstMs: 1, longestMs: 1 });
    await accounts.edit(draft, { token: 'secondToken' });
    writes.refuse();
    await accounts.verified(verification, keysWith('secondToken'));
    expect(view()?.failure).toMatchObject({ code: 'accounts/unkept-locked' });
    expect(tokens()?.slice(0, 2)).toEqual(['present firstToken', 'pending secondToken']);
    expect(await accounts.edit(draft, { token: 'thirdToken' })).toMatchObject({ error: { code: 'accounts/unkept-locked' } });
    const kept = new Promise<void>((resolve) => events.listen(() => view()?.failure ?? resolve()));
    writes.allow();
    await kept;
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
    await reopen();
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
  });
  test('of which only one could be kept: those before stay good as they were', async () => {
    const writes = refusing(['account/ops/encoding-aes-key']);
    await reopen();
    await accounts.edit(draft, { token: 'secondToken', encodingAesKey: 'n'.repeat(43) });
    writes.refuse();
    await accounts.verified(verification, { token: 'secondToken', encodingAesKey: 'n'.repeat(43) });
    expect(view()?.failure?.code).toBe('accounts/unkept-locked');
    writes.allow();
    await accounts.readUnread();
    expect(view()?.failure).toBeUndefined();
    expect(tokens()).toEqual(['present secondToken', 'outgoing firstToken']);
    expect(await secrets.get('account/ops/outgoing-encoding-aes-key')).toMatchObject({ value: { text: secretTexts.encodingAesKey } });
  });
  test('that WeChat could not verify leave everything as it was', async () => {
    await accounts.edit(draft, { token: 'secondToken' });
    await accounts.verified({ account: 'ops', at: now, ms: 3, failure: failure('verification/wrong-token') });
    expect(tokens()).toEqual(['present firstToken', 'pending secondToken']);
    expect(view()?.verifications[0]?.failure?.code).toBe('verification/wrong-token');
  });
});

describe('a Token or key that is typed', () => {
  const candidates = () => accounts.callback('ops')?.candidates.map(({ age, texts }) => [age, texts.token, texts.encodingAesKey]);
  const typedToken = { token: 'typedToken' };

  test('beside a generated one that waits goes with it: both together are what WeChat is given', async () => {
    await accounts.add(draft, {});
    await accounts.generate('ops');
    await accounts.edit(draft, typedToken);
    accounts.copy('ops', 'encodingAesKey');
    expect(candidates()).toEqual([['pending', 'typedToken', clipboard]]);
    accounts.copy('ops', 'token');
    expect(clipboard).toBe('typedToken');
  });
  test('as it is already waits for nothing, and takes back what waited in its place', async () => {
    await accounts.add(draft, secretTexts);
    await accounts.edit(draft, { token: secretTexts.token, encodingAesKey: secretTexts.encodingAesKey });
    expect(view()?.pending).toEqual({});
    await accounts.edit(draft, typedToken);
    await accounts.edit(draft, { token: secretTexts.token });
    await reopen();
    expect(view()?.pending).toEqual({});
    expect(tokens()).toEqual(['present firstToken']);
  });
  test('is exported under a passphrase before WeChat has verified anything', async () => {
    await accounts.add(draft, {});
    await accounts.generate('ops');
    await accounts.edit(draft, typedToken);
    const sealed = await accounts.exportFile('ops', 'a long passphrase');
    await accounts.remove('ops', '运维');
    await accounts.importFile(sealed.ok ? sealed.value.text : '', 'a long passphrase', undefined);
    expect(candidates()).toEqual([['present', 'typedToken', expect.any(String)]]);
  });
});

describe('an account', () => {
  beforeEach(async () => {
    await accounts.add(draft, secretTexts);
  });
  test('that is disabled answers nobody until it is enabled again', async () => {
    await accounts.enable('ops', false);
    expect(accounts.callback('ops')).toBeUndefined();
    await reopen();
    expect(view()?.enabled).toBe(false);
    await accounts.enable('ops', true);
    expect(tokens()).toEqual(['present firstToken']);
  });
  test('is deleted only when its name is typed, and takes its secrets with it', async () => {
    expect(await accounts.remove('ops', 'ops')).toMatchObject({ error: { code: 'accounts/not-confirmed' } });
    expect(await accounts.remove('ops', '运维')).toEqual(ok(null));
    expect(view()).toBeUndefined();
    expect(await secrets.get('account/ops/token')).toEqual(ok(undefined));
    await reopen();
    expect(view()).toBeUndefined();
  });
  test('that is being deleted keeps nothing that its client still writes', async () => {
    const written = consoleSecrets(accounts, secrets);
    await written.set('account/ops/access-token', 'earlier');
    const removing = accounts.remove('ops', '运维');
    const during = secrets.delete;
    secrets.delete = async (name) => {
      const deleted = await during(name);
      await written.set('account/ops/access-token', 'late');
      return deleted;
    };
    expect(await removing).toEqual(ok(null));
    await written.set('account/ops/access-token', 'later still');
    expect(await secrets.get('account/ops/access-token')).toEqual(ok(undefined));
  });
  test('forgets the password of a proxy that it leaves, and later if the keychain refused then', async () => {
    const proxy = { via: 'proxy', url: 'http://me@proxy.example:3128' } as const;
    await accounts.edit({ ...draft, wayOut: proxy }, { proxyPassword: 'of the proxy' });
    expect(await secrets.get('account/ops/proxy-password')).toMatchObject({ value: { text: 'of the proxy' } });
    expect(await accounts.edit(draft, {})).toMatchObject({ ok: true, value: { secrets: { token: {} } } });
    expect(view()?.secrets.proxyPassword).toBeUndefined();
    expect(await secrets.get('account/ops/proxy-password')).toEqual(ok(undefined));
    await secrets.set('account/ops/proxy-password', 'left behind');
    await reopen();
    expect(await secrets.get('account/ops/proxy-password')).toEqual(ok(undefined));
  });
  test('sends its Secret to no other server than the one that it was typed for', async () => {
    const elsewhere = { ...draft, apiBase: 'https://elsewhere.example' };
    expect(await accounts.edit(elsewhere, {})).toMatchObject({ error: { code: 'accounts/retype' } });
    expect(view()?.apiBase).toBe('https://qyapi.weixin.qq.com');
    expect(await accounts.edit(elsewhere, { apiSecret: 'n'.repeat(43) })).toMatchObject({ ok: true });
  });
  test('says why it answers nobody', async () => {
    await accounts.enable('ops', false);
    expect(accounts.silence('ops')?.code).toBe('accounts/disabled');
    await accounts.add({ ...draft, id: 'bare' }, {});
    expect(accounts.silence('bare')?.code).toBe('verification/incomplete');
    expect(accounts.silence('nobody')).toBeUndefined();
  });
  test('that is added under an old id gets nothing of the one before', async () => {
    await secrets.set('account/ops2/token', 'tokenOfTheOneBefore');
    await accounts.add({ ...draft, id: 'ops2' }, {});
    await reopen();
    expect(view('ops2')?.missing).toContain('token');
  });
  test('is duplicated without its secrets', async () => {
    expect(await accounts.duplicate('ops', 'ops2')).toMatchObject({ ok: true, value: { id: 'ops2', secrets: {}, name: '运维' } });
  });
  test('of the config file cannot be changed here', async () => {
    expect(await accounts.edit({ ...draft, id: 'fixed' }, {})).toMatchObject({ error: { code: 'accounts/fixed' } });
    expect(await accounts.enable('fixed', false)).toMatchObject({ error: { code: 'accounts/fixed' } });
    expect(accounts.copy('fixed', 'token')).toMatchObject({ error: { code: 'accounts/fixed' } });
    expect(view('fixed')?.secrets).toEqual({ token: {}, encodingAesKey: {} });
  });
});

describe('an exported account', () => {
  beforeEach(async () => {
    await accounts.add(draft, secretTexts);
  });
  test('has no secrets in it unless a passphrase seals them', async () => {
    const plain = await accounts.exportFile('ops', undefined);
    expect(plain).toMatchObject({ ok: true, value: { fileName: 'weiguan-ops.json' } });
    expect(JSON.stringify(plain)).not.toContain('firstToken');
    const sealed = await accounts.exportFile('ops', 'a long passphrase');
    expect(JSON.stringify(sealed)).not.toContain('firstToken');
  });
  test('comes back whole with the passphrase, and not without it', async () => {
    const sealed = await accounts.exportFile('ops', 'a long passphrase');
    const text = sealed.ok ? sealed.value.text : '';
    await accounts.remove('ops', '运维');
    expect(await accounts.importFile(text, undefined, undefined)).toMatchObject({ error: { code: 'accounts/needs-passphrase' } });
    expect(await accounts.importFile(text, 'another one', undefined)).toMatchObject({ error: { code: 'accounts/wrong-passphrase' } });
    expect(await accounts.importFile(text, 'a long passphrase', undefined)).toMatchObject({ ok: true, value: { missing: [] } });
    expect(tokens()).toEqual(['present firstToken']);
  });
  test.each(['a long passphrase', undefined])(
    'of an account that is disabled comes back disabled, with the passphrase %s',
    async (words) => {
      await accounts.enable('ops', false);
      const file = await accounts.exportFile('ops', words);
      const text = file.ok ? file.value.text : '';
      expect(await accounts.importFile(text, words, 'ops2')).toMatchObject({ ok: true, value: { enabled: false } });
      expect(accounts.callback('ops2')).toBeUndefined();
    },
  );
  test('is told from other files', async () => {
    for (const text of ['', '{}', 'hello', '{"format":"weiguan-account","version":1,"account":{}}']) {
      expect(await accounts.importFile(text, undefined, undefined)).toMatchObject({ error: { code: 'accounts/not-an-export' } });
    }
  });
});

test('strangers cannot push out what WeChat did', async () => {
  await accounts.add(draft, secretTexts);
  await accounts.verified({ account: 'ops', at: now, ms: 9, matched: 'present' });
  const other = failure('verification/other-path', { path: '/callback/x' });
  const noteOf = (at: number, reason: Failure) => accounts.verified({ account: 'ops', at, ms: 1, failure: reason });
  for (let i = 0; i < 30; i++) await noteOf(now + i, i % 2 === 0 ? other : failure('verification/wrong-both'));
  expect(view()?.verifications.map((one) => one.failure?.code)).toEqual(['verification/wrong-both', 'verification/other-path', undefined]);
});

test('a verification that went astray is told to the accounts that wait for theirs', async () => {
  await accounts.add(draft, secretTexts);
  await accounts.verified({ account: 'typo', at: now, ms: 1, failure: failure('verification/other-path', { path: '/callback/typo' }) });
  expect(view()?.verifications[0]?.failure?.params).toEqual({ path: '/callback/typo' });
  expect(view('fixed')?.verifications).toEqual([]);
});

test('an account of which one entry in the keychain is damaged asks for that secret again, and takes it', async () => {
  await accounts.add(draft, secretTexts);
  const { get, set } = secrets;
  let isDamaged = true;
  const name = 'account/ops/token';
  secrets = {
    ...secrets,
    get: async (wanted) => (isDamaged && wanted === name ? err(failure('secrets/entry', { name })) : get(wanted)),
    set: (wanted, text) => {
      isDamaged &&= wanted !== name;
      return set(wanted, text);
    },
  };
  await reopen();
  expect([view()?.unread, view()?.missing]).toEqual([undefined, ['token']]);
  await accounts.edit(draft, { token: 'typedAgain' });
  await reopen();
  expect([view()?.missing, tokens()]).toEqual([[], ['present typedAgain']]);
});

describe('on a disk that is full', () => {
  const puts = ['accounts.put', 'accounts.remove'];
  let refuses: (name: string) => boolean;
  beforeEach(async () => {
    await accounts.add(draft, secretTexts);
    refuses = (name) => puts.includes(name);
    const open = store;
    store = { ...open, do: (name, ...input) => (refuses(name) ? Promise.reject(new StoreError('full')) : open.do(name, ...input)) };
    await reopen();
  });
  const kept = async () => {
    const read = await secrets.get('account/ops/api-secret');
    return read.ok ? read.value?.text : read.error.code;
  };

  test('an account that can be neither changed nor deleted keeps its secrets, and no new one goes to its old server', async () => {
    const moved = { ...draft, apiBase: 'https://api.example.com' };
    await expect(accounts.edit(moved, { apiSecret: 'of the new server' })).rejects.toThrow('full');
    await expect(accounts.remove('ops', draft.name)).rejects.toThrow('full');
    expect([await kept(), accounts.secret('ops', 'apiSecret'), view()?.missing]).toEqual([
      ...[secretTexts.apiSecret, secretTexts.apiSecret, []],
    ]);
  });

  test('one that can’t be added leaves no secret behind', async () => {
    await expect(accounts.add({ ...draft, id: 'two' }, secretTexts)).rejects.toThrow('full');
    expect(await secrets.get('account/two/api-secret')).toEqual(ok(undefined));
  });

  test('that fills up in the middle, no secret is left with a server that it is not for', async () => {
    let writes = 0;
    refuses = (name) => name === 'accounts.put' && ++writes > 1;
    await expect(accounts.edit({ ...draft, apiBase: 'https://api.example.com' }, { apiSecret: 'of the new server' })).rejects.toThrow();
    expect([await kept(), accounts.secret('ops', 'apiSecret')]).toEqual([undefined, undefined]);
  });
});
