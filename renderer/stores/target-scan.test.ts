import { expect, test } from 'vitest';
import { err, ok } from '../../shared/result.ts';
import { Target } from '../../shared/target.ts';
import { broken, createFakeBridge } from './fake-bridge.ts';
import { createTargetScanStore, isKnownHost, targetsOfHosts } from './target-scan.ts';

const network = { cidr: '192.168.1.0/24', interface: 'eth0', address: '192.168.1.2', hosts: 254 };
const ssh = { address: '192.168.1.5', mac: '00:11:22:33:44:55', name: 'Web-01.lan', open: [22, 5900] };
const windows = { address: '192.168.1.6', open: [3389, 445] };

function opened() {
  const bridge = createFakeBridge();
  let ids = 0;
  const scan = createTargetScanStore(bridge, {
    newId: () => {
      ids += 1;
      return `scan-${ids}`;
    },
  });
  return { bridge, stop: scan.start(), state: () => scan.store.getState() };
}

test('a search shows what it finds until it is through or stopped, and nothing of an earlier one', async () => {
  const { bridge, stop, state } = opened();
  void state().load();
  await bridge.answer('targets.networks', ok([network]));
  void state().begin();
  expect(bridge.waiting('targets.scan')[0]?.input).toEqual({ id: 'scan-1', network: network.cidr });
  await bridge.answer('targets.scan', ok(null));
  bridge.emit('targets.scanned', { id: 'scan-0', found: [windows], share: 1, done: true });
  bridge.emit('targets.scanned', { id: 'scan-1', found: [ssh], share: 0.5, done: false });
  expect(state().scan).toMatchObject({ found: [ssh], share: 0.5, done: false });
  void state().stop();
  bridge.emit('targets.scanned', { id: 'scan-1', found: [ssh, windows], share: 0.6, done: false });
  expect(state()).toMatchObject({ stopped: true, scan: { done: true, found: [ssh, windows] } });
  stop();
});

test('a search that cannot begin says why', async () => {
  const { bridge, stop, state } = opened();
  void state().begin();
  await bridge.answer('targets.scan', err(broken));
  expect(state()).toMatchObject({ scan: null, failure: broken });
  stop();
});

test('machines become servers under names of their own, with the ways that were seen', () => {
  const others = [Target.parse({ id: 'web-01', name: 'Web' })];
  expect(targetsOfHosts([ssh, windows, { ...ssh, address: '192.168.1.7' }], 'ops', others)).toMatchObject([
    {
      id: 'web-2',
      name: 'Web-01.lan',
      system: 'linux',
      ssh: { host: ssh.address, user: 'ops' },
      vnc: { host: ssh.address },
      wake: { mac: ssh.mac },
    },
    { id: 'host-192-168-1-6', name: '192.168.1.6', system: 'windows' },
    { id: 'web-3', name: '192.168.1.7' },
  ]);
  expect(targetsOfHosts([ssh], '', [])[0]?.ssh).toBeUndefined();
  expect(targetsOfHosts([ssh], 'a b', [])[0]?.ssh).toBeUndefined();
});

test('a machine is known by its address or its MAC address', () => {
  const wake = Target.parse({ id: 'a', name: 'a', wake: { mac: '00-11-22-33-44-55' } });
  expect(isKnownHost(ssh, [wake])).toBe(true);
  expect(isKnownHost(windows, [wake])).toBe(false);
});
