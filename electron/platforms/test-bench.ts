import { Writable } from 'node:stream';
import pino from 'pino';
import type { Account } from '../../shared/account.ts';
import type { WayOut } from '../../shared/platform.ts';
import { must } from '../../shared/test-result.ts';
import { createMemoryStore } from '../secrets/memory.ts';
import type { SecretStore } from '../secrets/secret-store.ts';
import type { Timing } from '../timing.ts';
import { openPlatformClient } from './open-client.ts';
import type { PlatformClient, PlatformClientOptions } from './platform-client.ts';

/** A clock that stands still until it is moved, or until somebody pauses: pauses take no time. */
export interface HurriedTiming extends Timing {
  move(ms: number): void;
  /** The pauses that were asked for, in ms. */
  pauses: number[];
}

export function hurriedTiming(start = 1_700_000_000_000): HurriedTiming {
  let now = start;
  const pauses: number[] = [];
  return {
    now: () => now,
    elapsed: () => now,
    random: () => 0.5,
    pauses,
    move(ms) {
      now += ms;
    },
    after(ms, run) {
      const timer = setTimeout(() => {
        pauses.push(ms);
        now += ms;
        run();
      });
      return () => clearTimeout(timer);
    },
  };
}

/** A log whose lines can be searched. */
export function memoryLog(): { log: pino.Logger; text(): string } {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: pino({ level: 'trace' }, stream), text: () => lines.join('') };
}

/** What an account of the simulator is to the client. */
type SimulatedAccount = Pick<Account, 'id' | 'platform' | 'name' | 'receiverId' | 'mode' | 'kind' | 'verified' | 'sandboxAccount'> & {
  agentId?: string;
  secret: string;
};

/** A client with all it needs; `again` opens another one on the same secrets, as after a restart. */
export interface Bench {
  client: PlatformClient;
  secrets: SecretStore;
  timing: HurriedTiming;
  logged(): string;
  again(): Promise<PlatformClient>;
  close(): Promise<void>;
}

export async function openBench(
  simulated: SimulatedAccount,
  apiBase: string,
  {
    timing = hurriedTiming(),
    secret = simulated.secret,
    wayOut = { via: 'direct' },
    ...more
  }: Partial<PlatformClientOptions> & { timing?: HurriedTiming; secret?: string; wayOut?: WayOut } = {},
): Promise<Bench> {
  const secrets = more.secrets ?? createMemoryStore(timing);
  await secrets.set(`account/${simulated.id}/api-secret`, secret);
  const { id, platform, name, receiverId, mode, agentId, kind, verified, sandboxAccount } = simulated;
  const account: Account = {
    id,
    platform,
    name,
    receiverId,
    mode,
    apiBase,
    wayOut,
    enabled: true,
    origin: 'sandbox',
    ...(agentId !== undefined && { agentId }),
    ...(kind && { kind, verified: verified ?? false }),
    ...(sandboxAccount && { sandboxAccount }),
  };
  const { log, text } = memoryLog();
  const opened: PlatformClient[] = [];
  const open = async () => {
    const client = must(await openPlatformClient({ account, secrets, timing, log, ...more }));
    opened.push(client);
    return client;
  };
  return {
    client: await open(),
    secrets,
    timing,
    logged: text,
    again: open,
    async close() {
      await Promise.all(opened.map((client) => client.close()));
    },
  };
}
