import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountView } from '../../shared/account-view.ts';
import { err, ok } from '../../shared/result.ts';
import { formOf, newForm } from './account-form.ts';
import { createAccountsStore, importing, listedAccounts, newAccount, shownAccount } from './accounts.ts';
import { accountView, broken, createFakeBridge, type FakeBridge } from './fake-bridge.ts';

let bridge: FakeBridge;
let accounts: ReturnType<typeof createAccountsStore>;
let stop: () => void;

beforeEach(() => {
  bridge = createFakeBridge();
  accounts = createAccountsStore(bridge);
  stop = accounts.start();
});
afterEach(() => {
  stop();
  expect(bridge.listeners()).toBe(0);
});

const state = () => accounts.store.getState();
const listed = (...list: AccountView[]) => ok({ accounts: list, secrets: { kind: 'keychain' as const }, clipboard: true });
const names = () => (state().accounts.value ?? []).map(({ id, name }) => `${id} ${name}`);
const load = async (...list: AccountView[]) => {
  void state().load();
  await bridge.answer('accounts.list', listed(...list));
};

describe('the accounts', () => {
  test('are asked for when somebody looks, with where their secrets are, then follow what happens', async () => {
    expect(bridge.waiting('accounts.list')).toEqual([]);
    await load(accountView());
    expect(state()).toMatchObject({ secrets: { kind: 'keychain' }, clipboard: true });
    bridge.emit('accounts.changed', [accountView({ name: '运维二' }), accountView({ id: 'oa' })]);
    expect(names()).toEqual(['ops 运维二', 'oa 运维']);
  });

  test('that cannot be had say why', async () => {
    void state().load();
    await bridge.answer('accounts.list', err(broken));
    expect(state().accounts).toEqual({ state: 'failed', failure: broken });
    void state().load();
    expect(state().accounts).toEqual({ state: 'loading' });
  });

  test('are not undone by an answer older than what has happened since', async () => {
    void state().load();
    bridge.emit('accounts.changed', [accountView({ name: 'newer' })]);
    await bridge.answer('accounts.list', listed(accountView()));
    expect(names()).toEqual(['ops newer']);
    expect(state().secrets).toEqual({ kind: 'keychain' });
  });
});

test('one’s own accounts are listed first, the simulator’s last', () => {
  const list = (['sandbox', 'console', 'config', 'console'] as const).map((origin, index) =>
    accountView({ id: `${origin}${index}`, origin }),
  );
  expect(listedAccounts(list).map(({ id }) => id)).toEqual(['console1', 'console3', 'config2', 'sandbox0']);
});

test('until somebody chooses, the first account that is not the simulator’s is shown', () => {
  const sandbox = accountView({ id: 'sandbox-wecom', origin: 'sandbox' });
  expect(shownAccount([sandbox])).toBeUndefined();
  expect(shownAccount([sandbox, accountView()])?.id).toBe('ops');
});

describe('a draft', () => {
  beforeEach(() => load(accountView()));
  const form = formOf(accountView());

  test('is kept until it says the same as the account again, or is discarded', () => {
    state().edit('ops', { ...form, name: 'x' });
    expect(state().drafts.ops?.name).toBe('x');
    state().edit('ops', form);
    expect(state().drafts).toEqual({});
    state().edit('ops', { ...form, name: 'y' });
    state().edit('ops', null);
    expect(state().drafts).toEqual({});
  });

  test('is gone once it is saved, and its secrets go no further than the call', async () => {
    state().edit('ops', { ...form, name: 'x' });
    const saved = state().save('ops', { ...form, name: 'x' }, { token: 'typedToken', apiSecret: '' });
    expect(state().busy).toEqual({ ops: 'save' });
    expect(bridge.waiting('accounts.edit')[0]?.input).toMatchObject({ account: { name: 'x' }, secrets: { token: 'typedToken' } });
    await bridge.answer('accounts.edit', ok(accountView({ name: 'x' })));
    expect(await saved).toBe('ops');
    expect([names(), state().drafts, state().busy]).toEqual([['ops x'], {}, {}]);
    expect(JSON.stringify(state())).not.toContain('typedToken');
  });

  test('stays where it could not be saved, with the reason', async () => {
    state().edit('ops', { ...form, name: 'x' });
    const saved = state().save('ops', { ...form, name: 'x' }, {});
    await bridge.answer('accounts.edit', err(broken));
    expect(await saved).toBeNull();
    expect(state().drafts.ops?.name).toBe('x');
    expect(state().failures.ops).toEqual({ act: 'save', failure: broken });
    state().forgetFailure('ops');
    expect(state().failures).toEqual({});
  });

  test('brings nothing back that was changed elsewhere meanwhile: only what was typed here is saved', async () => {
    const before = accountView({ operators: ['boss', 'thief'] });
    bridge.emit('accounts.changed', [before]);
    state().edit('ops', { ...formOf(before), name: 'New name' });
    bridge.emit('accounts.changed', [accountView({ operators: ['boss'], wayOut: { via: 'ssh' } })]);
    const draft = state().drafts.ops;
    expect(draft).toMatchObject({ name: 'New name', operators: ['boss'], via: 'ssh' });
    bridge.emit('accounts.changed', [accountView({ name: 'New name', operators: ['boss'], wayOut: { via: 'ssh' } })]);
    expect(state().drafts).toEqual({});
  });

  test('stays as it is while its account is, or where that is gone', () => {
    state().edit('ops', { ...form, name: 'x' });
    const { drafts } = state();
    bridge.emit('accounts.changed', [accountView(), accountView({ id: 'oa' })]);
    bridge.emit('accounts.changed', [accountView({ id: 'oa' })]);
    expect(state().drafts).toBe(drafts);
  });

  test('of a new account becomes one', async () => {
    const draft = { ...newForm('wecom', ['ops']), name: '新' };
    state().edit(newAccount, draft);
    const saved = state().save(newAccount, draft, {});
    await bridge.answer('accounts.add', ok(accountView({ id: 'wecom', name: '新' })));
    expect(await saved).toBe('wecom');
    expect([names(), state().drafts]).toEqual([['ops 运维', 'wecom 新'], {}]);
  });
});

describe('what is done to an account', () => {
  beforeEach(() => load(accountView()));

  test('disables it, and says so from the answer on', async () => {
    void state().enable('ops', false);
    expect(state().busy.ops).toBe('enable');
    await bridge.answer('accounts.enable', ok(accountView({ enabled: false })));
    expect(state().accounts.value?.[0]?.enabled).toBe(false);
  });

  test('makes a copy under an id that is free', async () => {
    const copied = state().duplicate('ops');
    expect(bridge.waiting('accounts.duplicate')[0]?.input).toEqual({ id: 'ops', newId: 'ops-2' });
    await bridge.answer('accounts.duplicate', ok(accountView({ id: 'ops-2' })));
    expect(await copied).toBe('ops-2');
  });

  test('deletes it with its draft, unless the gateway refuses', async () => {
    state().edit('ops', { ...formOf(accountView()), name: 'x' });
    const refused = state().remove('ops', 'x');
    await bridge.answer('accounts.delete', err(broken));
    expect([await refused, state().failures.ops?.act]).toEqual([false, 'delete']);
    const removed = state().remove('ops', '运维');
    await bridge.answer('accounts.delete', ok(null));
    expect([await removed, names(), state().drafts]).toEqual([true, [], {}]);
  });

  test('generates a new Token and key, which wait', async () => {
    void state().generate('ops');
    await bridge.answer('accounts.generate', ok(accountView({ pending: { token: { changedAt: 1 } } })));
    expect(state().accounts.value?.[0]?.pending).toEqual({ token: { changedAt: 1 } });
  });

  test('copies a secret without learning it', async () => {
    const copied = state().copySecret('ops', 'token');
    await bridge.answer('accounts.copy', ok(null));
    expect(await copied).toBe(true);
    const refused = state().copySecret('ops', 'token');
    await bridge.answer('accounts.copy', err(broken));
    expect([await refused, state().failures.ops]).toEqual([false, { act: 'copy', failure: broken }]);
  });

  test('exports and imports it, saying what was in the way', async () => {
    const exported = state().exportFile('ops', undefined);
    expect(bridge.waiting('accounts.export')[0]?.input).toEqual({ id: 'ops' });
    await bridge.answer('accounts.export', ok({ fileName: 'weiguan-ops.json', text: '{}' }));
    expect(await exported).toEqual({ fileName: 'weiguan-ops.json', text: '{}' });
    const refused = state().importFile({ text: '{}' });
    await bridge.answer('accounts.import', err(broken));
    expect([await refused, state().failures[importing]?.failure]).toEqual([null, broken]);
    const imported = state().importFile({ text: '{}', id: 'ops-2' });
    await bridge.answer('accounts.import', ok(accountView({ id: 'ops-2' })));
    expect([await imported, state().failures]).toEqual(['ops-2', {}]);
  });

  test('asks anew where the secrets are once they could not be kept', async () => {
    void state().generate('ops');
    await bridge.answer('accounts.generate', err({ ...broken, code: 'secrets/locked' }));
    await bridge.answer('accounts.list', ok({ accounts: [accountView()], secrets: { failure: broken }, clipboard: true }));
    expect(state().secrets).toEqual({ failure: broken });
  });
});
