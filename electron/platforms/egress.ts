import type { PlatformState } from '../../shared/platform.ts';
import type { Timing } from './timing.ts';

export type EgressAddress = NonNullable<PlatformState['egress']>;

/** The address that the platform sees of this computer, as far as its own answers have told it. */
export interface Egress {
  known(): EgressAddress | undefined;
  /** Notes the address in an answer; tells of it where it is another one than before. */
  seen(ip: string): void;
}

export interface EgressOptions {
  timing: Timing;
  /** What was known when the program ended. */
  before?: EgressAddress | undefined;
  onChange(egress: EgressAddress): void;
}

/** No third party is asked: the platform itself names the address where it refuses it (protocol reference, 3.2). */
export function createEgress({ timing, before, onChange }: EgressOptions): Egress {
  let present = before;
  return {
    known: () => present,
    seen(ip) {
      if (present?.ip === ip) return;
      present = { ip, since: timing.now(), ...(present && { before: present.ip }) };
      onChange(present);
    },
  };
}
