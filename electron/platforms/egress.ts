import type { PlatformState } from '../../shared/platform.ts';
import type { Timing } from '../timing.ts';

export type EgressAddress = NonNullable<PlatformState['egress']>;

/** The address that the platform sees of an account's calls, as far as its own answers have told it. */
export interface Egress {
  known(): EgressAddress | undefined;
  /** Notes the address in an answer. Whether it is another one than before. */
  seen(ip: string): boolean;
}

/** Where an address is kept. */
export interface EgressPlace {
  get(): EgressAddress | undefined;
  set(address: EgressAddress): void;
}

/** No third party is asked: the platform itself names the address where it refuses it (protocol reference, 3.2). */
export function createEgress(timing: Timing, place: EgressPlace = oneAddress()): Egress {
  return {
    known: place.get,
    seen(ip) {
      const present = place.get();
      if (present?.ip === ip) return false;
      place.set({ ip, since: timing.now(), ...(present && { before: present.ip }) });
      return true;
    },
  };
}

function oneAddress(): EgressPlace {
  let present: EgressAddress | undefined;
  return {
    get: () => present,
    set(address) {
      present = address;
    },
  };
}
