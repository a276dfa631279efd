import type { PlatformState } from '../../shared/platform.ts';
import type { Timing } from '../timing.ts';
import { gather } from './gather.ts';
import { freshTroubles, type ToldTroubles } from './sending-news.ts';

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

const nameOf = ({ account, ip }: EgressNews) => `${account} ${ip}`;

/** Tells each new address once, those of several accounts together; one that comes and goes every half an hour at the most. */
export function watchEgress(timing: Pick<Timing, 'now' | 'elapsed' | 'after'>, tell: (news: EgressNews[]) => void): EgressWatch {
  const startedAt = timing.now();
  const knownSince = new Map<string, number>();
  let told: ToldTroubles = new Map();
  const gathering = gather<EgressNews>(timing, (news) => {
    const fresh = freshTroubles(told, news, nameOf, timing.elapsed());
    told = fresh.told;
    if (fresh.news.length > 0) tell(fresh.news);
  });
  return {
    changed(states) {
      for (const { account, egress } of states) {
        if (egress?.before === undefined || egress.since <= (knownSince.get(account) ?? startedAt)) continue;
        knownSince.set(account, egress.since);
        gathering.add([{ account, ip: egress.ip }]);
      }
    },
    close: gathering.close,
  };
}
