import { failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';
import type { Capability, Target } from '../../shared/target.ts';

/** The ways to a target that bring a capability. */
const ways: Record<Capability, string> = {
  shell: 'SSH',
  screen: 'SSH / VNC',
  powerOn: 'Wake-on-LAN / IPMI',
  powerOff: 'SSH / IPMI',
  powerState: 'IPMI',
};

/** Why something can't be done to a target that no way to it can do, and which ways would. */
export const cannot = ({ id }: Pick<Target, 'id'>, needs: Capability, language: Language): Failure =>
  failure('command/cannot', { target: id, drivers: ways[needs] }, language);
