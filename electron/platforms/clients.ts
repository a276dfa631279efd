import type { Logger } from 'pino';
import type { Account } from '../../shared/account.ts';
import { failure } from '../../shared/failures.ts';
import type { PlatformState } from '../../shared/platform.ts';
import type { AccountRoom } from '../../shared/reply-allowance.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import { anchored, type Timing } from '../timing.ts';
import { createTurns, type Turns } from '../turns.ts';
import type { KeptAddress } from './egress.ts';
import { createEgressBook } from './egress-book.ts';
import { counterOf } from './limits.ts';
import { openPlatformClient } from './open-client.ts';
import type { PlatformClient } from './platform-client.ts';
import type { Dial } from './proxy-dial.ts';
import type { Sending } from './recount.ts';
import { createUsageBook } from './usage-book.ts';

/** What is known of accounts and outlasts a restart. */
export interface KeptByPlatforms {
  /** Egress addresses, by account and way out. */
  egress: Record<string, KeptAddress>;
  /** What is used up of the limits, by account. */
  usage: Record<string, unknown>;
}

export interface PlatformClientsOptions {
  accounts(): Account[];
  /** What identifies an account's secrets: another mark, and the client is made anew. */
  secretsMark(id: string): string;
  secrets(account: Account): Promise<Result<SecretStore>>;
  timing: Timing;
  log: Logger;
  dial: Dial;
  /** The server that `dial` reaches out from, while one is set up. */
  sshServer(): string | undefined;
  /** As it was kept, by whichever version. */
  kept: { [Name in keyof KeptByPlatforms]: Record<string, unknown> };
  /** What was sent since what was kept of the usage (`uncountedSince`). */
  sent: readonly Sending[];
  /** On disk when it resolves. */
  keep<Name extends keyof KeptByPlatforms>(name: Name, value: KeptByPlatforms[Name]): Promise<void>;
  onChange(states: PlatformState[]): void;
  onBug(error: unknown): void;
}

/**
 * The API clients of all accounts: opened when first needed, and anew when the account was changed. What an account has
 * used of its limits, and what the platform holds against it, stays with the account.
 */
export interface PlatformClients {
  client(id: string): Promise<Result<PlatformClient>>;
  states(): PlatformState[];
  /** What the account may still send to anybody; undefined where that isn't limited, or not known. */
  room(account: Account): AccountRoom | undefined;
  /** To be called when accounts were changed, or the ssh server. */
  refresh(): Promise<void>;
  /** A client that is being opened meanwhile is closed as soon as it is. */
  close(): Promise<void>;
}

interface Open {
  client: PlatformClient;
  mark: string;
}

export function createPlatformClients(options: PlatformClientsOptions): PlatformClients {
  const { accounts, sent, keep, log, dial, onBug } = options;
  const timing = anchored(options.timing);
  const open = new Map<string, Open>();
  /** One line for each account: one whose secrets keep everybody waiting holds up no other. */
  const turns = new Map<string, Turns>();
  let closed = false;

  const usage = createUsageBook({ accounts, kept: options.kept.usage, sent, keep: (all) => keep('usage', all), timing, onBug });
  const egress = createEgressBook({
    accounts,
    sshServer: options.sshServer,
    kept: options.kept.egress,
    keep: (addresses) => void keep('egress', addresses).catch(onBug),
    timing,
  });

  const accountOf = (id: string) => accounts().find((account) => account.id === id);
  const tell = () => options.onChange(states());

  /** All that a client is made of: with another mark it is made anew. */
  function markOf({ id, receiverId, agentId, apiBase, wayOut, kind, verified, seats, sandboxAccount }: Account): string {
    return JSON.stringify([receiverId, agentId, apiBase, wayOut, kind, verified, seats, sandboxAccount, options.secretsMark(id)]);
  }

  function turnOf(id: string): Turns {
    const turn = turns.get(id) ?? createTurns();
    turns.set(id, turn);
    return turn;
  }

  function states(): PlatformState[] {
    return accounts().map((account) => {
      const known = egress.of(account.id).known();
      const atRest: PlatformState = {
        account: account.id,
        token: { state: 'none' },
        gauges: usage.of(account).gauges(),
        wayOut: account.wayOut.via,
        ...(known && { egress: known }),
      };
      return open.get(account.id)?.client.state() ?? atRest;
    });
  }

  async function openFor(account: Account): Promise<Result<PlatformClient>> {
    const mark = markOf(account);
    const secrets = await options.secrets(account);
    if (!secrets.ok) return secrets;
    const theirs = { usage: usage.of(account), egress: egress.of(account.id) };
    const opened = await openPlatformClient({ account, secrets: secrets.value, timing, log, dial, ...theirs });
    if (!opened.ok) return opened;
    if (closed) {
      await opened.value.close();
      return err(failure('platform/closed'));
    }
    opened.value.onChange(tell);
    open.set(account.id, { client: opened.value, mark });
    return opened;
  }

  async function closeOne(id: string): Promise<void> {
    const there = open.get(id);
    open.delete(id);
    await there?.client.close();
  }

  async function closeOutdated(id: string): Promise<void> {
    const account = accountOf(id);
    if (account?.enabled && markOf(account) === open.get(id)?.mark) return;
    await closeOne(id);
    tell();
  }

  return {
    client: (id) =>
      turnOf(id)(async () => {
        const account = accountOf(id);
        if (closed) return err(failure('platform/closed'));
        if (!account) return err(failure('accounts/unknown', { id }));
        if (!account.enabled) return err(failure('accounts/disabled'));
        const there = open.get(id);
        if (there?.mark === markOf(account)) return ok(there.client);
        await closeOne(id);
        return openFor(account);
      }),
    states,
    room(account) {
      const counter = counterOf(account, 'messages');
      const [window] = counter ? usage.of(account).windowsOf(counter) : [];
      const now = timing.elapsed();
      return window && { left: window.limit - window.used(now), until: timing.now() + window.roomAt(now) - now };
    },
    async refresh() {
      usage.refresh();
      egress.refresh();
      tell();
      await Promise.all([...open.keys()].map((id) => turnOf(id)(() => closeOutdated(id))));
    },
    async close() {
      closed = true;
      await Promise.all([...open.keys()].map(closeOne));
      await usage.close();
    },
  };
}
