import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Agent } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { failure } from '../../shared/failures.ts';
import { must } from '../../shared/test-result.ts';
import { systemClock } from '../clock.ts';
import { NoWayOut } from '../platforms/no-way-out.ts';
import { testCertificate } from '../platforms/test-certificate.ts';
import { createDispatcher } from '../platforms/way-out.ts';
import { knock } from './knock.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listening(opened: Server): Promise<string> {
  server = opened;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const answering = async (listener: RequestListener) => knock(`http://${await listening(createServer(listener))}`, new Agent(), systemClock);

test('whatever is answered, the server is there; its time is compared with ours', async () => {
  const there = await answering((_, response) => response.writeHead(404).end());
  expect(there).toEqual({ ok: true, value: { ms: expect.any(Number), aheadMs: 0 } });
  server?.close();
  const hourBehind = new Date(Date.now() - 3_600_000).toUTCString();
  const behind = await answering((_, response) => response.writeHead(200, { date: hourBehind }).end());
  expect(behind.ok && Math.round((behind.value.aheadMs ?? 0) / 60_000)).toBe(60);
  server?.close();
  const timeless = await answering((_, response) => {
    response.sendDate = false;
    response.end();
  });
  expect(timeless).toEqual({ ok: true, value: { ms: expect.any(Number) } });
});

test('a server that is slow does not make the clock wrong', async () => {
  const slow = await answering((_, response) => setTimeout(() => response.end(), 1_500));
  expect(slow.ok && Math.abs(slow.value.aheadMs ?? 0)).toBeLessThan(1_500);
});

test('what keeps it away is told apart: network, certificate, proxy', async () => {
  const nobody = await knock('http://127.0.0.1:1', new Agent(), systemClock);
  expect(nobody).toMatchObject({ error: { code: 'platform/unreachable', params: { host: '127.0.0.1:1', reason: 'ECONNREFUSED' } } });
  const selfSigned = await listening(createTlsServer(testCertificate));
  expect(await knock(`https://${selfSigned}`, new Agent(), systemClock)).toMatchObject({ error: { code: 'platform/certificate' } });
  server?.close();
  const proxy = await listening(createServer().on('connect', (_, socket) => socket.end('HTTP/1.1 407 No\r\n\r\n')));
  const through = must(createDispatcher({ wayOut: { via: 'proxy', url: `http://user@${proxy}` }, proxyPassword: 'secret' }));
  const refused = await knock('http://api.example', through, systemClock);
  expect(refused).toMatchObject({ error: { code: 'platform/proxy', params: { reason: 'HTTP 407' } } });
  expect(JSON.stringify(refused)).not.toContain('secret');
});

test('a way out that says itself why it leads nowhere is quoted', async () => {
  const dial = () => Promise.reject(new NoWayOut(failure('tunnel/off'), false));
  const dispatcher = must(createDispatcher({ wayOut: { via: 'ssh' }, dial }));
  expect(await knock('http://127.0.0.1:1', dispatcher, systemClock)).toEqual({ ok: false, error: failure('tunnel/off') });
});
