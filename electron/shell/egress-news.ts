import type { PlatformState } from '../../shared/platform.ts';
import type { Timing } from '../timing.ts';
import { gather } from './gather.ts';

/** The platform sees the calls of an account come from another address than before. */
export interface EgressNews {
  account: string;
  ip: string;
}

/** Follows the addresses for those who are to hear of them. */
export interface EgressWatch {
  changed(states: readonly PlatformState[]): void;
  close(): void;
}

/** Tells each new address once, those of several accounts together; not one that comes and goes. */
export function watchEgress(timing: Pick<Timing, 'now' | 'elapsed' | 'after'>, tell: (news: EgressNews[]) => void): EgressWatch {
  const startedAt = timing.now();
  const knownSince = new Map<string, number>();
  const gathering = gather(timing, tell);
  return {
    changed(states) {
      for (const { account, egress } of states) {
        if (egress?.before === undefined || egress.since <= (knownSince.get(account) ?? startedAt)) continue;
        knownSince.set(account, egress.since);
        if (!egress.isBack) gathering.add([{ account, ip: egress.ip }]);
      }
    },
    close: gathering.close,
  };
}
