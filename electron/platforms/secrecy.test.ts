import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { err } from '../../shared/result.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Fault } from '../simulator/api-server-faults.ts';
import { createSimulator, type SandboxAccount } from '../simulator/platform.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import { readAnswer } from './api-answer.ts';
import { hurriedTiming, openBench } from './test-bench.ts';
import { openHttpProxy } from './test-proxies.ts';
import { getAgent } from './wecom-calls.ts';

const faults: Fault[] = [
  { kind: 'errcode', errcode: 40001 },
  { kind: 'errcode', errcode: 60020 },
  { kind: 'errcode', errcode: 99999 },
  { kind: 'cut', before: 'work' },
  { kind: 'cut', before: 'answer' },
  { kind: 'broken-json' },
  { kind: 'endless' },
  { kind: 'status', status: 500 },
  { kind: 'slow', ms: 2000 },
];

test.each(sandboxAccounts(randomBytes))(
  'no failure, state or log line of $id holds a token or a secret',
  async (account: SandboxAccount) => {
    const timing = hurriedTiming();
    const { now } = timing;
    const simulator = createSimulator({ accounts: [account], callbackUrl: () => '', clock: now, random: randomBytes, onChange: () => {} });
    const { url } = await simulator.start({ host: '127.0.0.1', port: 0 });
    const proxy = await openHttpProxy({ login: { username: 'wang', password: 'proxy-password-of-the-tests' } });
    const secrets = storeThatForgets();
    const bench = await openBench(account, url, { timing, secrets, timeouts: { headersMs: 100, bodyMs: 100, totalMs: 300 } });
    await secrets.set(`account/${account.id}/proxy-password`, 'a-wrong-proxy-password');
    const wayOut = { via: 'proxy', url: `http://wang@${proxy.address}` } as const;
    const proxied = await openBench(account, url, { timing, secrets, wayOut });
    const seen: unknown[] = [await proxied.client.checkApp()];

    for (const name of ['*', account.platform === 'wecom' ? 'message/send' : 'message/custom/send']) {
      for (const fault of faults) {
        const takeBack = simulator.api.setFault(name, fault);
        seen.push(
          await bench.client.sendText(account.person, 'x', { onLimit: 'fail' }),
          await bench.client.checkApp(),
          bench.client.state(),
        );
        takeBack();
        timing.move(86_400_000);
        seen.push(await bench.client.checkApp(), bench.client.state());
      }
    }

    const text = JSON.stringify(seen) + bench.logged() + proxied.logged();
    expect(bench.logged()).toContain('cannot be kept');
    expect(secrets.written.length).toBeGreaterThan(3);
    for (const secret of [...secrets.written, account.secret, account.token, account.encodingAesKey, 'a-wrong-proxy-password'])
      expect(text.includes(secret), secret).toBe(false);
    await Promise.all([bench.close(), proxied.close(), proxy.close(), simulator.close()]);
  },
);

test('what a platform quotes in errmsg is struck out', () => {
  const body = JSON.stringify({ errcode: 40014, errmsg: 'invalid access_token s3cret-token, from ip: 192.0.2.1' });
  expect(readAnswer({ kind: 'answered', status: 200, body }, getAgent.answer, ['s3cret-token'])).toEqual({
    kind: 'refused',
    errcode: 40014,
    errmsg: 'invalid access_token …, from ip: 192.0.2.1',
    egressIp: '192.0.2.1',
  });
});

/** A store that fails to keep access_tokens, and remembers what they were. */
function storeThatForgets(): SecretStore & { written: string[] } {
  const store = createMemoryStore({ now: () => 0, elapsed: () => 0 });
  const written: string[] = [];
  return {
    ...store,
    written,
    async set(name, text) {
      if (!name.endsWith('/access-token')) return store.set(name, text);
      written.push((JSON.parse(text) as { text: string }).text);
      return err({ code: 'secrets/unavailable', message: '', hint: '' });
    },
  };
}
