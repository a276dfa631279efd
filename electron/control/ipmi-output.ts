import { failure } from '../../shared/failures.ts';
import type { Failure } from '../../shared/result.ts';
import { lastWords } from './remote-words.ts';

/** How ipmitool was called, for the messages. */
interface Called {
  /** `host:port` */
  address: string;
  host: string;
  user: string;
}

/**
 * The power state in the output of `power status`; nothing where there is none.
 * Source: ipmitool 1.8.19, lib/ipmi_chassis.c.
 */
export function readPowerState(stdout: string): 'on' | 'off' | undefined {
  const [, state] = /^Chassis Power is (on|off)\b/m.exec(stdout) ?? [];
  return state === 'on' || state === 'off' ? state : undefined;
}

/**
 * What ipmitool says of a failed call with `-v`, and what that means; the first that fits counts. Of a completion code (IPMI 2.0, 5.2)
 * it says the words of its `completion_code_vals` (lib/ipmi_strings.c).
 */
const meanings: readonly [RegExp, (reason: string, called: Called) => Failure][] = [
  [/Address lookup for .* failed/i, (reason, { host }) => failure('control/no-such-host', { host, reason })],
  [/RAKP 2 message indicates an error : unauthorized name/i, (_, { address, user }) => failure('control/ipmi-user', { address, user })],
  [
    /RAKP 2 HMAC is invalid|invalid integrity check value|RAKP 4 .*invalid/i,
    (_, { address, user }) => failure('control/ipmi-password', { address, user }),
  ],
  [/(invalid|unauthorized) role|failed: insufficient privilege/i, (_, { user }) => failure('control/ipmi-privilege', { user })],
  [
    /RAKP [24] message indicates an error|no (matching )?cipher suite|Error in open session response/i,
    (reason, { address }) => failure('control/ipmi-session', { address, reason }),
  ],
  // why: C3h, CEh and CFh tell nothing of the order but that it was heard
  [
    /Set Chassis Power Control to .* failed: (Timeout|Command response could not be provided|Cannot execute duplicated request)/i,
    (_, { address }) => failure('control/ipmi-unanswered', { address }),
  ],
  // C0h and D3h; and the others of a look, which changes nothing
  [
    / failed: (Node busy|Destination unavailable|Timeout|Command response could not be provided|Cannot execute duplicated request)/i,
    (reason, { address }) => failure('control/ipmi-busy', { address, reason }),
  ],
  [/Set Chassis Power Control to .* failed|Get Chassis Power Status failed/i, (reason) => failure('control/ipmi-refused', { reason })],
  [
    /Unable to establish|Get Auth Capabilities error|Could not open socket/i,
    (_, { address }) => failure('control/ipmi-unreachable', { address }),
  ],
  // why: with a session, the order was sent; only its answer is missing
  [/Unable to set Chassis Power Control/i, (_, { address }) => failure('control/ipmi-unanswered', { address })],
  [/Unable to get Chassis Power Status|No response/i, (_, { address }) => failure('control/ipmi-unreachable', { address })],
];

/** What a call of ipmitool that ended badly has failed with: `control/ipmi-…` or `control/no-such-host`. */
export function ipmiFailure(output: string, called: Called): Failure {
  for (const [said, means] of meanings) {
    const line = output.split('\n').find((text) => said.test(text));
    if (line !== undefined) return means(lastWords(line), called);
  }
  return failure('control/ipmi-answer', { reason: lastWords(output) });
}
