import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { must, mustFail } from '../../shared/test-result.ts';
import { createSimulator, type SandboxAccount, type Simulator } from '../simulator/platform.ts';
import { sandboxAccounts } from '../simulator/sandbox.ts';
import { type Bench, hurriedTiming, openBench } from './test-bench.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];
let simulator: Simulator;
let bench: Bench;
let url = '';

beforeEach(async () => {
  const timing = hurriedTiming();
  const accounts = [wecom, official];
  simulator = createSimulator({ accounts, callbackUrl: () => '', clock: timing.now, random: randomBytes, onChange: () => {} });
  ({ url } = await simulator.start({ host: '127.0.0.1', port: 0 }));
  bench = await openBench(wecom, url, { timing });
});
afterEach(async () => {
  await bench.close();
  await simulator.close();
});

test('the members whom a WeCom app may see are told once each, by name', async () => {
  const contacts = must((await bench.client.contacts?.()) ?? { ok: false, error: { code: 'none', message: '', hint: '' } });
  expect(contacts).toEqual({ contacts: [{ person: wecom.person, name: wecom.personName }], isCut: false });
});

test('what the platform refuses is said with its code', async () => {
  simulator.api.setFault('user/simplelist', { kind: 'errcode', errcode: 60011 });
  mustFail((await bench.client.contacts?.()) ?? { ok: true, value: null }, 'platform/60011');
});

test('an Official Account has no such list', async () => {
  const other = await openBench(official, url, { timing: hurriedTiming() });
  expect(other.client.contacts).toBeUndefined();
  await other.close();
});
