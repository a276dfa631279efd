import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { TargetView } from '../../shared/target.ts';
import { must } from '../../shared/test-result.ts';
import { wecomAccount } from '../support/accounts.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { createSecretSearch, searchFolder } from '../support/secret-search.ts';

const passphrase = 'passphrase-of-the-tests';
const sshPassword = 'pw-of-the-server-77';
const search = createSecretSearch([passphrase, sshPassword], []);

const folder = temporaryFolder();
const home = join(folder.dir, 'home');
let gateway: HeadlessGateway;
let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  port = (server.address() as { port: number }).port;
  mkdirSync(join(home, '.ssh'), { recursive: true });
  writeFileSync(join(home, '.ssh', 'config'), 'Host inner\n  ProxyJump web-01\nHost *\n  User ops\n');
  await start();
});
afterAll(async () => {
  await gateway.kill();
  server.close();
  folder.remove();
});

async function start(): Promise<void> {
  const env = { WEIGUAN_SECRETS_PASSPHRASE: passphrase, HOME: home, USERPROFILE: home };
  gateway = await startHeadless(folder.dir, [wecomAccount], {}, { env });
}

const web = () => ({
  ...{ id: 'web-01', name: '官网一号', aliases: ['官网'], group: '上海' },
  ssh: { host: '127.0.0.1', port, user: 'root', auth: { by: 'password' as const } },
});
async function list(): Promise<TargetView[]> {
  return must(await gateway.call('targets.list', {})).targets;
}
const view = async (id: string) => (await list()).find((target) => target.id === id);

describe('A server that was added in the console', () => {
  test('is there after the gateway was killed, and its password is nowhere to be read', async () => {
    const saved = await gateway.call('targets.save', { target: web(), secrets: { sshPassword }, isNew: true });
    expect(saved).toMatchObject({ ok: true, value: { id: 'web-01', drivers: ['ssh'], secrets: { sshPassword: expect.any(Number) } } });
    await gateway.kill();
    const printed = gateway.output();
    await start();
    const targets = await list();
    expect(targets.map(({ id }) => id)).toEqual(['local', 'web-01']);
    expect(targets[1]).toMatchObject({ name: '官网一号', secrets: { sshPassword: expect.any(Number) } });
    expect(search(JSON.stringify([saved, targets]) + printed + gateway.output())).toEqual([]);
    const { names, leaks } = searchFolder(join(folder.dir, 'data'), search);
    expect(names).toContain('secrets.enc');
    expect(leaks).toEqual({});
  });
  test('shows a light, asked for at once or by itself', async () => {
    await gateway.call('targets.check', {});
    await vi.waitFor(async () => expect((await view('web-01'))?.light).toMatchObject({ state: 'up', at: expect.any(Number) }));
  });
  test('is a jump host for what comes out of the ssh configuration of this computer', async () => {
    const [inner] = must(await gateway.call('targets.readImport', { kind: 'ssh-config' })).found;
    expect(inner).toMatchObject({ line: 1, known: false, problems: [], target: { id: 'inner', ssh: { jump: 'web-01', user: 'ops' } } });
    if (!inner) return;
    expect(await gateway.call('targets.import', { targets: [inner.target] })).toEqual({ ok: true, value: { added: 1 } });
    const refused = await gateway.call('targets.delete', { id: 'web-01', typed: 'web-01' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'targets/in-use', params: { by: 'inner' } } });
  });
  test('can be deleted, and brought back with its password', async () => {
    await gateway.call('targets.delete', { id: 'inner', typed: 'inner' });
    expect(await gateway.call('targets.delete', { id: 'web-01', typed: 'web-01' })).toEqual({ ok: true, value: null });
    expect(await view('web-01')).toBeUndefined();
    const restored = await gateway.call('targets.restore', { id: 'web-01' });
    expect(restored).toMatchObject({ ok: true, value: { aliases: ['官网'], secrets: { sshPassword: expect.any(Number) } } });
  });
});

test('what is no target is refused at the door', async () => {
  const bad = [
    { ...web(), id: 'no id' },
    { ...web(), id: 'x', name: 'a\u202eb' },
    { ...web(), id: 'x', password: 'x' },
    { ...web(), id: 'x', ssh: { host: '-oProxyCommand=x' } },
  ];
  for (const target of bad)
    expect(await gateway.call('targets.save', { target, isNew: true } as never)).toMatchObject({ error: { code: 'api/input' } });
});

test('no network is searched but those that this computer is in', async () => {
  const started = await gateway.call('targets.scan', { id: randomUUID(), network: '127.0.0.0/29' });
  expect(started).toMatchObject({ ok: false, error: { code: 'targets/scan-network' } });
  expect(await gateway.call('targets.stopScan', {})).toEqual({ ok: true, value: null });
});
