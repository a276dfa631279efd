import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { systemClock } from '../../electron/clock.ts';
import { localMachine } from '../../electron/control/local.ts';
import { localShell } from '../../electron/control/local-shell.ts';
import { createNames } from '../../electron/control/names.ts';
import { createSshDrivers, type SshDrivers } from '../../electron/control/ssh-driver.ts';
import { askOnce } from '../../electron/monitor/ask-once.ts';
import type { CheckTools, Outcome } from '../../electron/monitor/check.ts';
import { makeCheck } from '../../electron/monitor/checks/make-check.ts';
import { endedCertificate, testCertificate } from '../../electron/platforms/test-certificate.ts';
import { createMemoryStore } from '../../electron/secrets/memory.ts';
import { systemTiming } from '../../electron/timing.ts';
import { failure } from '../../shared/failures.ts';
import type { CheckSpec } from '../../shared/monitor/check-spec.ts';
import { Monitor } from '../../shared/monitor/monitor.ts';
import { err, ok } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { freePort, prepareSshd, type Sshd, sshdMissing } from '../support/sshd.ts';

const tools: CheckTools = {
  ...{ clock: systemClock, localMachine: localMachine(systemClock.elapsed), shell: localShell(process.env) },
  names: createNames(systemTiming),
  target: () => undefined,
  secretHeaders: async () => ok({}),
  drivers: async () => ok([]),
};

/** What one check finds. */
async function found(check: z.input<typeof CheckSpec>, given: object = {}, using: CheckTools = tools): Promise<Outcome> {
  const monitor = Monitor.parse({ id: 'one', name: 'one', check, timeoutSeconds: 5, ...given });
  const bug = (error: unknown) => {
    throw error;
  };
  return askOnce(makeCheck(monitor, using), {
    ...{ timing: systemTiming, timeoutMs: monitor.timeoutSeconds * 1000, signal: new AbortController().signal, onBug: bug },
  });
}
const downWith = (code: string, params: object = {}) => ({ kind: 'down', reason: { code, params } });

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) (server as { closeAllConnections(): void }).closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
async function listen<Some extends Server>(server: Some): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const http = async (answer: RequestListener) => `http://127.0.0.1:${await listen(createHttpServer(answer))}/`;
const https = async (keys: { key: string; cert: string }) =>
  `https://127.0.0.1:${await listen(createHttpsServer(keys, (_request, response) => response.end('fine')))}/`;

describe('A port', () => {
  test('that listens is up, with the time that it took', async () => {
    const port = await listen(createServer((socket) => socket.end()));
    expect(await found({ kind: 'tcp', host: '127.0.0.1', port })).toMatchObject({ kind: 'up', ms: expect.any(Number) });
  });
  test('that nothing listens at is down', async () => {
    expect(await found({ kind: 'tcp', host: '127.0.0.1', port: await freePort() })).toMatchObject(downWith('monitor/refused'));
  });
  test('of a name that nobody has says so', async () => {
    expect(await found({ kind: 'tcp', host: 'nobody.invalid', port: 80 })).toMatchObject({
      kind: 'down',
      reason: { code: 'monitor/unknown-host' },
    });
  });
});

describe('A website', () => {
  const good: RequestListener = (_request, response) => response.end('{"data":{"items":[{"state":"fine"}]}}');
  test('that answers as it should is up', async () => {
    expect(await found({ kind: 'http', url: await http(good) })).toMatchObject({ kind: 'up', found: '200', ms: expect.any(Number) });
  });
  test('is asked in the way that was set', async () => {
    const seen: unknown[] = [];
    const url = await http((request, response) => {
      let body = '';
      request.on('data', (piece) => {
        body += piece;
      });
      request.on('end', () => {
        seen.push([request.method, request.headers['x-test'], body]);
        response.writeHead(201).end();
      });
    });
    const spec = {
      kind: 'http',
      url,
      method: 'POST',
      headers: [{ name: 'X-Test', value: 'yes' }],
      body: 'hello',
      statuses: ['201'],
    } as const;
    expect(await found({ ...spec, headers: [...spec.headers], statuses: [...spec.statuses] })).toMatchObject({ kind: 'up' });
    expect(seen).toEqual([['POST', 'yes', 'hello']]);
  });
  test('with another status is down', async () => {
    const url = await http((_request, response) => response.writeHead(503).end('sorry'));
    expect(await found({ kind: 'http', url })).toMatchObject(downWith('monitor/status', { status: '503', expected: '200-299' }));
  });
  test('cannot say in a notice what looks like another line of it', async () => {
    const url = await http((_request, response) => response.end(JSON.stringify({ a: 'x\n● 已恢复 #1 官网\u2028#2' })));
    const outcome = await found({ kind: 'http', url, json: { path: 'a', equals: 'ok' } });
    expect(outcome).toMatchObject(downWith('monitor/json', { found: 'x ● 已恢复 #1 官网 #2' }));
    expect(outcome.kind === 'down' && outcome.reason.message).not.toMatch(/[\n\u2028]/);
  });
  test('is understood in GBK, and packed though nobody asked for that', async () => {
    const gbk = Buffer.from([0xbb, 0xb6, 0xd3, 0xad]);
    const url = await http((_request, response) => response.writeHead(200, { 'Content-Type': 'text/html; charset=gb2312' }).end(gbk));
    expect(await found({ kind: 'http', url, keyword: { text: '欢迎' } })).toMatchObject({ kind: 'up' });
    const packed = await http((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('Welcome')));
    expect(await found({ kind: 'http', url: packed, keyword: { text: 'Welcome' } })).toMatchObject({ kind: 'up' });
    const broken = await http((_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('Welcome'));
    expect(await found({ kind: 'http', url: broken, keyword: { text: 'Welcome' } })).toMatchObject({ kind: 'down' });
  });
  test('has to say the keyword, or must not', async () => {
    const url = await http((_request, response) => response.end('Out of order'));
    const missing = await found({ kind: 'http', url, keyword: { text: 'Welcome' } });
    expect(missing).toMatchObject(downWith('monitor/keyword-missing', { keyword: 'Welcome' }));
    const there = await found({ kind: 'http', url, keyword: { text: 'Out of order', absent: true } });
    expect(there).toMatchObject(downWith('monitor/keyword-there'));
  });
  test('has to have at a JSON path what is expected', async () => {
    const url = await http(good);
    expect(await found({ kind: 'http', url, json: { path: 'data.items[0].state', equals: 'fine' } })).toMatchObject({ kind: 'up' });
    expect(await found({ kind: 'http', url, json: { path: '$.data.items[1].state' } })).toMatchObject(
      downWith('monitor/json', { found: '—' }),
    );
    expect(await found({ kind: 'http', url, json: { path: 'data.items[first].state' } })).toMatchObject(downWith('monitor/json'));
    const page = await http((_request, response) => response.end('<html>'));
    expect(await found({ kind: 'http', url: page, json: { path: 'a' } })).toMatchObject(downWith('monitor/no-json'));
  });
  test('is followed to where it sends people, where that is wanted', async () => {
    const url = await http((request, response) => {
      if (request.url === '/there') response.end('found');
      else response.writeHead(302, { location: '/there' }).end();
    });
    expect(await found({ kind: 'http', url, keyword: { text: 'found' } })).toMatchObject({ kind: 'up' });
    expect(await found({ kind: 'http', url, redirects: 'refuse' })).toMatchObject(downWith('monitor/redirected', { to: '/there' }));
    expect(await found({ kind: 'http', url, redirects: 'refuse', statuses: ['302'] })).toMatchObject({ kind: 'up' });
    const circle = await http((_request, response) => response.writeHead(301, { location: '/' }).end());
    expect(await found({ kind: 'http', url: circle })).toMatchObject(downWith('monitor/redirects'));
  });
  test('gets its secret headers, and nobody to whom it redirects does', async () => {
    const seen: unknown[] = [];
    const other = await http(({ headers: { authorization, 'x-key': key } }, response) => {
      seen.push(['other', authorization, key]);
      response.end('fine');
    });
    const url = await http(({ headers: { authorization, 'x-key': key }, url: path }, response) => {
      seen.push([path, authorization, key]);
      response.writeHead(302, { location: path === '/' ? '/again' : other }).end();
    });
    const using: CheckTools = { ...tools, secretHeaders: async () => ok({ authorization: 'Bearer x' }) };
    const check = { kind: 'http' as const, url, headers: [{ name: 'X-Key', value: '1' }], secretHeaders: ['Authorization'] };
    expect(await found(check, {}, using)).toMatchObject({ kind: 'up' });
    expect(seen).toEqual([
      ['/', 'Bearer x', '1'],
      ['/again', 'Bearer x', '1'],
      ['other', undefined, undefined],
    ]);
    const locked: CheckTools = { ...tools, secretHeaders: async () => err(failure('monitors/no-secret', { name: 'authorization' })) };
    expect(await found(check, {}, locked)).toMatchObject({ kind: 'unknown', reason: { code: 'monitors/no-secret' } });
    expect(seen).toHaveLength(3);
  });
  test('that resets the connection, before its answer or within, is down', async () => {
    const port = await listen(createServer((socket) => socket.once('data', () => socket.resetAndDestroy())));
    expect(await found({ kind: 'http', url: `http://127.0.0.1:${port}/` })).toMatchObject(downWith('monitor/reset'));
    const half = await http((request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half');
      setTimeout(() => request.socket.destroy(), 20);
    });
    expect(await found({ kind: 'http', url: half })).toMatchObject({ kind: 'down' });
  });
  test('that takes too long is down, whether it says nothing or dribbles', async () => {
    const url = await http(() => undefined);
    expect(await found({ kind: 'http', url }, { timeoutSeconds: 1 })).toMatchObject(downWith('monitor/no-answer', { seconds: '1' }));
    const slow = await http((_request, response) => {
      const timer = setInterval(() => response.write('.'), 100);
      response.on('close', () => clearInterval(timer));
    });
    expect(await found({ kind: 'http', url: slow }, { timeoutSeconds: 1 })).toMatchObject(downWith('monitor/no-answer'));
  });
  test('with a body without end is read as far as is allowed', async () => {
    const url = await http((_request, response) => {
      const piece = 'x'.repeat(64 * 1024);
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    });
    expect(await found({ kind: 'http', url })).toMatchObject({ kind: 'up' });
  });
});

describe("A website's certificate", () => {
  test('that has ended is said to have, with the day', async () => {
    expect(await found({ kind: 'http', url: await https(endedCertificate) })).toMatchObject(
      downWith('monitor/certificate-ended', { date: '2021-01-01' }),
    );
    const spec = { kind: 'http', url: await https(endedCertificate), anyCertificate: true } as const;
    expect(await found({ ...spec, certificateDays: 1 })).toMatchObject(downWith('monitor/certificate-ended', { date: '2021-01-01' }));
  });
  test('that has ended will do where any does, and nobody asks to be warned', async () => {
    const spec = { kind: 'http', url: await https(endedCertificate), anyCertificate: true, certificateDays: 0 } as const;
    expect(await found(spec)).toMatchObject({ kind: 'up', certificateEndsAt: Date.parse('2021-01-01T00:00:00Z') });
  });
  test('that nobody knows is refused, unless any will do', async () => {
    const url = await https(testCertificate);
    expect(await found({ kind: 'http', url })).toMatchObject(downWith('monitor/certificate', { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' }));
    expect(await found({ kind: 'http', url, anyCertificate: true })).toMatchObject({ kind: 'up', certificateEndsAt: expect.any(Number) });
  });
  const noOpenssl = spawnSync('openssl', ['version']).status !== 0;
  if (noOpenssl) console.log('no openssl here: install it to run the test of a certificate that ends soon');
  test.skipIf(noOpenssl)('that ends soon is told of in time', async () => {
    const url = await https(certificateFor(5));
    expect(await found({ kind: 'http', url, anyCertificate: true, certificateDays: 14 })).toMatchObject(
      downWith('monitor/certificate-ends', { days: '4' }),
    );
    expect(await found({ kind: 'http', url, anyCertificate: true, certificateDays: 3 })).toMatchObject({ kind: 'up' });
  });
});

function certificateFor(days: number): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'weiguan-certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const wanted = [
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=localhost',
    '-days',
    String(days),
  ];
  execFileSync('openssl', ['req', ...wanted, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const made = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return made;
}

describe('The DNS', () => {
  test('is asked for a record, and whether it is the one that is meant', async () => {
    const dns = await startDnsServer({ 'web.test': '192.0.2.7' });
    const ask = (name: string, expects?: string) => found({ kind: 'dns', name, server: dns.address, ...(expects && { expects }) });
    expect(await ask('web.test')).toMatchObject({ kind: 'up', found: '192.0.2.7' });
    expect(await ask('web.test', '192.0.2.7')).toMatchObject({ kind: 'up' });
    expect(await ask('web.test', '192.0.2.8')).toMatchObject(downWith('monitor/dns-other', { found: '192.0.2.7' }));
    expect(await ask('db.test')).toMatchObject(downWith('monitor/dns', { reason: 'ENOTFOUND' }));
    for (const server of ['999.1.1.1', '127.0.0.1:0'])
      expect(await found({ kind: 'dns', name: 'web.test', server })).toMatchObject(downWith('monitor/dns'));
    await dns.close();
    expect(await found({ kind: 'dns', name: 'web.test', server: dns.address }, { timeoutSeconds: 2 })).toMatchObject({ kind: 'down' });
  });
});

describe('A ping', () => {
  const said = (stdout: string, code = 0, stderr = ''): CheckTools => ({
    ...tools,
    shell: {
      system: async () => ok('linux'),
      async run(_, { onOutput }) {
        onOutput?.({ from: 'stdout', text: stdout });
        return ok({ code, stdout: Buffer.from(stdout), stderr, cut: false });
      },
    },
  });
  const ping = (using: CheckTools) => found({ kind: 'ping', host: 'web-01' }, {}, using);
  test('that is answered is up, with its time', async () => {
    expect(await ping(said('64 bytes from 10.0.0.7: icmp_seq=1 ttl=64 time=1.25 ms\n'))).toEqual({ kind: 'up', ms: 1.25 });
  });
  test('that nobody answers is down', async () => {
    expect(await ping(said('1 packets transmitted, 0 received, 100% packet loss\n', 1))).toMatchObject(downWith('monitor/packets-lost'));
  });
  test('to a name that nobody has says so', async () => {
    const unknown = downWith('monitor/unknown-host', { host: 'web-01' });
    expect(await ping(said('', 2, 'ping: web-01: Name or service not known\n'))).toMatchObject(unknown);
  });
  test('that waits for others to end is not late for that', async () => {
    let running = 0;
    let most = 0;
    const slow: CheckTools = {
      ...tools,
      shell: {
        system: async () => ok('linux'),
        async run(_, { onOutput }) {
          most = Math.max(most, ++running);
          await pause(400);
          running--;
          const text = 'time=1.25 ms\n';
          onOutput?.({ from: 'stdout', text });
          return ok({ code: 0, stdout: Buffer.from(text), stderr: '', cut: false });
        },
      },
    };
    const outcomes = await Promise.all(
      Array.from({ length: 250 }, () => found({ kind: 'ping', host: 'web-01' }, { timeoutSeconds: 1 }, slow)),
    );
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['up']));
    expect(most).toBe(64);
  });
  test('that cannot be sent here is no reason to call anything down', async () => {
    expect(await ping(said('', 127))).toMatchObject({ kind: 'unknown', reason: { code: 'monitor/no-ping' } });
  });
});

const noPing = spawnSync('ping', ['-c', '1', '127.0.0.1']).status !== 0;
if (noPing) console.log('no program here can ping 127.0.0.1: install iputils-ping to run the tests of pings');
test.skipIf(noPing)('A ping reaches this computer', async () => {
  expect(await found({ kind: 'ping', host: '127.0.0.1' })).toMatchObject({ kind: 'up', ms: expect.any(Number) });
});
test.skipIf(noPing)('A ping to a name that nobody has says so', async () => {
  expect(await found({ kind: 'ping', host: 'nobody.invalid' })).toMatchObject({ kind: 'down', reason: { code: 'monitor/unknown-host' } });
});

describe('This computer', () => {
  test('is up as long as a metric is within its limit', async () => {
    const disk = { kind: 'metrics', metric: 'memory' } as const;
    expect(await found({ ...disk, over: 100 }, { target: 'local', timeoutSeconds: 20 })).toMatchObject({
      kind: 'up',
      value: expect.any(Number),
    });
    expect(await found({ ...disk, over: 0 }, { target: 'local', timeoutSeconds: 20 })).toMatchObject({
      kind: 'down',
      reason: { code: 'monitor/over-memory' },
    });
  });
});

/** The server `web`. */
function reach({ port, user, keys }: Sshd): { drivers: SshDrivers; using: CheckTools } {
  const target = Target.parse({ id: 'web', name: 'web', ssh: { host: '127.0.0.1', port, user, auth: { by: 'key', file: keys.good } } });
  const pins = new Map<string, string>();
  const drivers = createSshDrivers({
    secrets: createMemoryStore(systemClock),
    secretName: (id, name) => `target/${id}/${name}`,
    hostKeys: { of: () => ({ get: async (at) => pins.get(at), set: async (at, key) => void pins.set(at, key) }) },
    target: () => target,
    env: {},
  });
  const driver = drivers.driver(target);
  return { drivers, using: { ...tools, target: (id) => (id === 'web' ? target : undefined), drivers: async () => ok([driver]) } };
}

describe.skipIf(sshdMissing)(`A command over ssh${sshdMissing ? ` (${sshdMissing})` : ''}`, () => {
  let sshd: Sshd;
  let reached: ReturnType<typeof reach>;
  let using: CheckTools;
  beforeAll(async () => {
    sshd = await prepareSshd();
    await sshd.start();
    reached = reach(sshd);
    using = reached.using;
  });
  afterAll(async () => {
    await reached?.drivers.close();
    await sshd?.remove();
  });
  const run = (check: object, given: object = {}) =>
    found({ kind: 'ssh', command: 'true', ...check }, { target: 'web', timeoutSeconds: 10, ...given }, using);

  test('counts by its exit code', async () => {
    expect(await run({ command: 'exit 0', exitCode: 0 })).toMatchObject({ kind: 'up', ms: expect.any(Number) });
    expect(await run({ command: 'echo broken >&2; exit 3', exitCode: 0 })).toMatchObject(
      downWith('monitor/exit-code', { code: '3', output: 'broken' }),
    );
  });
  test('counts by what it prints', async () => {
    expect(await run({ command: 'echo service is running', pattern: '\\brunning\\b' })).toMatchObject({
      kind: 'up',
      found: 'service is running',
    });
    expect(await run({ command: 'echo ok', pattern: '^ok$' })).toMatchObject({ kind: 'up' });
    expect(await run({ command: 'echo stopped', pattern: '\\brunning\\b' })).toMatchObject(downWith('monitor/no-match'));
    expect(await run({ command: 'echo queue: 42 jobs', number: { is: 'below', value: 100 } })).toMatchObject({ kind: 'up' });
    expect(await run({ command: 'echo queue: 142 jobs', number: { is: 'below', value: 100 } })).toMatchObject(
      downWith('monitor/number', { value: '142' }),
    );
    expect(await run({ command: 'echo none', number: { is: 'below', value: 100 } })).toMatchObject(downWith('monitor/no-number'));
  });
  test('cannot be held up by a pattern without end', async () => {
    const check = { command: `printf '%05000d' 0 | tr 0 a; echo b`, pattern: '^(a+)+$' };
    expect(await run(check)).toMatchObject(downWith('monitor/slow-pattern'));
  });
  test('reads metrics of the server', async () => {
    const outcome = await found({ kind: 'metrics', metric: 'disk', over: 100 }, { target: 'web', timeoutSeconds: 30 }, using);
    expect(outcome).toMatchObject({ kind: 'up', value: expect.any(Number) });
  });
  test('is down where the server is, and up again with it', async () => {
    await sshd.kill();
    expect(await run({})).toMatchObject({ kind: 'down' });
    await sshd.start();
    expect(await run({})).toMatchObject({ kind: 'up' });
  });
  test('on a target that is gone says so', async () => {
    expect(await run({}, { target: 'gone' })).toMatchObject({
      ...{ kind: 'unknown', reason: { code: 'monitor/no-target', params: { target: 'gone' } } },
    });
  });
  test('that waits until a server with one session has time for it is up', async () => {
    const narrow = await prepareSshd(['MaxSessions 1']);
    await narrow.start();
    const way = reach(narrow);
    const ask = (check: z.input<typeof CheckSpec>, timeoutSeconds: number) => found(check, { target: 'web', timeoutSeconds }, way.using);
    try {
      expect(await ask({ kind: 'ssh', command: 'true' }, 5)).toMatchObject({ kind: 'up' });
      const long = ask({ kind: 'ssh', command: 'sleep 6' }, 20);
      await pause(500);
      const short = [ask({ kind: 'ssh', command: 'true', exitCode: 0 }, 3), ask({ kind: 'metrics', metric: 'disk', over: 100 }, 3)];
      expect((await Promise.all([long, ...short])).map(({ kind }) => kind)).toEqual(['up', 'up', 'up']);
    } finally {
      await way.drivers.close();
      await narrow.remove();
    }
  }, 40_000);
});
