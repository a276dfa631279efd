import { lookup } from 'node:dns';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type LookupFunction, type Server } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failure } from '../../../shared/failures.ts';
import { limits } from '../../../shared/limits.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { Target, type TargetSecretName, TargetSecretName as TargetSecretNames, type TargetView } from '../../../shared/target.ts';
import { createEventHub } from '../../events.ts';
import { openKeptValues } from '../../kept-values.ts';
import { type LeftSecrets, openLeftSecrets } from '../../secrets/left-secrets.ts';
import { createMemoryStore } from '../../secrets/memory.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import { type SimulatedTiming, simulatedTiming } from '../../simulated-timing.ts';
import type { Store } from '../../store/store.ts';
import { openTestStore, testFolder } from '../../store/test-store.ts';
import type { Driver } from '../driver.ts';
import { openTargetHostKeys, type TargetHostKeys } from './host-keys.ts';
import { askBy } from './probes.ts';
import type { TargetSecrets } from './target-secrets.ts';
import { openTargets, type Targets, type TargetsOptions } from './targets.ts';

const secretText = 'correct horse battery';

let dir: string;
let store: Store;
let hostKeys: TargetHostKeys;
let secrets: SecretStore;
let leftSecrets: LeftSecrets;
let opened: Result<SecretStore>;
let targets: Targets;
let timing: SimulatedTiming;
let events: ReturnType<typeof createEventHub>;
let bugs: unknown[];
/** What a role's rights name. */
let named: Set<string>;
/** Those of them that mean servers. */
let gone: Set<string>;
/** What drivers were made of, and which of them were closed. */
let made: { target: Target; secrets: TargetSecrets; purpose: string; closed: boolean }[];

beforeEach(async () => {
  named = new Set();
  gone = new Set();
  dir = testFolder();
  store = await openTestStore(dir);
  hostKeys = openTargetHostKeys(await openKeptValues(store));
  timing = simulatedTiming();
  secrets = createMemoryStore(timing);
  opened = ok(secrets);
  await reopen();
});
afterEach(async () => {
  await targets.close();
  leftSecrets.close();
  expect(bugs).toEqual([]);
});

/** As after a restart: what is not on disk or in the secret store is gone. */
async function reopen(change: Partial<TargetsOptions> = {}): Promise<void> {
  await targets?.close();
  events = createEventHub();
  made = [];
  bugs = [];
  leftSecrets?.close();
  leftSecrets = await openLeftSecrets({ store, secrets: async () => opened, onBug: (error) => bugs.push(error) });
  targets = await openTargets({
    ...{ store, hostKeys, events, sshConfigFile: join(dir, 'ssh_config') },
    timing,
    ...{ secrets: async () => opened, leftSecrets },
    language: () => 'en',
    driversFor: (target, given, purpose) => [fakeDriver(target, given, purpose)],
    onBug: (error) => bugs.push(error),
    ask: async () => false,
    rights: { naming: (word) => (named.has(word) ? ['夜班'] : []), meant: (word) => (gone.has(word) ? 'server' : undefined) },
    ...change,
  });
}

function fakeDriver(target: Target, given: TargetSecrets, purpose: string): Driver {
  const driver = { target, secrets: given, purpose, closed: false };
  made.push(driver);
  return {
    kind: 'ssh',
    tryIt: async () => ok({ ms: 1, found: given.sshPassword === secretText ? 'Debian 12' : 'no' }),
    close: async () => {
      driver.closed = true;
    },
  };
}

const byPassword = (change: object = {}) => ({ host: '10.0.0.1', user: 'root', auth: { by: 'password' as const }, ...change });
const target = (id: string, change: object = {}): Target => Target.parse({ id, name: id, ssh: byPassword(), ...change });
const add = (one: Target, typed: TargetSecrets = {}) => targets.save({ target: one, secrets: typed, isNew: true });
const edit = (one: Target, typed: TargetSecrets = {}, forget: TargetSecretName[] = []) =>
  targets.save({ target: one, secrets: typed, forget, isNew: false });
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.error.code);
const view = (id: string) => targets.list().find((one) => one.id === id) as TargetView;
const ids = () => targets.list().map(({ id }) => id);
/** What the secret store holds of a target. */
async function held(id: string): Promise<TargetSecrets> {
  const found = await Promise.all(
    TargetSecretNames.options.map(async (name) => {
      const read = await secrets.get(`target/${id}/${name}`);
      return read.ok && read.value ? [[name, read.value.text]] : [];
    }),
  );
  return Object.fromEntries(found.flat());
}

describe('This computer', () => {
  test('is the first target, in the language of the gateway, by its host name too', () => {
    expect(targets.list()).toMatchObject([{ id: 'local', name: 'This computer', drivers: ['local'], light: { state: 'up' } }]);
    expect(view('local').aliases).toContain('本机');
    expect(view('local').capabilities).toContain('shell');
  });
  test('cannot be changed or deleted', async () => {
    expect(codeOf(await add(target('local')))).toBe('targets/fixed');
    expect(codeOf(await edit(target('local')))).toBe('targets/fixed');
    expect(codeOf(await targets.remove('local', 'local'))).toBe('targets/fixed');
    expect(codeOf(await add(target('Local')))).toBe('targets/name-taken');
    expect(codeOf(await add(target('pc', { name: '本机' })))).toBe('targets/name-taken');
  });
});

test('a target keeps its name where this computer is called the same by now', async () => {
  const named = target(
    hostname()
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 32) || 'pc',
    { name: hostname().slice(0, 32) },
  );
  await store.do('targets.put', { records: [{ target: named, madeAt: timing.now(), secrets: {} }] });
  await reopen();
  expect(view('local').aliases).toEqual(['本机']);
  expect(codeOf(await edit({ ...named, notes: 'changed' }))).toBe('ok');
  expect(codeOf(await add(target('web')))).toBe('ok');
});

describe('A target', () => {
  test('is there after a restart, with what its drivers can do', async () => {
    const wake = { mac: '00:11:22:33:44:55' };
    await add(target('web-01', { name: '官网', wake }), { sshPassword: secretText });
    await reopen();
    expect(view('web-01')).toMatchObject({
      ...{ name: '官网', drivers: ['ssh', 'wake'], capabilities: ['shell', 'powerOn', 'powerOff', 'screen'] },
      ...{ secrets: { sshPassword: timing.now() }, light: { state: 'unknown' } },
    });
  });
  test('is added once, and changed only where it is there', async () => {
    expect(codeOf(await add(target('web')))).toBe('ok');
    expect(codeOf(await add(target('web')))).toBe('targets/id-taken');
    expect(codeOf(await add(target('WEB')))).toBe('targets/name-taken');
    expect(codeOf(await edit(target('db')))).toBe('targets/unknown');
    expect(codeOf(await edit(target('web', { name: '官网' })))).toBe('ok');
    expect(view('web').name).toBe('官网');
  });
  test('is in no group that is called like a server, nor called like a group; one that was made so can still be changed', async () => {
    await add(target('pay-01', { group: 'core' }));
    expect(codeOf(await add(target('web', { group: 'Local' })))).toBe('targets/group-is-server');
    expect(codeOf(await add(target('web', { group: 'PAY-01' })))).toBe('targets/group-is-server');
    expect(codeOf(await add(target('Core')))).toBe('targets/group-is-server');
    expect(codeOf(await targets.addAll([target('db'), target('web', { group: 'db' })]))).toBe('targets/group-is-server');
    await store.do('targets.put', { records: [{ target: target('core'), madeAt: timing.now(), secrets: {} }] });
    await reopen();
    expect(codeOf(await edit(target('core', { notes: 'new' })))).toBe('ok');
    expect(codeOf(await edit(target('pay-01', { group: 'core', notes: 'new' })))).toBe('ok');
  });
  test('is not deleted while a right names it, which would be that of whatever is called so later', async () => {
    await add(target('db'));
    named.add('db');
    expect(await targets.remove('db', 'db')).toMatchObject({ error: { code: 'targets/in-rights', params: { id: 'db', roles: '夜班' } } });
    expect(ids()).toContain('db');
    expect(codeOf(await edit(target('db', { notes: 'new' })))).toBe('ok');
    named.clear();
    expect(codeOf(await targets.remove('db', 'db'))).toBe('ok');
  });
  test('has no id that a right means a group by', async () => {
    named.add('web');
    expect(codeOf(await add(target('web')))).toBe('targets/id-in-rights');
    expect(codeOf(await targets.addAll([target('db'), target('web')]))).toBe('targets/id-in-rights');
    expect(codeOf(await add(target('web-01', { group: 'web' })))).toBe('ok');
  });
  test('is in no group that is called like a server that rights mean and that is gone: the group would have them', async () => {
    const inDb = { group: 'db' };
    await add(target('web'));
    await add(target('nas', inDb));
    named.add('db');
    expect(codeOf(await edit(target('web', inDb)))).toBe('ok');
    await edit(target('web'));
    gone.add('db');
    const refused = { error: { code: 'targets/group-in-rights', params: { group: 'db', roles: '夜班' } } };
    expect(await edit(target('web', inDb))).toMatchObject(refused);
    expect(await add(target('web-2', inDb))).toMatchObject(refused);
    expect(await targets.addAll([target('web-3'), target('web-4', inDb)])).toMatchObject(refused);
    expect(codeOf(await edit(target('nas', { ...inDb, notes: 'new' })))).toBe('ok');
    named.clear();
    gone.clear();
    expect(codeOf(await edit(target('web', inDb)))).toBe('ok');
  });
  test('is told to the page when it changes', async () => {
    const told = vi.fn();
    events.listen((_, list) => told((list as TargetView[]).map(({ id }) => id)), 'targets.changed');
    await add(target('web'));
    await vi.waitFor(() => expect(told).toHaveBeenLastCalledWith(['local', 'web']));
  });
  test('through which others are reached can neither go nor lose its ssh', async () => {
    await add(target('gate'));
    await add(target('web', { ssh: byPassword({ jump: 'gate' }) }));
    expect(await targets.remove('gate', 'gate')).toMatchObject({ error: { code: 'targets/in-use', params: { by: 'web' } } });
    const { ssh: _, ...withoutSsh } = target('gate');
    expect(codeOf(await edit(withoutSsh))).toBe('targets/jump-no-ssh');
    expect(codeOf(await edit(target('gate', { ssh: byPassword({ jump: 'web' }) })))).toBe('targets/jump-loop');
  });
});

describe('Secrets', () => {
  test('stand in the secret store, and neither in an answer nor in the data folder', async () => {
    const saved = await add(target('web'), { sshPassword: secretText });
    expect(await held('web')).toEqual({ sshPassword: secretText });
    expect(JSON.stringify([saved, targets.list()])).not.toContain(secretText);
    const files = readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(secretText));
    expect(files).toEqual([]);
  });
  test('that are left out stay, those that are forgotten go', async () => {
    await add(target('web', { vnc: { host: '10.0.0.1' } }), { sshPassword: secretText, vncPassword: 'x' });
    const changed = target('web', { name: '官网', vnc: { host: '10.0.0.1' } });
    expect(await edit(changed, {}, ['vncPassword'])).toMatchObject({ value: { secrets: { sshPassword: timing.now() } } });
    expect(await held('web')).toEqual({ sshPassword: secretText });
  });
  test('for which the target has no use any more are forgotten', async () => {
    await add(target('web'), { sshPassword: secretText, ipmiPassword: 'no use' });
    expect(await held('web')).toEqual({ sshPassword: secretText });
    await edit(target('web', { ssh: byPassword({ auth: { by: 'agent' } }) }));
    expect(await held('web')).toEqual({});
    expect(view('web').secrets).toEqual({});
  });
  test('may belong to an id with dots', async () => {
    await add(target('10.0.0.1'), { sshPassword: secretText });
    await targets.drivers('10.0.0.1');
    expect(made).toMatchObject([{ secrets: { sshPassword: secretText } }]);
  });
  test('go to no other address than the one that they were entered for', async () => {
    await add(target('web'), { sshPassword: secretText });
    const moved = target('web', { ssh: byPassword({ host: '10.0.0.2' }) });
    expect(codeOf(await edit(moved))).toBe('targets/retype');
    expect(codeOf(await targets.tryOut({ target: moved, secrets: {}, kind: 'ssh' }))).toBe('targets/retype');
    expect(made).toEqual([]);
    expect(codeOf(await edit(moved, { sshPassword: 'another' }))).toBe('ok');
  });
  test('are with no address that they are not for, wherever a save is cut off', async () => {
    await add(target('web'), { sshPassword: secretText });
    const atRow: unknown[] = [];
    const open = store;
    store = {
      ...open,
      do: async (name, ...input) => {
        if (name === 'targets.put') atRow.push(await held('web'));
        return open.do(name, ...input);
      },
    };
    await reopen();
    await edit(target('web', { ssh: byPassword({ host: '10.0.0.2' }) }), { sshPassword: 'of the new one' });
    // The row as it was, that with the new address, and that which says that a password is set.
    expect(atRow).toEqual([{ sshPassword: secretText }, {}, { sshPassword: 'of the new one' }]);
    expect(view('web').secrets).toEqual({ sshPassword: timing.now() });
  });
  test('that cannot be kept leave everything as it was', async () => {
    await add(target('web'), { sshPassword: secretText });
    opened = err(failure('secrets/locked'));
    expect(codeOf(await edit(target('web', { name: '官网' }), { sshPassword: 'x' }))).toBe('secrets/locked');
    expect(view('web').name).toBe('web');
  });
  test('are not asked for where there are none', async () => {
    opened = err(failure('secrets/locked'));
    expect(codeOf(await add(target('web')))).toBe('ok');
    expect(codeOf(await targets.drivers('web'))).toBe('ok');
    expect(codeOf(await targets.remove('web', 'web'))).toBe('ok');
  });
});

describe('A deletion', () => {
  test('wants the id to be typed', async () => {
    await add(target('web'));
    expect(codeOf(await targets.remove('web', 'we'))).toBe('targets/not-confirmed');
    expect(codeOf(await targets.remove('db', 'db'))).toBe('targets/unknown');
    expect(ids()).toEqual(['local', 'web']);
  });
  test('takes the secrets and the host key with it', async () => {
    await add(target('web'), { sshPassword: secretText });
    await hostKeys.of('web').set('10.0.0.1:22', 'ssh-ed25519 SHA256:a');
    await targets.remove('web', 'web');
    await reopen();
    expect(ids()).toEqual(['local']);
    expect(await held('web')).toEqual({});
    expect(await hostKeys.of('web').get('10.0.0.1:22')).toBeUndefined();
    expect(codeOf(await targets.restore('web'))).toBe('targets/gone');
  });
  test('is possible where the secrets cannot be opened: they go when they can be', async () => {
    await add(target('web'), { sshPassword: secretText });
    opened = err(failure('secrets/locked'));
    expect(codeOf(await targets.remove('web', 'web'))).toBe('ok');
    await reopen();
    expect(ids()).toEqual(['local']);
    opened = ok(secrets);
    await leftSecrets.again();
    expect(await held('web')).toEqual({});
  });
  test('without the secrets can be undone with them, unless they have gone by then', async () => {
    await add(target('web'), { sshPassword: secretText });
    const remove = async () => {
      opened = err(failure('secrets/locked'));
      await targets.remove('web', 'web');
      opened = ok(secrets);
    };
    await remove();
    await targets.restore('web');
    await leftSecrets.again();
    expect([view('web').secrets, await held('web')]).toEqual([{ sshPassword: timing.now() }, { sshPassword: secretText }]);
    await remove();
    await leftSecrets.again();
    await targets.restore('web');
    expect([view('web').secrets, await held('web')]).toEqual([{}, {}]);
  });
  test('can be undone, in its old place and with all that belonged to it', async () => {
    await add(target('web'), { sshPassword: secretText });
    await hostKeys.of('web').set('10.0.0.1:22', 'ssh-ed25519 SHA256:a');
    timing.setClock(1);
    await add(target('db'));
    await targets.remove('web', 'web');
    expect(codeOf(await targets.restore('web'))).toBe('ok');
    expect(ids()).toEqual(['local', 'web', 'db']);
    expect(await held('web')).toEqual({ sshPassword: secretText });
    expect(await hostKeys.of('web').get('10.0.0.1:22')).toBe('ssh-ed25519 SHA256:a');
    expect(codeOf(await targets.restore('web'))).toBe('targets/gone');
  });
  test('cannot be undone later', async () => {
    await add(target('web'));
    await targets.remove('web', 'web');
    await timing.pass(limits.undoMs);
    expect(codeOf(await targets.restore('web'))).toBe('targets/gone');
  });
  test('cannot be undone where its name means another target by now', async () => {
    await add(target('web', { name: '官网' }));
    await targets.remove('web', 'web');
    await add(target('db', { name: '官网' }));
    expect(codeOf(await targets.restore('web'))).toBe('targets/name-taken');
  });
  test('leaves nothing to a later target of the same id', async () => {
    await add(target('web'), { sshPassword: secretText });
    await targets.remove('web', 'web');
    await add(target('web'));
    expect(await held('web')).toEqual({});
    expect(codeOf(await targets.restore('web'))).toBe('targets/gone');
  });
});

describe('Trying', () => {
  const tried = (one: Target, typed: TargetSecrets = {}) => targets.tryOut({ target: one, secrets: typed, kind: 'ssh' });
  test('a form that was never saved uses what is typed and keeps nothing', async () => {
    expect(await tried(target('web'), { sshPassword: secretText })).toEqual(ok({ ms: 1, found: 'Debian 12' }));
    expect(ids()).toEqual(['local']);
    expect(await held('web')).toEqual({});
    expect(made).toMatchObject([{ purpose: 'trial', closed: true }]);
  });
  test('a saved one uses the saved secret where none is typed', async () => {
    await add(target('web'), { sshPassword: secretText });
    expect(await tried(target('web'))).toEqual(ok({ ms: 1, found: 'Debian 12' }));
    expect(await tried(target('web'), { sshPassword: 'x' })).toEqual(ok({ ms: 1, found: 'no' }));
  });
  test('a way that is not set up is told, and a jump host that is not there', async () => {
    expect(codeOf(await targets.tryOut({ target: target('web'), secrets: {}, kind: 'ipmi' }))).toBe('targets/no-driver');
    expect(codeOf(await tried(target('web', { ssh: byPassword({ jump: 'gate' }) })))).toBe('targets/jump-unknown');
  });
});

describe('Drivers', () => {
  test('are shared, and made anew when the way to the target or its secrets change', async () => {
    await add(target('web'), { sshPassword: secretText });
    const first = await targets.drivers('web');
    expect(await targets.drivers('web')).toBe(first);
    await edit(target('web', { notes: 'moved to rack 4' }));
    expect(await targets.drivers('web')).toBe(first);
    timing.setClock(1);
    await edit(target('web'), { sshPassword: 'another' });
    expect(await targets.drivers('web')).not.toBe(first);
    expect(made).toMatchObject([{ closed: true }, { closed: false, secrets: { sshPassword: 'another' } }]);
  });
  test('go through a jump host as it is now', async () => {
    await add(target('gate'));
    await add(target('web', { ssh: byPassword({ jump: 'gate' }) }));
    await targets.drivers('web');
    await edit(target('gate', { ssh: byPassword({ port: 2222 }) }));
    await vi.waitFor(() => expect(made).toMatchObject([{ closed: true }]));
  });
  test('are made again after the secrets could not be read', async () => {
    await add(target('web'), { sshPassword: secretText });
    opened = err(failure('secrets/locked'));
    expect(codeOf(await targets.drivers('web'))).toBe('secrets/locked');
    opened = ok(secrets);
    expect(codeOf(await targets.drivers('web'))).toBe('ok');
  });
  test('of a target that is not there are not made', async () => expect(codeOf(await targets.drivers('web'))).toBe('targets/unknown'));
});

describe('Lights', () => {
  let server: Server;
  let port: number;
  beforeEach(async () => {
    server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    port = (server.address() as { port: number }).port;
    await reopen({ ask: askBy(lookup as LookupFunction) });
    events.listen(() => undefined, 'targets.changed');
  });
  afterEach(() => server.close());
  const here = (change: object = {}) => ({ ssh: byPassword({ host: '127.0.0.1', ...change }) });

  test('tell which target answers, and how fast', async () => {
    await add(target('web', here({ port })));
    await vi.waitFor(() => expect(view('web').light).toEqual({ state: 'up', at: timing.now(), ms: expect.any(Number) }));
    server.close();
    targets.check(['web']);
    await vi.waitFor(() => expect(view('web').light).toEqual({ state: 'down', at: timing.now() }));
  });
  test('know nothing of what is behind a jump host', async () => {
    await add(target('gate', here({ port })));
    await add(target('web', here({ port, jump: 'gate' })));
    targets.check(undefined);
    await vi.waitFor(() => expect(view('gate').light.state).toBe('up'));
    expect(view('web').light).toEqual({ state: 'unknown' });
  });
});

describe('An import', () => {
  test('adds all targets', async () => {
    expect(await targets.addAll([target('web', { ssh: byPassword({ jump: 'gate' }) }), target('gate')])).toEqual(ok({ added: 2 }));
    await reopen();
    expect(ids()).toEqual(['local', 'web', 'gate']);
  });
  test('adds none where one cannot be added', async () => {
    await add(target('web'));
    expect(codeOf(await targets.addAll([target('db'), target('web')]))).toBe('targets/id-taken');
    expect(codeOf(await targets.addAll([target('db'), target('db')]))).toBe('targets/id-taken');
    expect(codeOf(await targets.addAll([target('db'), target('nas', { name: 'DB' })]))).toBe('targets/name-taken');
    expect(ids()).toEqual(['local', 'web']);
  });
});

describe('a server of the config file', () => {
  const given = [target('rack-01', { aliases: ['机柜'] })];
  beforeEach(() => reopen({ given }));

  test('is listed before the others, as one that only the file changes', async () => {
    await add(target('web-01'));
    expect(ids()).toEqual(['local', 'rack-01', 'web-01']);
    expect([view('rack-01').isFixed, view('web-01').isFixed]).toEqual([true, undefined]);
  });
  test('is neither changed nor deleted from the console, and its names are taken', async () => {
    expect(codeOf(await edit(target('rack-01', { name: 'mine' })))).toBe('targets/from-config');
    expect(codeOf(await targets.remove('rack-01', 'rack-01'))).toBe('targets/from-config');
    expect(codeOf(await add(target('rack-01')))).toBe('targets/id-taken');
    expect(codeOf(await add(target('web-01', { aliases: ['机柜'] })))).toBe('targets/name-taken');
    expect(codeOf(await targets.forgetHostKey('rack-01'))).toBe('ok');
    expect(view('rack-01').name).toBe('rack-01');
  });
  test('is not written to disk, and is gone with its lines in the file', async () => {
    await reopen();
    expect(ids()).toEqual(['local']);
  });
  test('takes the place of one that was made in the console, which is back without it', async () => {
    await reopen();
    await add(target('rack-01', { name: 'made here' }));
    await reopen({ given });
    expect(ids()).toEqual(['local', 'rack-01']);
    expect(view('rack-01').name).toBe('rack-01');
    await reopen();
    expect(view('rack-01').name).toBe('made here');
  });
});
