import { isIP } from 'node:net';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import type { ProgramCall, Shell } from './driver.ts';
import type { Asking } from './reading/ask-shell.ts';

/** So many packets are sent. */
export const pings = 4;

const limits = { timeoutMs: 30_000, mostBytes: 16 * 1024 };

/** Unix says it in the program's words, Windows in those of its language. */
const unknownName =
  /not known|unknown host|bad address|cannot resolve|could not find host|找不到主[机機]|name resolution|No address associated/i;

/**
 * Pings an address from where the shell is, and gives the times that the answers took, in ms; fewer than were sent where some
 * were lost. Fails with `command/no-program`, `command/unknown-address` and what the shell fails with.
 */
export async function ping(
  shell: Shell,
  address: string,
  onOutput: (text: string) => void,
  asking: Asking,
  count = pings,
): Promise<Result<number[]>> {
  const { signal, target, language } = asking;
  const system = await shell.system(signal);
  if (!system.ok) return system;
  const call = pingCall(system.value, address, String(count));
  let stdout = '';
  const ended = await shell.run(call, {
    ...limits,
    signal,
    onOutput({ from, text }) {
      if (from === 'stdout') stdout += text;
      onOutput(text);
    },
  });
  if (!ended.ok) return ended;
  const { code, stderr } = ended.value;
  const times = pingTimes(stdout);
  if (code === 127) return err(failure('command/no-program', { program: call.program, target }, language));
  if (times.length === 0 && unknownName.test(stderr + stdout)) return err(failure('command/unknown-address', { address }, language));
  return ok(times);
}

function pingCall(system: TargetSystem, address: string, count: string): ProgramCall {
  if (system === 'windows') return { program: 'ping', args: ['-n', count, '-w', '2000', address] };
  if (system !== 'macos') return { program: 'ping', args: ['-n', '-c', count, '-W', '2', '--', address] };
  if (isIP(address) === 6) return { program: 'ping6', args: ['-n', '-c', count, address] };
  return { program: 'ping', args: ['-n', '-c', count, '-W', '2000', address] };
}

/**
 * The times in what `ping` printed, in whatever language: `time=0.031 ms` (Unix), `time<1ms` or `时间=12ms` (Windows). In
 * its summary blanks stand around the sign.
 */
export const pingTimes = (printed: string): number[] =>
  [...printed.matchAll(/[^\s=<][=<](\d+(?:\.\d+)?) ?ms/g)].map(([, time]) => Number(time)).slice(0, pings);
