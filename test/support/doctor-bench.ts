import { randomBytes } from 'node:crypto';
import type { SandboxAccount } from '../../electron/simulator/account.ts';
import { createSimulator, type Simulator } from '../../electron/simulator/platform.ts';
import type { DoctorReport } from '../../shared/doctor.ts';
import { officialAccount, officialKeys, publishedKeys, wecomAccount } from './accounts.ts';
import { type HeadlessGateway, startHeadless } from './headless-gateway.ts';
import { createSecretSearch } from './secret-search.ts';

const person = { person: 'zhangsan', personName: '张三', menu: [] };
const { token, encodingAesKey, receiverId } = publishedKeys;

/** The accounts as the simulated platform keeps them. */
const platformAccounts: SandboxAccount[] = [
  {
    id: 'corp',
    name: '机房',
    platform: 'wecom',
    mode: 'safe',
    receiverId,
    agentId: '218',
    token,
    encodingAesKey,
    secret: wecomAccount.secret,
    ...person,
  },
  {
    ...{ id: 'oa', name: '公众号', platform: 'official-account', mode: 'safe', originalId: 'gh_0123456789ab' },
    ...{ ...officialKeys, secret: officialAccount('safe').appSecret, ...person },
  },
];

/** Every secret of these accounts. */
export const accountSecrets = createSecretSearch(
  [wecomAccount.secret, officialAccount('safe').appSecret, 'a wrong secret', token, officialKeys.token],
  [encodingAesKey, officialKeys.encodingAesKey],
);

export interface DoctorBench {
  gateway: HeadlessGateway;
  simulator: Simulator;
  /** Leads the public URL somewhere. */
  lead(publicUrl: string): Promise<void>;
}

/**
 * A gateway whose accounts are the simulator's: `corp` and `oa` as they should be, further ones as copies of `corp` with
 * something changed. Its public URL is the listener itself.
 */
export async function startDoctorBench(dir: string, copies: Record<string, object>, settings: object = {}): Promise<DoctorBench> {
  let gateway: HeadlessGateway | undefined;
  const simulator = createSimulator({
    accounts: platformAccounts,
    callbackUrl: (id) => `${gateway?.listener}/callback/${id}`,
    clock: Date.now,
    random: randomBytes,
    onChange: () => undefined,
  });
  const { url: apiBase } = await simulator.start({ host: '127.0.0.1', port: 0 });
  const accounts = [
    { ...wecomAccount, apiBase },
    { ...officialAccount('safe'), apiBase },
    ...Object.entries(copies).map(([id, change]) => ({ ...wecomAccount, id, apiBase, ...change })),
  ];
  gateway = await startHeadless(dir, accounts, { secrets: { passphrase: 'of the tests' }, ...settings });
  const started = gateway;
  const lead = async (publicUrl: string) => {
    await started.call('tunnel.set', { config: { provider: 'none', publicUrl } });
    // Opening takes no time, but a turn.
    for (let state = ''; state !== publicUrl; ) {
      const tunnel = await started.call('tunnel.get', {});
      state = (tunnel.ok && tunnel.value.state.publicUrl) || '';
    }
  };
  await lead(started.listener);
  return { gateway, simulator, lead };
}

/** The report in short: of each check its state, and the code of what is wrong. */
export function inShort({ checks }: DoctorReport): Record<string, string> {
  return Object.fromEntries(
    checks.map(({ id, state, failure }) => [id, [state, failure?.code, failure?.params?.check].filter(Boolean).join(' ')]),
  );
}
