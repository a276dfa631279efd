import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { TunnelConfig } from '../../shared/tunnel.ts';
import { programEnv } from '../programs/program-env.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import { cloudflared } from './cloudflared.ts';
import { frpc } from './frpc.ts';
import { programProvider } from './program.ts';
import { readLines } from './read-lines.ts';
import { defaultTimings } from './timings.ts';

test('cloudflared: the address stands in a frame, its own API is none', () => {
  expect(cloudflared.read('2026-01-01T00:00:00Z INF |  https://quiet-blue-lake.trycloudflare.com                       |')).toEqual({
    publicUrl: 'https://quiet-blue-lake.trycloudflare.com',
    ready: false,
  });
  expect(cloudflared.read('failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": EOF')).toEqual({ ready: false });
});

test('cloudflared: a registered connection makes it ready, in old versions too', () => {
  expect(cloudflared.read('INF Registered tunnel connection connIndex=0 ip=198.41.192.7 protocol=quic').ready).toBe(true);
  expect(cloudflared.read('INF Connection 6bb2ff1e-a01c-4ef1-a4f4-1b1a4d2e1b1a registered connIndex=0').ready).toBe(true);
  expect(cloudflared.read('INF Unregistered tunnel connection connIndex=0').ready).toBe(false);
});

test('frpc: a proxy that started makes it ready, a login does not', () => {
  expect(frpc.read('2026-01-01 00:00:00.000 [I] [client/control.go:172] [web] start proxy success').ready).toBe(true);
  expect(frpc.read('2026-01-01 00:00:00.000 [I] login to server success, get run id [0a1b]').ready).toBe(false);
  expect(frpc.read('[W] [web] start error: proxy [web] already exists').ready).toBe(false);
});

const dataDir = mkdtempSync(join(tmpdir(), 'weiguan-frpc-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('frpc: its configuration file stands in the data folder, wherever the gateway was started from', async () => {
  const file = join(dataDir, 'frpc.toml');
  expect(frpc.args('http://127.0.0.1:1', dataDir)).toEqual(['-c', file]);
  expect(await frpc.prepare?.(['-c', 'frpc.toml'], dataDir)).toMatchObject({
    error: { code: 'tunnel/frpc-config', params: { file, reason: 'ENOENT' } },
  });
  writeFileSync(file, '');
  for (const [given, wanted] of [
    [
      ['-c', 'frpc.toml'],
      ['-c', file],
    ],
    [
      ['--config', './frpc.toml', '--strict_config'],
      ['--config', file, '--strict_config'],
    ],
    [['-c=frpc.toml'], [`-c=${file}`]],
    [['--config=frpc.toml'], [`--config=${file}`]],
    [['-cfrpc.toml'], [`-c${file}`]],
    [
      ['-c', file],
      ['-c', file],
    ],
    [
      ['http', '--local_port', '80'],
      ['http', '--local_port', '80'],
    ],
  ] as const)
    expect(await frpc.prepare?.([...given], dataDir)).toEqual({ ok: true, value: wanted });
});

test('a program that the system refuses to run says so, and whether it is there, however Node tells it', async () => {
  const open = (command: string) => {
    const config = TunnelConfig.parse({ provider: 'program', program: 'cloudflared', command });
    if (config.provider !== 'program') throw new Error(config.provider);
    const secrets = createMemoryStore({ now: () => 0, elapsed: () => 0 });
    const surroundings = { listenerUrl: 'http://127.0.0.1:1', dataDir, secrets, timings: defaultTimings, onStarted: () => undefined };
    const provider = programProvider({ config, ...surroundings });
    return provider.open({ onOutput: () => undefined, onRequest: () => undefined }, new AbortController().signal);
  };
  const file = join(dataDir, 'cloudflared');
  writeFileSync(file, '');
  expect(await open(join(file, 'cloudflared'))).toMatchObject({ error: { code: 'tunnel/program-start', params: { reason: 'ENOTDIR' } } });
  expect(await open(file)).toMatchObject({ error: { code: 'tunnel/program-start', params: { reason: 'EACCES' } } });
  expect(await open(join(dataDir, 'bin', 'cloudflared'))).toMatchObject({ error: { code: 'tunnel/cloudflared-missing' } });
});

test('a line without end is cut, and the next one is whole', async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, (line) => lines.push(line), 8);
  for (const chunk of ['INF o', 'ne\r\n12345', '67890', '1234\nlast', ' one']) stream.write(chunk);
  stream.end();
  await new Promise((resolve) => stream.once('end', resolve));
  expect(lines.filter((line) => line !== '')).toEqual(['INF one', '12345678', 'last one']);
});

test('a program gets the variables that it needs, and no other', () => {
  const needed = { Path: 'C:\\', HOME: '/home/me', LC_ALL: 'C', https_proxy: 'http://proxy', NO_PROXY: 'localhost' };
  expect(programEnv({ ...needed, WEIGUAN_CONSOLE_TOKEN: 'x', CORP_SECRET: 'y', TUNNEL_TOKEN: 'z' })).toEqual(needed);
});
