import { lookup } from 'node:dns';
import { createServer, type LookupFunction } from 'node:net';
import { describe, expect, test } from 'vitest';
import { Target } from '../../../shared/target.ts';
import { askBy, isEcho, knockTcp, pingArguments, probeOf } from './probes.ts';

const probe = (change: object) => probeOf(Target.parse({ id: 'web', name: 'web', ...change }));
const ssh = { host: '10.0.0.1', user: 'root', auth: { by: 'agent' as const } };

describe('A target is asked', () => {
  const ipmi = { host: '10.0.0.3', user: 'ADMIN' };
  test('at its ssh server, whoever has a VNC server besides', () =>
    expect(probe({ ssh: { ...ssh, port: 2222 }, vnc: { host: '10.0.0.2' }, ipmi })).toEqual({ by: 'tcp', host: '10.0.0.1', port: 2222 }));
  test('at its VNC server where it has no ssh server', () =>
    expect(probe({ vnc: { host: '10.0.0.2' }, ipmi })).toEqual({ by: 'tcp', host: '10.0.0.2', port: 5900 }));
  test('at its VNC server where its ssh server is behind a jump host', () =>
    expect(probe({ ssh: { ...ssh, jump: 'gate' }, vnc: { host: '10.0.0.2' }, ipmi })).toMatchObject({ by: 'tcp', host: '10.0.0.2' }));
  test('by ping at its IPMI controller where there is nothing else, or only the VNC server of that', () => {
    expect(probe({ ipmi })).toEqual({ by: 'ping', host: '10.0.0.3' });
    expect(probe({ vnc: { host: '10.0.0.3' }, ipmi })).toEqual({ by: 'ping', host: '10.0.0.3' });
  });
  test('nothing where it is behind a jump host, or can only be woken', () => {
    expect(probe({ ssh: { ...ssh, jump: 'gate' }, ipmi })).toBeUndefined();
    expect(probe({ wake: { mac: '00:11:22:33:44:55' } })).toBeUndefined();
  });
});

test('a port is open, closed or silent, by its address or by its name', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const knock = (signal: AbortSignal) => knockTcp('127.0.0.1', port, 5000, signal);
  expect(await knock(new AbortController().signal)).toBe('open');
  expect(await knock(AbortSignal.abort())).toBe('unknown');
  expect(await askBy(lookup as LookupFunction)({ by: 'tcp', host: 'localhost', port }, 5000, new AbortController().signal)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await knock(new AbortController().signal)).toBe('closed');
});

describe('Ping', () => {
  test('is asked once, in the way of each system', () => {
    expect(pingArguments('10.0.0.1', 800, 'linux')).toEqual(['-n', '-c', '1', '-W', '1', '10.0.0.1']);
    expect(pingArguments('10.0.0.1', 800, 'darwin')).toEqual(['-n', '-c', '1', '-W', '800', '10.0.0.1']);
    expect(pingArguments('10.0.0.1', 800, 'win32')).toEqual(['-n', '1', '-w', '800', '10.0.0.1']);
  });
  test('of Windows is believed only where the machine itself answered', () => {
    expect(isEcho('Reply from 10.0.0.2: Destination host unreachable.', '10.0.0.1', 'win32')).toBe(false);
    expect(isEcho('来自 10.0.0.1 的回复: 字节=32 时间<1ms TTL=64', '10.0.0.1', 'win32')).toBe(true);
    expect(isEcho('Reply from fe80::1: time<1ms', 'fe80::1', 'win32')).toBe(true);
  });
});
