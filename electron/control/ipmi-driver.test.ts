import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ok } from '../../shared/result.ts';
import { freeUdpPort, type IpmiSim, ipmiMissing, startIpmiSim } from '../../test/support/ipmi-sim.ts';
import { createIpmiDriver } from './ipmi-driver.ts';
import { ipmiFailure } from './ipmi-output.ts';

const never = new AbortController().signal;
const secret = (text?: string) => async () => ok(text);

describe.skipIf(ipmiMissing)(`A server with a BMC${ipmiMissing ? ` (${ipmiMissing})` : ''}`, () => {
  let bmc: IpmiSim;
  beforeAll(async () => {
    bmc = await startIpmiSim();
  });
  afterAll(() => bmc?.remove());

  const driver = (change: { user?: string; password?: string; port?: number } = {}) =>
    createIpmiDriver({
      reach: { host: '127.0.0.1', port: change.port ?? bmc.port, user: change.user ?? bmc.users.admin },
      password: secret(change.password ?? bmc.password),
      retries: 1,
    });

  test('is switched on and off', async () => {
    const { power } = driver();
    expect(await power?.state?.(never)).toEqual(ok('off'));
    expect(await power?.on?.(never)).toEqual(ok(null));
    expect(bmc.isOn()).toBe(true);
    expect(await power?.state?.(never)).toEqual(ok('on'));
    expect(await power?.act?.('hard', never)).toEqual(ok(null));
    expect(bmc.isOn()).toBe(false);
    expect(await power?.state?.(never)).toEqual(ok('off'));
  });

  test('is switched too where its BMC leaves one of the first requests unanswered', async () => {
    const { power } = driver({ port: bmc.tersePort });
    expect(await power?.on?.(never)).toEqual(ok(null));
    expect(await power?.state?.(never)).toEqual(ok('on'));
  });

  test.each([
    ['asked to shut down', 'soft', ['shutdown 1']],
    ['reset', 'reset', ['reset 1']],
    ['cut off and started again', 'cycle', ['power 0', 'power 1']],
  ] as const)('is %s', async (_, how, orders) => {
    await driver().power?.on?.(never);
    const before = bmc.orders().length;
    expect(await driver().power?.act?.(how, never)).toEqual(ok(null));
    await expect.poll(() => bmc.orders().slice(before), { timeout: 15_000 }).toEqual(orders);
  });

  test('tells its power state when it is tried, and stays as it is', async () => {
    const before = bmc.orders().length;
    const tried = await driver().tryIt(never);
    expect(tried).toMatchObject({ ok: true, value: { found: bmc.isOn() ? 'on' : 'off' } });
    expect(bmc.orders().length).toBe(before);
  });

  test.each([
    ['a wrong password', { password: 'wrong' }, 'control/ipmi-password'],
    ['an unknown user', { user: 'nobody' }, 'control/ipmi-user'],
  ])('tells %s', async (_, change, code) => {
    expect(await driver(change).power?.state?.(never)).toMatchObject({ ok: false, error: { code } });
  });

  test('tells that nothing answers', async () => {
    const port = await freeUdpPort();
    expect(await driver({ port }).power?.state?.(never)).toMatchObject({
      ok: false,
      error: { code: 'control/ipmi-unreachable', params: { address: `127.0.0.1:${port}` } },
    });
  });

  test('is left alone where the order is called off', async () => {
    const control = new AbortController();
    const asked = driver({ port: await freeUdpPort() }).power?.on?.(control.signal);
    control.abort();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'control/called-off' } });
  });
});

describe('Without a BMC', () => {
  const reach = { host: '127.0.0.1', port: 623, user: 'ADMIN' };

  test('a missing ipmitool is told with how to install it', async () => {
    const driver = createIpmiDriver({ reach, password: secret('x'), program: 'no-such-ipmitool' });
    const tried = await driver.tryIt(never);
    expect(tried).toMatchObject({ ok: false, error: { code: 'control/ipmitool-missing' } });
    expect(tried.ok ? '' : tried.error.hint).toContain('apt-get install ipmitool');
  });

  test('an ipmitool that cannot be run is told with why', async () => {
    const driver = createIpmiDriver({ reach, password: secret('x'), program: '/etc/passwd/ipmitool' });
    expect(await driver.tryIt(never)).toMatchObject({ error: { code: 'control/ipmitool-start', params: { reason: 'ENOTDIR' } } });
  });

  test('a missing password is told', async () => {
    const driver = createIpmiDriver({ reach, password: secret() });
    expect(await driver.power?.state?.(never)).toMatchObject({ ok: false, error: { code: 'control/ipmi-no-password' } });
  });

  describe('and with a stand-in for ipmitool', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'weiguan-ipmitool-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const standIn = (name: string, lines: string) => {
      const program = join(folder, name);
      writeFileSync(program, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
      return createIpmiDriver({ reach, password: secret('s3cret words'), program, timeoutMs: 1_000 });
    };

    test('the password comes in its environment and not among its arguments', async () => {
      const driver = standIn('noting', 'echo "$*" > "$0.args"; echo "$IPMI_PASSWORD" > "$0.env"; echo "Chassis Power is on"');
      expect(await driver.power?.state?.(never)).toEqual(ok('on'));
      expect(readFileSync(join(folder, 'noting.args'), 'utf8')).toBe(
        '-I lanplus -H 127.0.0.1 -p 623 -U ADMIN -E -N 1 -R 3 -v power status\n',
      );
      expect(readFileSync(join(folder, 'noting.env'), 'utf8')).toBe('s3cret words\n');
    });

    test('one that hangs is ended and told', async () => {
      const driver = standIn('hanging', 'exec sleep 600');
      expect(await driver.power?.state?.(never)).toMatchObject({ ok: false, error: { code: 'control/ipmi-timeout' } });
    });

    test.each([
      ['hangs', 'exec sleep 600'],
      ['crashes', 'kill -SEGV $$'],
      ['has no answer', 'echo "Unable to set Chassis Power Control to Reset" >&2; exit 1'],
    ])('one that %s may have given its order', async (name, lines) => {
      const { power } = standIn(`unanswered-${name.replaceAll(' ', '-')}`, lines);
      for (const given of [power?.act?.('reset', never), power?.on?.(never)])
        expect(await given).toMatchObject({ ok: false, error: { code: 'control/ipmi-unanswered' } });
    });

    test('one that is called off may have given its order', async () => {
      const control = new AbortController();
      const given = standIn('slow', ': > "$0.begun"; exec sleep 600').power?.on?.(control.signal);
      await expect.poll(() => existsSync(join(folder, 'slow.begun'))).toBe(true);
      control.abort();
      expect(await given).toMatchObject({ ok: false, error: { code: 'shell/aborted' } });
    });

    test('an answer that means nothing is told', async () => {
      const driver = standIn('odd', 'echo Hello');
      expect(await driver.power?.state?.(never)).toMatchObject({
        ok: false,
        error: { code: 'control/ipmi-answer', params: { reason: 'Hello' } },
      });
    });
  });
});

describe("ipmitool's words", () => {
  const called = { address: 'bmc:623', host: 'bmc', user: 'ADMIN' };
  test.each([
    ['Set Chassis Power Control to Cycle failed: Command not supported in present state', 'control/ipmi-refused'],
    ['Set Chassis Power Control to Reset failed: Timeout', 'control/ipmi-unanswered'],
    ['Set Chassis Power Control to Cycle failed: Command response could not be provided', 'control/ipmi-unanswered'],
    ['Set Chassis Power Control to Up/On failed: Cannot execute duplicated request', 'control/ipmi-unanswered'],
    ['Set Chassis Power Control to Soft failed: Node busy', 'control/ipmi-busy'],
    ['Set Chassis Power Control to Soft failed: Destination unavailable', 'control/ipmi-busy'],
    ['Get Chassis Power Status failed: Timeout', 'control/ipmi-busy'],
    ['Set Chassis Power Control to Up/On failed: Insufficient privilege level', 'control/ipmi-privilege'],
    ['Address lookup for bmc failed\nCould not open socket!\nError: Unable to establish IPMI v2 / RMCP+ session', 'control/no-such-host'],
    ['> RAKP 2 HMAC is invalid\nError: Unable to establish IPMI v2 / RMCP+ session', 'control/ipmi-password'],
    ['RAKP 2 message indicates an error : unauthorized name\nError: Unable to establish', 'control/ipmi-user'],
    ['RAKP 2 message indicates an error : invalid role\nError: Unable to establish', 'control/ipmi-privilege'],
    ['RAKP 2 message indicates an error : insufficient resources for session\nError: Unable', 'control/ipmi-session'],
    ['Get Auth Capabilities error\nError: Unable to establish IPMI v2 / RMCP+ session', 'control/ipmi-unreachable'],
    ['Unable to set Chassis Power Control to Reset', 'control/ipmi-unanswered'],
    ['No valid response received\nUnable to set Chassis Power Control to Up/On\nClose Session command failed', 'control/ipmi-unanswered'],
    ['No valid response received\nUnable to get Chassis Power Status\nClose Session command failed', 'control/ipmi-unreachable'],
    ['Error: Unable to establish IPMI v2 / RMCP+ session\nUnable to set Chassis Power Control to Reset', 'control/ipmi-unreachable'],
    ['Segmentation fault', 'control/ipmi-answer'],
  ])('"%s" means %s', (output, code) => expect(ipmiFailure(output, called).code).toBe(code));
});
