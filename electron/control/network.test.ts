import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { localShell } from './local-shell.ts';
import { NetworkAddress } from './network-address.ts';
import { ping, pingTimes } from './network-ping.ts';
import { probePort, probePortFrom } from './network-port.ts';
import { testShell } from './test-shell.ts';

const asking = { target: 'web-01', signal: new AbortController().signal, language: 'en' } as const;

test.each(['localhost', 'web-01.example.com', 'example.com.', '10.0.0.1', '::1', 'fe80::1', 'xn--fiqs8s.cn', 'my_host'])(
  '%s is an address',
  (word) => {
    expect(NetworkAddress.safeParse(word).success).toBe(true);
  },
);
test.each([
  '',
  '-c',
  '--help',
  'a..b',
  'a-.b',
  '-a.b',
  'a b',
  'a;b',
  '$(id)',
  '10.0.0.1/24',
  'a\nb',
  'ｅxample.com',
  'é.fr',
  'a'.repeat(64),
  `${'a.'.repeat(130)}b`,
])('%j is none', (word) => {
  expect(NetworkAddress.safeParse(word).success).toBe(false);
});

const iputils = `PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.
64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.031 ms
64 bytes from 127.0.0.1: icmp_seq=3 ttl=64 time=12 ms

--- 127.0.0.1 ping statistics ---
4 packets transmitted, 2 received, 50% packet loss, time 3061ms
rtt min/avg/max/mdev = 0.031/6.015/12.000/0.010 ms
`;
const busybox = `PING 127.0.0.1 (127.0.0.1): 56 data bytes
64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.068 ms

--- 127.0.0.1 ping statistics ---
1 packets transmitted, 1 packets received, 0% packet loss
round-trip min/avg/max = 0.068/0.068/0.068 ms
`;
const windows = `
正在 Ping 127.0.0.1 具有 32 字节的数据:
来自 127.0.0.1 的回复: 字节=32 时间<1ms TTL=128
来自 127.0.0.1 的回复: 字节=32 时间=14ms TTL=128

127.0.0.1 的 Ping 统计信息:
    数据包: 已发送 = 4，已接收 = 2，丢失 = 2 (50% 丢失)，
往返行程的估计时间(以毫秒为单位):
    最短 = 0ms，最长 = 14ms，平均 = 7ms
`;

test('the times are read from any system’s ping', () => {
  expect(pingTimes(iputils)).toEqual([0.031, 12]);
  expect(pingTimes(busybox)).toEqual([0.068]);
  expect(pingTimes(windows)).toEqual([1, 14]);
  expect(pingTimes(windows.replaceAll('时间', '\ufffd\ufffd'))).toEqual([1, 14]);
  expect(pingTimes('Request timed out.\r\n')).toEqual([]);
});

test('nobody answers, nobody knows the name, or there is no ping: each is told apart', async () => {
  const ask = (end: Parameters<typeof testShell>[1]) => ping(testShell('linux', end), 'web-02', () => undefined, asking);
  expect(await ask(() => ({ code: 1, stdout: '4 packets transmitted, 0 received, 100% packet loss, time 3061ms\n' }))).toEqual({
    ok: true,
    value: [],
  });
  expect(await ask(() => ({ code: 2, stderr: 'ping: web-02: Name or service not known\n' }))).toMatchObject({
    ok: false,
    error: { code: 'command/unknown-address' },
  });
  expect(await ask(() => ({ code: 1, stdout: 'Ping 请求找不到主机 web-02。请检查该名称，然后重试。\r\n' }))).toMatchObject({
    ok: false,
    error: { code: 'command/unknown-address' },
  });
  expect(await ask(() => ({ code: 127, stderr: 'ping: not found\n' }))).toMatchObject({ ok: false, error: { code: 'command/no-program' } });
});

async function listening(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

test('a port is open while something listens there, and closed afterwards; from here and over a shell', async () => {
  const { port, close } = await listening();
  const shell = localShell(process.env);
  expect(await probePort('127.0.0.1', port, asking.signal)).toBe('open');
  if (process.platform !== 'win32') expect(await probePortFrom(shell, '127.0.0.1', port, asking)).toEqual({ ok: true, value: 'open' });
  await close();
  expect(await probePort('127.0.0.1', port, asking.signal)).toBe('closed');
  if (process.platform !== 'win32') expect(await probePortFrom(shell, '127.0.0.1', port, asking)).toEqual({ ok: true, value: 'closed' });
});

test('whoever calls it off is not kept waiting', async () => {
  const controller = new AbortController();
  controller.abort(new Error('called off'));
  await expect(probePort('127.0.0.1', 9, controller.signal)).rejects.toThrow('called off');
});
