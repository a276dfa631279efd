import type { PlatformState } from '../../shared/platform.ts';
import type { Timing } from '../timing.ts';

export type EgressAddress = NonNullable<PlatformState['egress']>;

/** As it is kept: with the addresses before it, and when (Unix ms) another one took the place of each. */
export interface KeptAddress extends EgressAddress {
  earlier?: Record<string, number> | undefined;
}

/** The address that the platform sees of an account's calls, as far as its own answers have told it. */
export interface Egress {
  known(): EgressAddress | undefined;
  /**
   * Notes the address in an answer, which may have been refused for that address. Whether it is another one than before.
   */
  seen(ip: string, isRefused?: boolean): boolean;
}

/** Where an address is kept. */
export interface EgressPlace {
  get(): KeptAddress | undefined;
  set(address: KeptAddress): void;
}

/** An address that was not seen for so long is gone for good, in ms: should it come back, it is a new one. */
const goneMs = 30 * 86_400_000;
/** So many lines may take turns. */
const mostEarlier = 20;

/** No third party is asked: the platform itself names the address, where it refuses it at the latest (protocol reference, 3.2). */
export function createEgress(timing: Timing, place: EgressPlace = oneAddress()): Egress {
  return {
    known() {
      const present = place.get();
      if (!present) return undefined;
      const { earlier: _earlier, ...address } = present;
      return address;
    },
    seen(ip, isRefused = false) {
      const present = place.get();
      if (present?.ip === ip) return false;
      place.set(present ? nextAddress(present, ip, isRefused, timing.now()) : { ip, since: timing.now() });
      return true;
    },
  };
}

function nextAddress(present: KeptAddress, ip: string, isRefused: boolean, now: number): KeptAddress {
  const remembered = Object.entries(present.earlier ?? {}).filter(([, at]) => now - at < goneMs);
  const isBack = remembered.some(([other]) => other === ip);
  const others = remembered.filter(([other]) => other !== ip);
  return {
    ...{ ip, since: now, earlier: Object.fromEntries([[present.ip, now], ...others].slice(0, mostEarlier)) },
    ...((isRefused || !isBack) && { before: present.ip }),
    ...(isBack && { isBack }),
  };
}

function oneAddress(): EgressPlace {
  let present: KeptAddress | undefined;
  return {
    get: () => present,
    set(address) {
      present = address;
    },
  };
}
