import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { proxyVariables, throughProxy } from './proxy.mjs';

const proxy = 'http://proxy.example:3128';

test('a proxy of the environment goes before that of npm, and what is not to go through it stays so', () => {
  expect(proxyVariables({ HTTPS_PROXY: proxy, npm_config_https_proxy: 'http://other:1', NO_PROXY: 'mirror.example' })).toEqual({
    ELECTRON_GET_USE_PROXY: '1',
    https_proxy: proxy,
    no_proxy: 'mirror.example',
  });
  expect(proxyVariables({ https_proxy: '', npm_config_proxy: proxy, npm_config_noproxy: '' })).toMatchObject({ https_proxy: proxy });
  expect(proxyVariables({ npm_config_proxy: '', NO_PROXY: 'mirror.example' })).toEqual({});
});

test('what the download needs is set for the download only', async () => {
  const env = { npm_config_proxy: proxy, no_proxy: 'mirror.example' };
  expect(await throughProxy(async () => ({ ...env }), env)).toMatchObject({ https_proxy: proxy, ELECTRON_GET_USE_PROXY: '1' });
  await expect(throughProxy(async () => Promise.reject(new Error('refused')), env)).rejects.toThrow('refused');
  expect(env).toEqual({ npm_config_proxy: proxy, no_proxy: 'mirror.example' });
});

const official = JSON.stringify(new URL('./official.mjs', import.meta.url).href);
/** An Electron that nobody has in a cache. */
const download = `const { installOfficial } = await import(${official});
await installOfficial('0.0.1', 'https://github.example', { line() {}, progress() {} });`;

/** What a proxy that opens nothing is asked for. */
async function asked(/** @type {(address: string) => NodeJS.ProcessEnv} */ surroundings) {
  /** @type {string[]} */
  const seen = [];
  const server = createServer().on('connect', ({ url }, socket) => {
    seen.push(url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const ours = Object.entries(process.env).filter(([name]) => !/prox|mirror/i.test(name));
  const env = {
    ...Object.fromEntries(ours),
    XDG_CACHE_HOME: join(tmpdir(), 'weiguan-no-cache'),
    ...surroundings(`http://127.0.0.1:${port}`),
  };
  // why a process of its own: the downloader changes how fetch works in all of it
  const child = spawn(process.execPath, ['--input-type=module', '-e', download], { env, stdio: 'ignore' });
  await new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve) => server.close(resolve));
  return seen;
}

test.each([
  ['the environment', (/** @type {string} */ address) => ({ HTTPS_PROXY: address })],
  ['npm alone', (/** @type {string} */ address) => ({ npm_config_https_proxy: address })],
])('Electron is asked for through the proxy that %s names', async (_, surroundings) => {
  expect(await asked(surroundings)).toContain('github.com:443');
});
