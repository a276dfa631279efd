import type { Logger } from 'pino';
import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { PlatformState } from '../../shared/platform.ts';
import { err, type Result } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { createTurns } from '../secrets/turns.ts';
import type { EgressAddress } from './egress.ts';
import { openPlatformClient } from './open-client.ts';
import type { PlatformChange, PlatformClient } from './platform-client.ts';
import type { Timing } from './timing.ts';
import type { Dial } from './way-out.ts';

export interface PlatformClientsOptions {
  accounts(): Account[];
  /** What identifies an account's secrets: another mark, and the client is made anew. */
  secretsMark(id: string): string;
  secrets(account: Account): Promise<Result<SecretStore>>;
  timing: Timing;
  log: Logger;
  dial: Dial;
  /** Egress addresses from before, by account, and where to keep new ones. */
  egress: Record<string, EgressAddress>;
  keepEgress(account: string, egress: EgressAddress): void;
  onChange(states: PlatformState[]): void;
}

/** The API clients of all accounts: opened when first needed, and anew when the account was changed. */
export interface PlatformClients {
  client(id: string): Promise<Result<PlatformClient>>;
  states(): PlatformState[];
  /** To be called when accounts were changed. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

interface Open {
  client: PlatformClient;
  mark: string;
}

export function createPlatformClients(options: PlatformClientsOptions): PlatformClients {
  const open = new Map<string, Open>();
  const turns = createTurns();
  const egress = { ...options.egress };

  const accountOf = (id: string) => options.accounts().find((account) => account.id === id);
  const markOf = ({ id, receiverId, agentId, apiBase, wayOut, kind, verified }: Account) =>
    JSON.stringify([receiverId, agentId, apiBase, wayOut, kind, verified, options.secretsMark(id)]);
  const tell = () => options.onChange(states());

  function states(): PlatformState[] {
    return options.accounts().map((account) => {
      const known = egress[account.id];
      const atRest: PlatformState = { account: account.id, token: { state: 'none' }, gauges: [], wayOut: account.wayOut.via };
      return open.get(account.id)?.client.state() ?? { ...atRest, ...(known && { egress: known }) };
    });
  }

  function follow(account: string, change: PlatformChange, state: PlatformState): void {
    if (change === 'egress' && state.egress) {
      egress[account] = state.egress;
      options.keepEgress(account, state.egress);
    }
    tell();
  }

  async function openFor(account: Account): Promise<Result<PlatformClient>> {
    const secrets = await options.secrets(account);
    if (!secrets.ok) return secrets;
    const { timing, log, dial } = options;
    const opened = await openPlatformClient({ account, secrets: secrets.value, timing, log, dial, egress: egress[account.id] });
    if (!opened.ok) return opened;
    opened.value.onChange((change, state) => follow(account.id, change, state));
    open.set(account.id, { client: opened.value, mark: markOf(account) });
    return opened;
  }

  async function closeOne(id: string): Promise<void> {
    const there = open.get(id);
    open.delete(id);
    await there?.client.close();
  }

  return {
    client: (id) =>
      turns(async () => {
        const account = accountOf(id);
        if (!account) return err(failure('accounts/unknown', { id }));
        if (!account.enabled) return err(failure('accounts/disabled'));
        const there = open.get(id);
        if (there?.mark === markOf(account)) return { ok: true, value: there.client };
        await closeOne(id);
        return openFor(account);
      }),
    states,
    refresh: () =>
      turns(async () => {
        for (const [id, { mark }] of open) {
          const account = accountOf(id);
          if (!account?.enabled || markOf(account) !== mark) await closeOne(id);
        }
        tell();
      }),
    close: () =>
      turns(async () => {
        for (const id of [...open.keys()]) await closeOne(id);
      }),
  };
}
