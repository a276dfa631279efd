import { type FailureCode, failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';
import { type Capability, localTargetId, type Target } from '../../shared/target.ts';
import type { Fleet } from '../control/fleet.ts';

/** The ways to a target that bring a capability. */
const ways: Record<Capability, string> = {
  shell: 'SSH',
  screen: 'SSH / VNC',
  powerOn: 'Wake-on-LAN / IPMI',
  powerOff: 'SSH / IPMI',
  powerState: 'IPMI',
};

/** What a target lacks, as it is told of one that the console sets up. */
type Lack = 'command/cannot' | 'command/service' | 'command/log';

/** The same with what mends it: a server of the config file is set up only there, and this computer nowhere. */
export function lackOf<L extends Lack>(
  lack: L,
  { id }: Pick<Target, 'id'>,
  fleet: Pick<Fleet, 'isFixed'>,
): L | `${L}-local` | `${L}-fixed` {
  if (id === localTargetId) return `${lack}-local`;
  return fleet.isFixed(id) ? `${lack}-fixed` : lack;
}

interface Telling {
  fleet: Pick<Fleet, 'isFixed'>;
  language: Language;
}

/** Why something can't be done to a target that no way to it can do, and which ways would. */
export const cannot = (target: Pick<Target, 'id'>, needs: Capability, { fleet, language }: Telling): Failure =>
  failure(lackOf('command/cannot', target, fleet), { target: target.id, drivers: ways[needs] }, language);

const cannotCodes: ReadonlySet<string> = new Set<FailureCode>(['command/cannot', 'command/cannot-fixed', 'command/cannot-local']);

/** Whether it was told by `cannot`. */
export const isCannot = ({ code }: Failure): boolean => cannotCodes.has(code);
