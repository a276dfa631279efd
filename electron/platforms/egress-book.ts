import { z } from 'zod';
import type { Account } from '../../shared/account.ts';
import type { Timing } from '../timing.ts';
import { createEgress, type Egress, type KeptAddress } from './egress.ts';

export interface EgressBookOptions {
  accounts(): Account[];
  /** The server that the way out through ssh leads over, while one is set up. */
  sshServer(): string | undefined;
  /** What was written before the restart. */
  kept: Record<string, unknown>;
  keep(addresses: Record<string, KeptAddress>): void;
  timing: Timing;
}

/**
 * The egress addresses of all accounts, each with its way out: what the platform saw of a direct call says nothing of
 * one through a proxy.
 */
export interface EgressBook {
  /** Of the way out that the account has whenever it is asked. */
  of(id: string): Egress;
  /** To be called when accounts were changed: those of deleted ones are forgotten. */
  refresh(): void;
}

const Address = z.object({
  ...{ ip: z.string(), since: z.number(), before: z.string().optional(), isBack: z.literal(true).optional() },
  earlier: z.record(z.string(), z.number()).optional(),
});

export function createEgressBook({ accounts, sshServer, kept, keep, timing }: EgressBookOptions): EgressBook {
  const addresses = new Map<string, KeptAddress>();
  for (const [key, value] of Object.entries(kept)) {
    const address = Address.safeParse(value);
    // A key without a way out is of a version that did not know which way an address belonged to.
    if (key.includes(' ') && address.success) addresses.set(key, address.data);
  }
  /** Of accounts of a config file that this start was not given nothing is forgotten: the next one may be. */
  const seen = new Set<string>();
  forgetDeleted();

  function keyOf(id: string): string | undefined {
    const account = accounts().find((one) => one.id === id);
    return account && `${id} ${wayOf(account, sshServer())}`;
  }

  function forgetDeleted(): boolean {
    const ids = new Set(accounts().map(({ id }) => id));
    for (const id of ids) seen.add(id);
    const idOf = (key: string) => key.slice(0, key.indexOf(' '));
    const gone = [...addresses.keys()].filter((key) => seen.has(idOf(key)) && !ids.has(idOf(key)));
    for (const key of gone) addresses.delete(key);
    return gone.length > 0;
  }

  return {
    of: (id) =>
      createEgress(timing, {
        get: () => addresses.get(keyOf(id) ?? ''),
        set(address) {
          const key = keyOf(id);
          if (key === undefined) return;
          addresses.set(key, address);
          keep(Object.fromEntries(addresses));
        },
      }),
    refresh() {
      if (forgetDeleted()) keep(Object.fromEntries(addresses));
    },
  };
}

/** What an address depends on: `direct`, the proxy's host, or the ssh server. No password is in it. */
function wayOf({ wayOut }: Account, sshServer = ''): string {
  if (wayOut.via === 'direct') return 'direct';
  if (wayOut.via === 'ssh') return `ssh ${sshServer}`;
  return `proxy ${URL.canParse(wayOut.url) ? new URL(wayOut.url).host : ''}`;
}
