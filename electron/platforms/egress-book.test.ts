import { beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../../shared/account.ts';
import type { WayOut } from '../../shared/platform.ts';
import { account as direct } from '../doctor/test-context.ts';
import { simulatedTiming } from '../simulated-timing.ts';
import { createEgressBook, type EgressBook } from './egress-book.ts';

let accounts: Account[];
let disk: Record<string, unknown>;
let sshServer: string | undefined;
let book: EgressBook;
const timing = simulatedTiming();

beforeEach(() => {
  accounts = [direct];
  disk = {};
  sshServer = 'one.example:22';
  since = timing.now();
  start();
});

function start(): void {
  book = createEgressBook({
    accounts: () => accounts,
    sshServer: () => sshServer,
    kept: disk,
    keep(addresses) {
      disk = JSON.parse(JSON.stringify(addresses));
    },
    timing,
  });
}

const by = (wayOut: WayOut): Account => ({ ...direct, wayOut });
const proxy = (host: string) => by({ via: 'proxy', url: `http://wang@${host}:3128` });
const egress = () => book.of(direct.id);
let since: number;
const day = 86_400_000;

describe('the egress address', () => {
  test('is another one when the platform sees another one, and says what it was', () => {
    expect(egress().known()).toBeUndefined();
    expect([egress().seen('203.0.113.7'), egress().seen('203.0.113.7'), egress().seen('203.0.113.8')]).toEqual([true, false, true]);
    expect(egress().known()).toEqual({ ip: '203.0.113.8', since, before: '203.0.113.7' });
  });

  test('that takes turns with another one is told as new once, over a restart too, and is none to be allowed as long as the platform takes it', () => {
    egress().seen('203.0.113.7');
    egress().seen('203.0.113.8');
    for (const ip of ['203.0.113.7', '203.0.113.8']) {
      expect(egress().seen(ip)).toBe(true);
      expect(egress().known()).toEqual({ ip, since, isBack: true });
      start();
      expect(egress().known()).toEqual({ ip, since, isBack: true });
    }
    egress().seen('203.0.113.7', true);
    expect(egress().known()).toEqual({ ip: '203.0.113.7', since, before: '203.0.113.8', isBack: true });
    egress().seen('203.0.113.9');
    expect(egress().known()).toEqual({ ip: '203.0.113.9', since, before: '203.0.113.7' });
  });

  test('that was gone for a month, or that many others followed, is a new one when it comes back', async () => {
    for (const ip of ['203.0.113.7', '203.0.113.8']) egress().seen(ip);
    await timing.pass(29 * day);
    egress().seen('203.0.113.7');
    await timing.pass(2 * day);
    egress().seen('203.0.113.8');
    expect(egress().known()?.isBack).toBe(true);
    await timing.pass(31 * day);
    egress().seen('203.0.113.7');
    expect(egress().known()).toMatchObject({ ip: '203.0.113.7', before: '203.0.113.8' });
    expect(egress().known()?.isBack).toBeUndefined();
    for (let last = 0; last < 100; last++) egress().seen(`198.51.100.${last}`);
    expect(JSON.stringify(disk).length).toBeLessThan(1_000);
    egress().seen('203.0.113.7');
    expect(egress().known()?.isBack).toBeUndefined();
  });

  test.each<[string, () => void]>([
    ['a proxy', () => (accounts = [proxy('10.0.0.1')])],
    ['the ssh server', () => (accounts = [by({ via: 'ssh' })])],
  ])('of a direct call is not shown of one through %s, and is no change there', (_, changeWay) => {
    egress().seen('203.0.113.7');
    changeWay();
    expect(egress().known()).toBeUndefined();
    egress().seen('198.51.100.1');
    expect(egress().known()).toEqual({ ip: '198.51.100.1', since });
    accounts = [direct];
    expect(egress().known()).toEqual({ ip: '203.0.113.7', since });
  });

  test('belongs to one proxy, and to one ssh server', () => {
    accounts = [proxy('10.0.0.1')];
    egress().seen('198.51.100.1');
    accounts = [proxy('10.0.0.2')];
    expect(egress().known()).toBeUndefined();
    accounts = [by({ via: 'ssh' })];
    egress().seen('198.51.100.2');
    sshServer = 'two.example:22';
    expect(egress().known()).toBeUndefined();
  });

  test('is known after a restart, and no user of a proxy is written with it', () => {
    accounts = [proxy('10.0.0.1')];
    egress().seen('198.51.100.1');
    start();
    expect(egress().known()).toEqual({ ip: '198.51.100.1', since });
    expect(JSON.stringify(disk)).not.toContain('wang');
  });

  test('goes with its account, for every way out', () => {
    egress().seen('203.0.113.7');
    accounts = [proxy('10.0.0.1')];
    egress().seen('198.51.100.1');
    accounts = [];
    book.refresh();
    expect(disk).toEqual({});
    egress().seen('203.0.113.9');
    expect(disk).toEqual({});
    accounts = [direct];
    expect(egress().known()).toBeUndefined();
  });

  test('of an account of the config file outlasts a start without that file', () => {
    egress().seen('203.0.113.7');
    accounts = [{ ...direct, id: 'other' }];
    start();
    book.of('other').seen('203.0.113.8');
    accounts = [direct];
    start();
    expect(egress().known()?.ip).toBe('203.0.113.7');
  });

  test('of an account whose name begins with that of a deleted one stays', () => {
    accounts = [direct, { ...direct, id: `${direct.id}-2` }];
    for (const { id } of accounts) book.of(id).seen('203.0.113.7');
    accounts = accounts.slice(1);
    book.refresh();
    expect(Object.keys(disk)).toEqual([`${direct.id}-2 direct`]);
  });

  test('as an earlier version kept it, without its way out, is dropped', () => {
    disk = { [direct.id]: { ip: '203.0.113.7', since: 1 }, [`${direct.id} direct`]: 'nonsense' };
    start();
    expect(egress().known()).toBeUndefined();
    egress().seen('203.0.113.8');
    expect(Object.keys(disk)).toEqual([`${direct.id} direct`]);
  });
});
