import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test as base, beforeAll, describe, expect } from 'vitest';
import type { CallInput, CallOutput } from '../../shared/api.ts';
import type { Result } from '../../shared/result.ts';
import type { TunnelConfig, TunnelState } from '../../shared/tunnel.ts';
import { wecomAccount } from '../support/accounts.ts';
import { fakeCloudflared, fakeProgram } from '../support/fake-cloudflared.ts';
import { type HeadlessGateway, startHeadless, temporaryFolder } from '../support/headless-gateway.ts';
import { type LocaltunnelServer, startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { isAlive } from '../support/process-alive.ts';
import { freePort, prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';
import { type Bench, type BenchListener, benchTunnel, startListener } from '../support/tunnel-bench.ts';

/** An installed tunnel program in a folder of its own, which notes there what it was started with. */
interface InstalledProgram {
  folder: string;
  marks: string;
  command: string;
  /** The process ids of each start. */
  started(): number[][];
}

/** What each test has to itself, and what ends with it. */
interface Own {
  listener: BenchListener;
  bench(config: TunnelConfig, options?: Parameters<typeof benchTunnel>[2]): Bench;
  server: LocaltunnelServer;
  /** One that may be killed. */
  ownSshd: Sshd;
  remotePort: number;
  installed: InstalledProgram;
}

const test = base.extend<Own>({
  // biome-ignore-start lint/correctness/noEmptyPattern: Vitest reads there which others a fixture needs
  async listener({}, use) {
    const listener = await startListener();
    await use(listener);
    await listener.down();
  },
  async bench({ listener }, use) {
    const benches: Bench[] = [];
    await use((config, options = {}) => {
      const made = benchTunnel(listener, config, options);
      benches.push(made);
      return made;
    });
    for (const { tunnel, bugs } of benches) {
      await tunnel.stop();
      expect(bugs).toEqual([]);
    }
  },
  async server({}, use) {
    const server = await startLocaltunnelServer();
    await use(server);
    await server.kill();
  },
  async ownSshd({}, use) {
    const sshd = await prepareSshd();
    await sshd.start();
    await use(sshd);
    await sshd.remove();
  },
  async remotePort({}, use) {
    await use(await freePort());
  },
  async installed({}, use) {
    const folder = mkdtempSync(join(tmpdir(), 'weiguan-program-'));
    const marks = join(folder, 'marks');
    const lines = () => readFileSync(marks, 'utf8').trim().split('\n');
    const started = () => lines().map((line) => line.split(' ').map(Number));
    await use({ folder, marks, command: fakeCloudflared(folder), started });
    rmSync(folder, { recursive: true, force: true });
  },
  // biome-ignore-end lint/correctness/noEmptyPattern: Vitest reads there which others a fixture needs
});

const isUp = (state: TunnelState) => state.state === 'up';
const isFailed = (state: TunnelState) => state.state === 'failed';
const isDown = (state: TunnelState) => state.state !== 'up';

/** Sockets, servers, timers and programs of this process. */
const resources = () => process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Process|Pipe/.test(name)).length;

/** How many there are when those of the test before have gone. */
async function settledResources(): Promise<number> {
  let last = Number.POSITIVE_INFINITY;
  for (let now = resources(); now < last; now = resources()) {
    last = now;
    // longer than a test server keeps a name
    await new Promise((resolve) => setTimeout(resolve, 1_200));
  }
  return last;
}

/** Resolves when there are no more than so many. */
async function drainTo(count: number): Promise<void> {
  const started = performance.now();
  while (resources() > count) {
    if (performance.now() - started > 5_000) throw new Error(`left behind: ${process.getActiveResourcesInfo().join(' ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const tunnelOf = (answer: Result<CallOutput<'tunnel.get'>>) => (answer.ok ? answer.value.state : answer.error);

/** Sends 1 MB through the public URL and compares what arrived. */
async function expectMegabyte(publicUrl: string | undefined): Promise<void> {
  const body = randomBytes(1024 * 1024);
  const response = await fetch(`${publicUrl}/callback/corp`, { method: 'POST', body });
  const digest = createHash('sha256').update(body).digest('hex');
  expect(await response.json()).toEqual({ bytes: body.length, digest, host: new URL(publicUrl ?? '').host });
}

const corpHook = (server: LocaltunnelServer): TunnelConfig => ({
  provider: 'localtunnel',
  server: server.url,
  subdomain: 'corp-hook',
});

const throughSsh = (
  sshd: Sshd,
  remotePort: number,
  auth: Extract<TunnelConfig, { provider: 'ssh' }>['auth'] = { by: 'key', file: sshd.keys.good },
): TunnelConfig => ({
  provider: 'ssh',
  host: '127.0.0.1',
  port: sshd.port,
  user: sshd.user,
  auth,
  remoteHost: '127.0.0.1',
  remotePort,
  publicUrl: `http://127.0.0.1:${remotePort}/`,
});

// why first, and one after the other: they count what this whole process has open
describe('at stop', () => {
  test('localtunnel leaves no timer, socket or server behind', async ({ bench, server }) => {
    const { tunnel, until } = bench(corpHook(server));
    const cycle = async () => {
      await tunnel.start();
      await until(isUp);
      const whileUp = resources();
      await tunnel.stop();
      return whileUp;
    };
    // the first time the server opens a public port, which it keeps
    await cycle();
    const before = await settledResources();
    expect(await cycle()).toBeGreaterThan(before);
    await drainTo(before);
  });

  test.skipIf(sshdMissing)(
    'ssh leaves nothing behind, not even of a request under way',
    async ({ bench, ownSshd, remotePort, listener }) => {
      const silent = createServer(() => undefined);
      await once(silent.listen(0, '127.0.0.1'), 'listening');
      const before = await settledResources();
      const { tunnel, until } = bench(throughSsh(ownSshd, remotePort));
      await tunnel.start();
      await until(isUp);
      const dialled = await tunnel.dial('127.0.0.1', (silent.address() as AddressInfo).port);
      expect(dialled.ok).toBe(true);
      listener.hangs = true;
      const hanging = fetch(`${tunnel.state().publicUrl}/callback/corp`).catch(() => 'broken');
      await until(({ requests }) => requests > 0);
      await tunnel.stop();
      expect(await hanging).toBe('broken');
      await drainTo(before);
      silent.closeAllConnections();
      silent.close();
    },
  );
});

// why at once, here and below: they mostly wait for what breaks to be noticed and mended
describe.concurrent('localtunnel', () => {
  test('carries requests, a megabyte too, and counts them without its own probes', async ({ bench, server }) => {
    const { tunnel, until } = bench(corpHook(server));
    await tunnel.start();
    await until(isUp);
    await expectMegabyte(tunnel.state().publicUrl);
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${tunnel.state().publicUrl}/callback/corp?n=1`)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(tunnel.state().requests).toBe(21);
    expect(tunnel.state()).toMatchObject({ provider: 'localtunnel', notes: [], probe: { ms: expect.any(Number) } });
  });

  test('is back within 10 s after the server was killed and restarted, and asks for the same name', async ({ bench, server }) => {
    const { tunnel, until } = bench(corpHook(server));
    await tunnel.start();
    await until(isUp);
    const url = tunnel.state().publicUrl;
    await server.kill();
    await until(isDown);
    expect(tunnel.state()).toMatchObject({ state: 'retrying', failure: { code: expect.stringMatching(/^tunnel\//) } });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await server.restart();
    const tookMs = await until(isUp);
    console.log(`localtunnel: back ${Math.round(tookMs)} ms after the server's return`);
    expect(tookMs).toBeLessThan(10_000);
    expect(new Set(server.asked)).toEqual(new Set(['corp-hook']));
    expect(tunnel.state().publicUrl).toBe(url);
    await expectMegabyte(url);
  });

  test('without a name of its own it asks for the one that it was given', async ({ bench, server }) => {
    const { tunnel, until } = bench({ provider: 'localtunnel', server: server.url });
    await tunnel.start();
    await until(isUp);
    await server.kill();
    await server.restart();
    await until(isDown);
    await until(isUp);
    expect(server.asked).toEqual(['?new', 'random-1']);
    expect(tunnel.state().publicUrlBefore).toBeUndefined();
  });

  test('after a restart it asks for the name in the URL that WeChat knows, where that is one of this server', async ({ bench, server }) => {
    const config: TunnelConfig = { provider: 'localtunnel', server: server.url.replace('127.0.0.1', 'localhost') };
    for (const knownUrl of ['http://kept-name.localhost:8080', 'https://kept-name.example.com', 'http://localhost']) {
      const { tunnel, until } = bench(config, { knownUrl });
      await tunnel.start();
      await until(isUp);
      await tunnel.stop();
    }
    expect(server.asked).toEqual(['kept-name', '?new', '?new']);
  });

  test('a server that hangs up on each connection is told, and called again only after a while', async ({ bench, server, expect }) => {
    server.hangsUp = true;
    const { tunnel, until } = bench(corpHook(server), { timings: { firstRetryMs: 60_000, knockEveryMs: 20 } });
    await tunnel.start();
    await until(({ failure }) => failure?.code === 'tunnel/hangs-up');
    const calls = server.calls();
    expect(calls).toBeLessThan(60);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(server.calls()).toBe(calls);
  });

  test('another name than the one asked for is taken after some tries, and told', async ({ bench, server }) => {
    server.taken.add('corp-hook');
    const { tunnel, until } = bench(corpHook(server), { timings: { askAgainMs: 50 }, knownUrl: 'https://corp-hook.example.com' });
    await tunnel.start();
    await until(isUp);
    expect(server.asked).toEqual(['corp-hook', 'corp-hook', 'corp-hook']);
    expect(tunnel.state().notes).toMatchObject([{ code: 'tunnel/other-subdomain', params: { asked: 'corp-hook' } }]);
    expect(tunnel.state().publicUrlBefore).toBe('https://corp-hook.example.com');
    tunnel.acknowledgeUrl();
    expect(tunnel.state().publicUrlBefore).toBeUndefined();
  });

  test('the page that browsers get is noted, and is no failure', async ({ bench, server }) => {
    server.interpose = true;
    const { tunnel, until } = bench(corpHook(server));
    await tunnel.start();
    await until(({ notes }) => notes.length > 0);
    expect(tunnel.state()).toMatchObject({ state: 'up', notes: [{ code: 'tunnel/interstitial' }] });
  });

  test('a tunnel that looks up and is dead is noticed, and replaced by a fresh one', async ({ bench, server }) => {
    const { tunnel, until } = bench(corpHook(server));
    await tunnel.start();
    await until(isUp);
    server.deaf = true;
    const noticedMs = await until(isDown);
    console.log(`dead tunnel: noticed after ${Math.round(noticedMs)} ms (probes every 300 ms, 1 s deadline)`);
    expect(tunnel.state().failure?.code).toBe('tunnel/probe-timeout');
    server.deaf = false;
    await until(isUp);
    expect(new Set(server.asked)).toEqual(new Set(['corp-hook']));
  });

  test('a listener that is down costs no connection of the pool', async ({ bench, server, listener }) => {
    const { tunnel, until } = bench(corpHook(server), { timings: { probeEveryMs: 60_000 } });
    await tunnel.start();
    await until(isUp);
    await listener.down();
    for (let n = 0; n < 12; n += 1) expect((await fetch(`${tunnel.state().publicUrl}/callback/corp`)).status).toBe(502);
    await listener.up();
    await expectMegabyte(tunnel.state().publicUrl);
    await until(() => server.connections() === 3);
    expect(server.asked).toHaveLength(1);
  });

  test('a machine that wakes from sleep looks at once, and makes a fresh tunnel where the old one is dead', async ({ bench, server }) => {
    let sleptMs = 0;
    const clock = { now: () => Date.now() + sleptMs, elapsed: () => performance.now() };
    const { tunnel, until } = bench(corpHook(server), { clock, timings: { probeEveryMs: 60_000 } });
    await tunnel.start();
    await until(isUp);
    server.deaf = true;
    sleptMs = 3_600_000;
    await until(isDown);
    server.deaf = false;
    await until(isUp);
    expect(server.asked.length).toBeGreaterThan(1);
  });

  test('a server that says no is quoted; one that is away is told apart', async ({ bench }) => {
    const refusing = createServer((_, response) => response.writeHead(403).end('{"message":"Invalid subdomain"}'));
    await once(refusing.listen(0, '127.0.0.1'), 'listening');
    const url = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
    const { tunnel, until } = bench({ provider: 'localtunnel', server: url });
    await tunnel.start();
    await until(({ failure }) => failure?.code === 'tunnel/server-refused');
    expect(tunnel.state().failure?.params?.reason).toBe('Invalid subdomain');
    refusing.close();
    await until(({ failure }) => failure?.code === 'tunnel/server-unreachable');
  });

  test('an answer without end is not read to its end', async ({ bench }) => {
    const endless = createServer((_, response) => response.writeHead(200).end(`{"id":"${'x'.repeat(70_000)}"}`));
    await once(endless.listen(0, '127.0.0.1'), 'listening');
    const { tunnel, until } = bench({ provider: 'localtunnel', server: `http://127.0.0.1:${(endless.address() as AddressInfo).port}` });
    await tunnel.start();
    await until(({ failure }) => failure?.code === 'tunnel/server-refused');
    expect(tunnel.state().failure?.params?.reason).toBe('HTTP 200, > 64 KB');
    endless.close();
  });

  test('stop leaves no connection, whatever it was doing', async ({ bench, server, expect }) => {
    const { tunnel, until } = bench(corpHook(server));
    await tunnel.start();
    await until(isUp);
    await tunnel.stop();
    await expect.poll(() => server.connections()).toBe(0);
    expect(tunnel.state().state).toBe('off');
    await server.kill();
    await tunnel.start();
    await until(({ state }) => state === 'retrying');
    await tunnel.stop();
    const asked = server.asked.length;
    await server.restart();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(server.asked).toHaveLength(asked);
  });
});

describe.skipIf(sshdMissing).concurrent(`ssh${sshdMissing ? ` (${sshdMissing})` : ''}`, () => {
  let sshd: Sshd;

  beforeAll(async () => {
    sshd = await prepareSshd();
    await sshd.start();
  });
  afterAll(() => sshd?.remove());

  test('carries requests, a megabyte too, and pins the host key on first use', async ({ bench, remotePort }) => {
    const { tunnel, until, pins } = bench(throughSsh(sshd, remotePort));
    await tunnel.start();
    await until(isUp);
    await expectMegabyte(tunnel.state().publicUrl);
    expect(tunnel.state().requests).toBe(1);
    expect([...pins]).toEqual([[`127.0.0.1:${sshd.port}`, `ssh-ed25519 ${sshd.fingerprint()}`]]);
  });

  test('is back within 10 s after sshd was killed and restarted', async ({ bench, ownSshd, remotePort }) => {
    const { tunnel, until } = bench(throughSsh(ownSshd, remotePort));
    await tunnel.start();
    await until(isUp);
    await ownSshd.kill();
    await until(isDown);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await ownSshd.start();
    const tookMs = await until(isUp);
    console.log(`ssh: back ${Math.round(tookMs)} ms after the server's return`);
    expect(tookMs).toBeLessThan(10_000);
    await expectMegabyte(tunnel.state().publicUrl);
  });

  test('one connection serves the tunnel and the way out, which comes back by itself', async ({ bench, ownSshd, remotePort }) => {
    const echo = createTcpServer((socket) => socket.pipe(socket));
    await once(echo.listen(0, '127.0.0.1'), 'listening');
    const { port } = echo.address() as AddressInfo;
    const { tunnel, until } = bench(throughSsh(ownSshd, remotePort));
    expect(await tunnel.dial('127.0.0.1', port)).toMatchObject({ ok: false, error: { code: 'tunnel/off' } });
    await tunnel.start();
    await until(isUp);
    const say = async (text: string) => {
      const dialled = await tunnel.dial('127.0.0.1', port);
      if (!dialled.ok) return dialled.error.code;
      dialled.value.write(text);
      const [heard] = await once(dialled.value, 'data');
      dialled.value.destroy();
      return String(heard);
    };
    expect(await say('hello')).toBe('hello');
    await ownSshd.kill();
    await ownSshd.start();
    await until(isDown);
    await until(isUp);
    expect(await say('again')).toBe('again');
    expect(await tunnel.dial('127.0.0.1', await freePort())).toMatchObject({ ok: false, error: { code: 'ssh/dial-refused' } });
    echo.close();
  });

  test('a changed host key is refused for good, and both are told', async ({ bench, ownSshd, remotePort }) => {
    const { tunnel, until, pins } = bench(throughSsh(ownSshd, remotePort));
    const place = `127.0.0.1:${ownSshd.port}`;
    const remembered = `ssh-ed25519 ${ownSshd.fingerprint()}`;
    pins.set(place, remembered);
    await ownSshd.kill();
    ownSshd.changeHostKey();
    await ownSshd.start();
    await tunnel.start();
    await until(isFailed);
    const shown = `ssh-ed25519 ${ownSshd.fingerprint()}`;
    expect(tunnel.state().failure).toMatchObject({
      code: 'ssh/host-key-changed',
      params: { server: place, expected: remembered, actual: shown },
    });
    expect(tunnel.state().retryAt).toBeUndefined();
    expect(pins.get(place)).toBe(remembered);
    pins.delete(place);
    await tunnel.start();
    await until(isUp);
  });

  test('a changed host key can be trusted in the console', async ({ ownSshd, remotePort, expect }) => {
    const folder = temporaryFolder();
    const gateway = await startHeadless(folder.dir, [wecomAccount], { secrets: { passphrase: 'of the tests' } });
    const stateIs = (state: TunnelState['state']) =>
      expect.poll(async () => tunnelOf(await gateway.call('tunnel.get', {})), { timeout: 15_000 }).toMatchObject({ state });
    await gateway.call('tunnel.set', { config: throughSsh(ownSshd, remotePort) });
    await stateIs('up');
    await ownSshd.kill();
    ownSshd.changeHostKey();
    await ownSshd.start();
    await stateIs('failed');
    expect(tunnelOf(await gateway.call('tunnel.get', {}))).toMatchObject({ failure: { code: 'ssh/host-key-changed' } });
    await gateway.call('tunnel.forgetHostKey', {});
    await stateIs('up');
    await gateway.stop();
    folder.remove();
  });

  test('logging in fails with the reason', async ({ bench, remotePort }) => {
    const fails = async (auth: Extract<TunnelConfig, { provider: 'ssh' }>['auth'], secrets: Record<string, string> = {}) => {
      const made = bench(throughSsh(sshd, remotePort, auth));
      for (const [name, text] of Object.entries(secrets)) made.secrets.set(name, text);
      await made.tunnel.start();
      await made.until(isFailed);
      await made.tunnel.stop();
      return made.states.findLast(({ failure }) => failure)?.failure?.code;
    };
    expect(await fails({ by: 'key', file: sshd.keys.other })).toBe('ssh/auth-key');
    expect(await fails({ by: 'key', file: '/nowhere/id_ed25519' })).toBe('ssh/key-file');
    expect(await fails({ by: 'key', file: `${sshd.keys.good}.pub` })).toBe('ssh/key-format');
    expect(await fails({ by: 'key', file: sshd.keys.locked })).toBe('ssh/key-passphrase-missing');
    expect(await fails({ by: 'key', file: sshd.keys.locked }, { 'tunnel/ssh-passphrase': 'wrong' })).toBe('ssh/key-passphrase-wrong');
    expect(await fails({ by: 'password' })).toBe('ssh/no-password');
    expect(await fails({ by: 'password' }, { 'tunnel/ssh-password': 'wrong' })).toBe('ssh/auth-password');
  });

  test('a key with a passphrase logs in', async ({ bench, remotePort }) => {
    const { tunnel, until, secrets } = bench(throughSsh(sshd, remotePort, { by: 'key', file: sshd.keys.locked }));
    secrets.set('tunnel/ssh-passphrase', 'correct horse');
    await tunnel.start();
    await until(isUp);
  });

  test('an agent that holds the key logs in; without one that is told', async ({ bench, remotePort, expect }) => {
    const folder = mkdtempSync(join(tmpdir(), 'weiguan-agent-'));
    const before = process.env.SSH_AUTH_SOCK;
    delete process.env.SSH_AUTH_SOCK;
    const { tunnel, until } = bench(throughSsh(sshd, remotePort, { by: 'agent' }));
    await tunnel.start();
    await until(isFailed);
    expect(tunnel.state().failure?.code).toBe('ssh/no-agent');
    process.env.SSH_AUTH_SOCK = join(folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', process.env.SSH_AUTH_SOCK], { stdio: 'ignore' });
    await expect.poll(() => existsSync(join(folder, 'agent'))).toBe(true);
    execFileSync('ssh-add', ['-q', sshd.keys.good]);
    await tunnel.start();
    await until(isUp);
    agent.kill();
    if (before !== undefined) process.env.SSH_AUTH_SOCK = before;
    rmSync(folder, { recursive: true, force: true });
  });

  test('a port that is taken on the server is told, and tried again', async ({ bench, remotePort }) => {
    const holder = createTcpServer();
    await once(holder.listen(remotePort, '127.0.0.1'), 'listening');
    const { tunnel, until } = bench(throughSsh(sshd, remotePort));
    await tunnel.start();
    await until(({ failure }) => failure?.code === 'tunnel/forward-refused');
    holder.close();
    await until(isUp);
  });
});

describe.concurrent('an installed program', () => {
  const config = ({ command, marks }: InstalledProgram, listener: BenchListener, ...args: string[]): TunnelConfig => ({
    provider: 'program',
    program: 'cloudflared',
    command,
    args: [fakeProgram, marks, ...args],
    publicUrl: listener.url,
  });

  test('is up when it says so, shows its output, and is gone with its children at stop', async ({ bench, listener, installed, expect }) => {
    const { tunnel, until } = bench(config(installed, listener), { timings: { probeAgainMs: 100 } });
    await tunnel.start();
    await until(isUp);
    await expectMegabyte(tunnel.state().publicUrl);
    expect(tunnel.state().requests).toBe(1);
    expect(tunnel.state().output.at(-1)).toContain('INF Registered tunnel connection connIndex=0');
    const pids = installed.started().at(-1) ?? [];
    expect(pids.map(isAlive)).toEqual([true, true]);
    await tunnel.stop();
    await expect.poll(() => pids.map(isAlive)).toEqual([false, false]);
  });

  test('needs no keychain where it has its credentials in a file', async ({ bench, listener, installed }) => {
    const { tunnel, until } = bench(config(installed, listener), { noKeychain: true });
    await tunnel.start();
    await until(isUp);
  });

  test('is started again when it ends', async ({ bench, listener, installed, expect }) => {
    const { tunnel, until, states } = bench(config(installed, listener, 'ends-after=1500'));
    await tunnel.start();
    await until(isUp);
    await until(({ failure }) => failure?.code === 'tunnel/program-ended');
    await until(isUp);
    expect(installed.started().length).toBe(2);
    expect(states.find(({ failure }) => failure)?.failure?.params).toMatchObject({
      code: '1',
      line: expect.stringContaining('Registered'),
    });
    await expect.poll(() => (installed.started().at(-2) ?? []).map(isAlive)).toEqual([false, false]);
  });

  test('is left alone while the network is away, since it finds back under its name', async ({ bench, listener, installed, expect }) => {
    let sleptMs = 0;
    const clock = { now: () => Date.now() + sleptMs, elapsed: () => performance.now() };
    const network = { sawAnswer: () => undefined, works: async () => false };
    const { tunnel, until } = bench(config(installed, listener), { clock, network, timings: { probeAgainMs: 20 } });
    await tunnel.start();
    await until(isUp);
    await listener.down();
    sleptMs = 3_600_000;
    await until(({ state, failure }) => state === 'retrying' && failure?.code === 'tunnel/probe-unreachable');
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await listener.up();
    await until(isUp);
    expect(installed.started()).toHaveLength(1);
  });

  test('is started again where it does not find back though the network is there', async ({ bench, listener, installed, expect }) => {
    const { tunnel, until } = bench(config(installed, listener), { timings: { probeAgainMs: 20, probeEveryMs: 100 } });
    await tunnel.start();
    await until(isUp);
    await listener.down();
    await until(({ failure }) => failure?.code === 'tunnel/probe-unreachable');
    await expect.poll(() => installed.started().length, { timeout: 10_000 }).toBe(2);
    await listener.up();
  });

  test('is started again where something else answers in its place all the time', async ({ bench, listener, installed, expect }) => {
    const { tunnel, until } = bench(config(installed, listener), { timings: { probeAgainMs: 50, probeEveryMs: 100 } });
    await tunnel.start();
    await until(isUp);
    await listener.down();
    const other = createServer((_, response) => response.writeHead(530).end('error code: 1033'));
    await once(other.listen(Number(new URL(listener.url).port), '127.0.0.1'), 'listening');
    await until(({ failure }) => failure?.code === 'tunnel/probe-elsewhere');
    await expect.poll(() => installed.started().length, { timeout: 10_000 }).toBe(2);
    other.closeAllConnections();
    other.close();
  });

  test('gets what it needs of the environment, and its token by it; nothing of ours', async ({ bench, listener, installed }) => {
    process.env.WEIGUAN_CONSOLE_TOKEN = 'of the console';
    const { tunnel, until, secrets } = bench(config(installed, listener));
    secrets.set('tunnel/program-token', 'eyJh');
    await tunnel.start();
    delete process.env.WEIGUAN_CONSOLE_TOKEN;
    await until(isUp);
    const env = JSON.parse(readFileSync(`${installed.marks}.env`, 'utf8'));
    expect(env).toMatchObject({ PATH: process.env.PATH, TUNNEL_TOKEN: 'eyJh' });
    expect(env).not.toHaveProperty('WEIGUAN_CONSOLE_TOKEN');
    expect(env).not.toHaveProperty('VITEST');
  });

  test('that is not installed, or says nothing, is told', async ({ bench, listener, installed }) => {
    const missing = bench({ ...config(installed, listener), command: join(installed.folder, 'nowhere', 'cloudflared') } as TunnelConfig);
    await missing.tunnel.start();
    await missing.until(isFailed);
    expect(missing.tunnel.state().failure).toMatchObject({
      code: 'tunnel/cloudflared-missing',
      hint: expect.stringContaining('brew install'),
    });
    const silent = bench({ ...config(installed, listener), args: ['-e', 'setInterval(() => {}, 1000)'] } as TunnelConfig, {
      timings: { readyMs: 300 },
    });
    await silent.tunnel.start();
    await silent.until(({ failure }) => failure?.code === 'tunnel/program-silent');
  });

  test('that is connected and says no address is not started again and again: it lacks one', async ({ bench, installed }) => {
    const connected = "console.error('INF Registered tunnel connection connIndex=0'); setInterval(() => {}, 1000)";
    const named = { provider: 'program', program: 'cloudflared', command: installed.command, args: ['-e', connected] } as const;
    const { tunnel, until } = bench({ ...named, args: [...named.args] }, { timings: { readyMs: 1000 } });
    await tunnel.start();
    await until(({ failure, retryAt }) => failure?.code === 'tunnel/no-public-url' && retryAt === undefined);
  });
});

describe.concurrent('what the console takes', () => {
  const folder = temporaryFolder();
  const marks = join(folder.dir, 'marks');
  let gateway: HeadlessGateway;
  beforeAll(async () => {
    gateway = await startHeadless(folder.dir, [wecomAccount], { secrets: { passphrase: 'of the tests' } });
  });
  afterAll(async () => {
    await gateway.stop();
    folder.remove();
  });

  test.sequential('no secret in the configuration, and no program but the tunnel programs', async () => {
    const program = { provider: 'program', program: 'cloudflared', command: 'cloudflared' } as const;
    const refused: CallInput<'tunnel.set'>['config'][] = [
      { ...program, command: 'sh' },
      { ...program, command: '/opt/cloudflared/sh' },
      { ...program, program: 'frpc' },
      ...['--token', '--token=abc', '-t', '-t=abc', '-token', '--t', '--credentials-contents={}'].map((arg) => ({
        ...program,
        args: [arg],
      })),
      ...['http://me:pw@host', 'https://:pw@host', 'https:\\\\:pw@host', 'https://me@host', 'http://me:p/w@host'].flatMap((url) => [
        { provider: 'none' as const, publicUrl: url },
        { provider: 'localtunnel' as const, server: url },
      ]),
    ];
    for (const config of refused) {
      const answer = await gateway.call('tunnel.set', { config });
      expect([config, answer]).toMatchObject([config, { ok: false, error: { code: 'api/input' } }]);
    }
    expect(tunnelOf(await gateway.call('tunnel.get', {}))).toMatchObject({ provider: 'none', state: 'off' });
  });

  test.sequential('a token is kept for one program and its arguments, not for another', async ({ expect }) => {
    const command = fakeCloudflared(folder.dir);
    const set = async (args: string[], password?: string) => {
      rmSync(`${marks}.env`, { force: true });
      const config = { provider: 'program', program: 'cloudflared', command, args: [fakeProgram, marks, ...args] } as const;
      const answer = await gateway.call('tunnel.set', { config: { ...config, args: [...config.args] }, ...(password && { password }) });
      expect(answer.ok).toBe(true);
      expect(JSON.stringify(answer)).not.toContain('eyJh');
      await expect.poll(() => existsSync(marks) && existsSync(`${marks}.env`) && readFileSync(`${marks}.env`, 'utf8')).toContain('}');
      return JSON.parse(readFileSync(`${marks}.env`, 'utf8')).TUNNEL_TOKEN;
    };
    expect(await set([], 'eyJh')).toBe('eyJh');
    expect(await set([])).toBe('eyJh');
    expect(await set(['ends-after=600000'])).toBeUndefined();
    expect(await set([])).toBeUndefined();
  });
});

describe.concurrent('own domain', () => {
  test('is probed, told while it leads elsewhere, and up again by itself', async ({ bench, listener, onTestFinished }) => {
    let passes = true;
    const stranger = createServer(async (request, response) => {
      if (!passes) return response.writeHead(404, { 'Content-Type': 'text/html' }).end('<html><title>404 Not Found</title></html>');
      const answer = await fetch(`${listener.url}${request.url}`);
      return response.writeHead(answer.status).end(await answer.text());
    });
    onTestFinished(() => void stranger.close());
    await once(stranger.listen(0, '127.0.0.1'), 'listening');
    const publicUrl = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    const { tunnel, until } = bench({ provider: 'none', publicUrl });
    await tunnel.start();
    await until(isUp);
    passes = false;
    await until(isDown);
    expect(tunnel.state().failure).toMatchObject({ code: 'tunnel/probe-elsewhere', params: { status: '404', what: '404 Not Found' } });
    passes = true;
    await until(isUp);
    expect(await tunnel.probe()).toMatchObject({ ok: true, value: { ms: expect.any(Number) } });
  });

  test('without a URL there is nothing to try', async ({ bench, listener }) => {
    const { tunnel, until } = bench({ provider: 'none' });
    await tunnel.start();
    await until(isFailed);
    expect(tunnel.state().failure?.code).toBe('tunnel/no-public-url');
    await tunnel.configure({ provider: 'none', publicUrl: listener.url });
    await until(isUp);
    expect(await tunnel.dial('127.0.0.1', 1)).toMatchObject({ ok: false, error: { code: 'tunnel/no-ssh' } });
  });
});
