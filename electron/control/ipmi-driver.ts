import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { IpmiReach } from '../../shared/target.ts';
import type { Driver, PowerSwitch } from './driver.ts';
import { ipmiFailure, readPowerState } from './ipmi-output.ts';
import { runIpmitool, type ToolEnd } from './ipmitool.ts';
import type { ReadSecret } from './target-secret.ts';

interface IpmiParts {
  reach: IpmiReach;
  password: ReadSecret;
  /** Where ipmitool is. */
  program?: string;
  /** How often each request is repeated before the BMC counts as gone. */
  retries?: number;
  timeoutMs?: number;
}

/** ipmitool's words for what a power switch does. */
const orders = { soft: 'soft', hard: 'off', cycle: 'cycle', reset: 'reset' } as const;

/** Switches a target through its BMC, by IPMI 2.0 over LAN. */
export function createIpmiDriver({ reach, password, program = 'ipmitool', retries = 3, timeoutMs = 60_000 }: IpmiParts): Driver {
  const { host, port, user } = reach;
  const address = `${host}:${port}`;
  const called = { address, host, user };

  async function call(order: string, signal: AbortSignal): Promise<Result<ToolEnd>> {
    const secret = await password();
    if (!secret.ok) return secret;
    if (secret.value === undefined) return err(failure('control/ipmi-no-password'));
    // -v makes it tell a wrong password from a BMC that doesn't answer
    const way = ['-I', 'lanplus', '-H', host, '-p', String(port), '-U', user, '-E', '-N', '1', '-R', String(retries), '-v'];
    return runIpmitool({ program, args: [...way, 'power', order], password: secret.value, timeoutMs, address }, signal);
  }

  async function state(signal: AbortSignal): Promise<Result<'on' | 'off'>> {
    const asked = await call('status', signal);
    if (!asked.ok) return asked;
    const { code, stdout, said } = asked.value;
    const found = code === 0 ? readPowerState(stdout) : undefined;
    return found ? ok(found) : err(ipmiFailure(said, called));
  }

  /** Fails with `control/ipmi-unanswered` where the BMC may have heard the order. */
  async function give(order: string, signal: AbortSignal): Promise<Result<null>> {
    const given = await call(order, signal);
    const unanswered = err(failure('control/ipmi-unanswered', { address }));
    if (!given.ok) return given.error.code === 'control/ipmi-timeout' ? unanswered : given;
    const { code, said } = given.value;
    if (code === null) return unanswered;
    return code === 0 ? ok(null) : err(ipmiFailure(said, called));
  }

  const power: PowerSwitch = { on: (signal) => give('on', signal), act: (how, signal) => give(orders[how], signal), state };
  return {
    kind: 'ipmi',
    power,
    async tryIt(signal) {
      const start = performance.now();
      const found = await state(signal);
      return found.ok ? ok({ ms: Math.round(performance.now() - start), found: found.value }) : found;
    },
    close: () => Promise.resolve(),
  };
}
