import { once } from 'node:events';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { endedCertificate, issuedCertificate, testCertificate } from '../platforms/test-certificate.ts';
import { readCertificate } from './certificate.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function listening(opened: Server, host = '127.0.0.1'): Promise<number> {
  server = opened.on('connection', (socket) => socket.on('error', () => undefined));
  await once(server.listen(0, host), 'listening');
  return (server.address() as AddressInfo).port;
}
const serving = (pair: { key: string; cert: string }) => listening(createServer(pair));

test('a good certificate tells when it ends', async () => {
  const port = await serving(testCertificate);
  const endsAt = Date.UTC(2120, 0, 1);
  expect(await readCertificate('localhost', port, testCertificate.cert)).toEqual({ ok: true, value: { endsAt } });
  expect(await readCertificate('127.0.0.1', port, testCertificate.cert)).toEqual({ ok: true, value: { endsAt } });
});

test.each([
  ['self-signed', testCertificate, undefined, '127.0.0.1', 'doctor/certificate-self-signed'],
  ['ended', endedCertificate, endedCertificate.cert, '127.0.0.1', 'doctor/certificate-ended'],
  ['for another name', testCertificate, testCertificate.cert, '127.0.0.2', 'doctor/certificate-name'],
  ['served without its chain', issuedCertificate, undefined, '127.0.0.1', 'doctor/certificate-chain'],
])('one that is %s is told as such', async (_, pair, ca, host, code) => {
  const port = await listening(createServer(pair), '0.0.0.0');
  const seen = await readCertificate(host, port, ca);
  expect(seen).toMatchObject({ error: { code, message: expect.stringContaining(host) } });
});

test('what is no certificate’s fault is not told as one', async () => {
  const port = await listening(createTcpServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
  expect(await readCertificate('127.0.0.1', port)).toMatchObject({ error: { code: 'doctor/certificate' } });
  server?.close();
  const gone = await readCertificate('127.0.0.1', port);
  expect(gone).toMatchObject({ error: { code: 'tunnel/probe-unreachable', params: { reason: 'ECONNREFUSED' } } });
});

test('an IPv6 address may stand in brackets, as in a URL', async () => {
  expect(await readCertificate('[::1]', 1)).toMatchObject({ error: { code: 'tunnel/probe-unreachable', params: { host: '::1' } } });
});
