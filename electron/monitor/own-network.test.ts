import { describe, expect, test } from 'vitest';
import { anchorOf, asksFarAway, createOwnNetwork } from './own-network.ts';
import { monitorOf } from './test-monitors.ts';

const minute = 60_000;
const lan = { eth0: [{ internal: false, address: '192.0.2.10' }] } as never;
const nothing = { lo: [{ internal: true, address: '127.0.0.1' }], eth0: [{ internal: false, address: 'fe80::1' }] } as never;

function opened(given: { interfaces?: () => never; reaches?: () => Promise<boolean> } = {}) {
  let elapsed = 0;
  const network = createOwnNetwork({
    ...{ clock: { elapsed: () => elapsed }, anchors: () => [{ host: 'qyapi.weixin.qq.com', port: 443 }] },
    ...{ interfaces: () => lan, reaches: async () => true, ...given },
  });
  const pass = (ms: number) => {
    elapsed += ms;
  };
  return { network, pass };
}

describe("This computer's network", () => {
  test('is down without an address', async () => {
    expect(await opened({ interfaces: () => nothing }).network.works()).toBe(false);
    expect(await opened().network.works()).toBe(true);
  });
  test('is down where what has always answered answers no more', async () => {
    let reachable = true;
    const { network, pass } = opened({ reaches: async () => reachable });
    pass(10 * minute);
    network.sawAnswer();
    await new Promise((resolve) => setImmediate(resolve));
    reachable = false;
    pass(minute);
    expect(await network.works()).toBe(false);
    pass(8 * 60 * minute);
    expect(await network.works()).toBe(false);
    reachable = true;
    expect(await network.works()).toBe(true);
  });
  test('works as long as anything else far away answers', async () => {
    const { network, pass } = opened({ reaches: async () => false });
    pass(10 * minute);
    network.sawAnswer();
    pass(1_000);
    expect(await network.works()).toBe(true);
  });
  test('may come a while after this program: what has never answered shows nothing until then', async () => {
    let reachable = false;
    const { network, pass } = opened({ reaches: async () => reachable });
    pass(minute);
    expect(await network.works()).toBe(false);
    reachable = true;
    expect(await network.works()).toBe(true);
    const proxied = opened({ reaches: async () => false });
    proxied.network.sawAnswer();
    proxied.pass(minute);
    expect(await proxied.network.works()).toBe(true);
  });
  test('is not doubted for places that it never reached: behind a proxy they never answer', async () => {
    const { network, pass } = opened({ reaches: async () => false });
    pass(30 * minute);
    expect(await network.works()).toBe(true);
  });
});

test('Loopback and reports are no matter of the network', () => {
  const target = (id: string) => (id === 'web' ? ({ ssh: { host: '127.0.0.1' } } as never) : undefined);
  const far = (check: object, given: object = {}) => asksFarAway(monitorOf('one', { check: check as never, ...given }), target);
  expect(far({ kind: 'tcp', host: '127.0.0.1', port: 80 })).toBe(false);
  expect(far({ kind: 'http', url: 'http://[::1]:8080/' })).toBe(false);
  expect(far({ kind: 'push', token: 'x'.repeat(22) })).toBe(false);
  expect(far({ kind: 'ssh', command: 'true' }, { target: 'web' })).toBe(false);
  expect(far({ kind: 'ssh', command: 'true' }, { target: 'db' })).toBe(true);
  expect(far({ kind: 'http', url: 'https://example.com/' })).toBe(true);
});

test('Where an API answers is an anchor, but for one on this computer', () => {
  expect(anchorOf('https://qyapi.weixin.qq.com')).toEqual({ host: 'qyapi.weixin.qq.com', port: 443 });
  expect(anchorOf('http://10.0.0.5:8080/api')).toEqual({ host: '10.0.0.5', port: 8080 });
  expect(anchorOf('http://127.0.0.1:8080')).toBeUndefined();
});
