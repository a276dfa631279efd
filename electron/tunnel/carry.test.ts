import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { beginsRequest, openRelay } from './carry.ts';

test('a request line counts, a probe and a body do not', () => {
  const begins = (text: string) => beginsRequest(Buffer.from(text));
  expect(begins('POST /callback/corp?nonce=1 HTTP/1.1\r\nHost: a\r\n')).toBe(true);
  expect(begins('GET /callback/corp HTTP/1.0\r\n\r\n')).toBe(true);
  expect(begins('GET /callback/probe?nonce=1 HTTP/1.1\r\n')).toBe(false);
  expect(begins('<xml><ToUserName>wx</ToUserName></xml>')).toBe(false);
  expect(begins('hello world')).toBe(false);
});

test('the relay answers 502 where the listener is down, and gets through when it is back', async () => {
  const listener = createServer((_, response) => response.end('here'));
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const { port } = listener.address() as AddressInfo;
  let requests = 0;
  const relay = await openRelay({ host: '127.0.0.1', port }, () => {
    requests += 1;
  });
  const ask = () => fetch(`http://127.0.0.1:${relay.port}/callback/corp`, { method: 'POST', body: 'x'.repeat(100_000) });
  expect(await (await ask()).text()).toBe('here');
  listener.closeAllConnections();
  await new Promise((resolve) => listener.close(resolve));
  expect((await ask()).status).toBe(502);
  await once(listener.listen(port, '127.0.0.1'), 'listening');
  expect((await ask()).status).toBe(200);
  expect(requests).toBe(3);
  const idle = connect(relay.port, '127.0.0.1');
  await once(idle, 'connect');
  await Promise.all([once(idle, 'close'), relay.close()]);
  listener.closeAllConnections();
  listener.close();
});
