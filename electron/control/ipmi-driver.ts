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

  async function ask(order: string, signal: AbortSignal): Promise<Result<ToolEnd>> {
    const secret = await password();
    if (!secret.ok) return secret;
    if (secret.value === undefined) return err(failure('control/ipmi-no-password'));
    // -v makes it tell a wrong password from a BMC that doesn't answer
    const way = ['-I', 'lanplus', '-H', host, '-p', String(port), '-U', user, '-E', '-N', '1', '-R', String(retries), '-v'];
    const call = { program, args: [...way, 'power', order], password: secret.value, timeoutMs, address };
    const run = await runIpmitool(call, signal);
    if (!run.ok || run.value.code === 0) return run;
    return err(ipmiFailure(run.value.said, { address, host, user }));
  }

  async function state(signal: AbortSignal): Promise<Result<'on' | 'off'>> {
    const asked = await ask('status', signal);
    if (!asked.ok) return asked;
    const found = readPowerState(asked.value.stdout);
    return found ? ok(found) : err(ipmiFailure(asked.value.said, { address, host, user }));
  }

  async function give(order: string, signal: AbortSignal): Promise<Result<null>> {
    const given = await ask(order, signal);
    return given.ok ? ok(null) : given;
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
