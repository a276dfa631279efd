import { createServer, type Server } from 'node:net';
import type { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LocalNetwork, NetworkScan } from '../../../../shared/network-scan.ts';
import { parseArpTable } from './arp-table.ts';
import { hostsOf, localNetworks, mayBeSearched, rangeOf } from './networks.ts';
import { createScans, type Reach, type Scans } from './scans.ts';

const loopback: LocalNetwork = { cidr: '127.0.0.0/29', interface: 'lo', address: '127.0.0.1', hosts: 6 };

describe('A search', () => {
  let server: Server;
  let told: NetworkScan[];
  let scans: Scans;
  let port: number;
  beforeEach(async () => {
    server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.2');
    await new Promise((resolve) => server.once('listening', resolve));
    port = (server.address() as { port: number }).port;
    told = [];
  });
  afterEach(async () => {
    await scans.stop();
    server.close();
  });
  const open = (reach: Partial<Reach> = {}) => {
    scans = createScans({
      onChange: (scan) => told.push(scan),
      onBug: (error) => {
        throw error;
      },
      networks: () => [loopback],
      reach: { ports: [port], ping: async () => false, nameOf: async () => undefined, arpTable: async () => new Map(), ...reach },
    });
  };
  const ended = () => vi.waitFor(() => expect(told.at(-1)?.done).toBe(true));

  test('finds the machines that answer, their open ports, names and cards', async () => {
    open({
      nameOf: async (address) => (address === '127.0.0.2' ? 'web.lan' : undefined),
      arpTable: async () =>
        new Map([
          ['127.0.0.2', '00:11:22:33:44:55'],
          ['10.0.0.1', '00:11:22:33:44:66'],
        ]),
    });
    expect(scans.start('one', undefined)).toMatchObject({ ok: true });
    await ended();
    const { found, ...rest } = told.at(-1) as NetworkScan;
    expect(rest).toEqual({ id: 'one', share: 1, done: true });
    expect(found).toContainEqual({ address: '127.0.0.2', open: [port], name: 'web.lan', mac: '00:11:22:33:44:55' });
    expect(found).toContainEqual({ address: '127.0.0.1', open: [] });
    expect(told[0]).toEqual({ id: 'one', found: [], share: 0, done: false });
  });
  test('finds those that only answer a ping, and those that answer nothing but have a card', async () => {
    open({
      knock: async () => 'silent',
      ping: async (address) => address === '127.0.0.3',
      arpTable: async () => new Map([['127.0.0.4', '00:11:22:33:44:55']]),
    });
    scans.start('one', '127.0.0.0/29');
    await ended();
    expect(told.at(-1)?.found).toEqual([
      { address: '127.0.0.3', open: [] },
      { address: '127.0.0.4', open: [], mac: '00:11:22:33:44:55' },
    ]);
  });
  test('that is stopped tells what it has found', async () => {
    const knock: Reach['knock'] = (_host, _port, _ms, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve('silent'), { once: true }));
    open({ knock });
    scans.start('one', undefined);
    await scans.stop();
    expect(told.at(-1)).toEqual({ id: 'one', found: [], share: 0, done: true });
  });
  test('ends where another one is started', async () => {
    const signals: AbortSignal[] = [];
    const knock: Reach['knock'] = (_host, _port, _ms, signal) => {
      signals.push(signal);
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve('silent'), { once: true }));
    };
    open({ knock });
    scans.start('one', undefined);
    scans.start('two', undefined);
    expect(signals[0]?.aborted).toBe(true);
    await scans.stop();
    expect(told.filter(({ done }) => done).map(({ id }) => id)).toEqual(['two']);
  });
  test('asks no network that this computer is not in', () => {
    open();
    for (const network of ['10.0.0.0/24', '127.0.0.0/28', '127.0.0.8/29', 'everything', '127.0.0.0/33'])
      expect(scans.start('one', network)).toMatchObject({ error: { code: 'targets/scan-network' } });
    scans = createScans({ onChange: () => undefined, onBug: () => undefined, networks: () => [] });
    expect(scans.start('one', undefined)).toMatchObject({ error: { code: 'targets/no-network' } });
  });
});

describe('Networks', () => {
  test('are those of this computer, a large one with the part around it', () => {
    const address = (cidr: string, change = {}) => ({
      ...{ address: cidr.split('/')[0], netmask: '', family: 'IPv4', mac: '' },
      ...{ internal: false, cidr },
      ...change,
    });
    const interfaces = {
      lo: [address('127.0.0.1/8', { internal: true })],
      eth0: [address('192.168.1.23/24'), address('fe80::1/64', { family: 'IPv6' }), address('169.254.3.4/16')],
      wlan0: [address('10.1.2.3/8')],
      tun0: [address('10.8.0.2/32')],
    } as unknown as ReturnType<typeof networkInterfaces>;
    expect(localNetworks(interfaces)).toEqual([
      { cidr: '192.168.1.0/24', interface: 'eth0', address: '192.168.1.23', hosts: 254 },
      { cidr: '10.1.2.0/24', interface: 'wlan0', address: '10.1.2.3', hosts: 254 },
    ]);
  });
  test('are asked without their own address and that of all', () =>
    expect(hostsOf(rangeOf('192.168.1.77/30') ?? { base: 0, prefix: 32 })).toEqual(['192.168.1.77', '192.168.1.78']));
  test('of more than 1022 addresses are too large', () => {
    const own = [{ cidr: '10.0.0.0/8', interface: 'eth0', address: '10.0.0.1', hosts: 0 }];
    const may = (cidr: string) => mayBeSearched(rangeOf(cidr) ?? { base: 0, prefix: 0 }, own);
    expect(['10.3.4.0/22', '10.3.4.0/21'].map(may)).toEqual([true, false]);
  });
});

test('the cards of neighbours are read as each system tells them', () => {
  const linux = `IP address       HW type     Flags       HW address            Mask     Device
192.168.1.1      0x1         0x2         00:1C:42:00:00:18     *        eth0
192.168.1.9      0x1         0x0         00:00:00:00:00:00     *        eth0`;
  const macos = `? (192.168.1.1) at 0:1c:42:0:0:18 on en0 ifscope [ethernet]
? (192.168.1.9) at (incomplete) on en0 ifscope [ethernet]
? (224.0.0.251) at 1:0:5e:0:0:fb on en0 ifscope permanent [ethernet]`;
  const windows = `接口: 192.168.1.23 --- 0x5
  Internet 地址         物理地址              类型
  192.168.1.1           00-1c-42-00-00-18     动态
  192.168.1.255         ff-ff-ff-ff-ff-ff     静态`;
  for (const text of [linux, macos, windows]) expect([...parseArpTable(text)]).toEqual([['192.168.1.1', '00:1c:42:00:00:18']]);
});
