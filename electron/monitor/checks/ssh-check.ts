import { failure } from '../../../shared/failures.ts';
import type { SshSpec, Threshold } from '../../../shared/monitor/check-spec.ts';
import type { Failure } from '../../../shared/result.ts';
import type { ProgramCall, ProgramEnd, Shell } from '../../control/driver.ts';
import { powershellCall } from '../../control/powershell-call.ts';
import { lastWords } from '../../control/remote-words.ts';
import { createMatcher } from '../../upkeep/matcher.ts';
import { type CheckMaker, down, up } from '../check.ts';
import { longestRunMs, notAsked, shellOf } from './target-shell.ts';

/** So much of what a command prints is looked at, in bytes. */
const mostBytes = 64 * 1024;
/** A pattern has so long for it, in ms. */
const patternMs = 100;

/** Runs a command on a target and looks at how it ends and what it prints. */
export const sshCheck: CheckMaker<'ssh'> = (spec, { target = '' }, tools) => ({
  async run(signal, asked) {
    const shell = await shellOf(target, tools, asked);
    if (!shell.ok) return notAsked(shell.error);
    const call = await callOf(shell.value, spec, signal);
    if (!call.ok) return notAsked(call.error);
    const start = tools.clock.elapsed();
    const ended = await shell.value.run(call.value, { signal, timeoutMs: longestRunMs, mostBytes });
    signal.throwIfAborted();
    if (!ended.ok) return notAsked(ended.error);
    const ms = tools.clock.elapsed() - start - asked.waitedMs();
    const found = ended.value.stdout.toString('utf8').trim().slice(0, 100);
    const problem = problemWith(spec, ended.value);
    return problem ? down(problem, { ms, found }) : up({ ms, found });
  },
});

async function callOf(shell: Shell, { command }: SshSpec, signal: AbortSignal) {
  const system = await shell.system(signal);
  if (!system.ok) return system;
  const call: ProgramCall = system.value === 'windows' ? powershellCall(command) : { program: 'sh', args: ['-c', command] };
  return { ok: true as const, value: call };
}

function problemWith({ exitCode, pattern, number }: SshSpec, { code, signal, stdout, stderr }: ProgramEnd): Failure | undefined {
  const printed = stdout.toString('utf8');
  if (exitCode !== undefined && code !== exitCode) {
    const output = lastWords(stderr) || lastWords(printed) || '—';
    return failure('monitor/exit-code', { code: code === null ? (signal ?? '?') : String(code), expected: String(exitCode), output });
  }
  if (pattern !== undefined) {
    // Without the line break at its end, so that `^ok$` means what it looks like.
    const [found] =
      createMatcher([{ pattern, ignoreCase: false, replacement: '', check: 'none' }]).find([printed.trimEnd()], patternMs) ?? [];
    if (!found) return failure('monitor/slow-pattern', { pattern });
    if (found.length === 0) return failure('monitor/no-match', { pattern });
  }
  return number && numberProblem(number, printed);
}

function numberProblem({ is, value: bound }: Threshold, printed: string): Failure | undefined {
  const [written] = /-?\d+(?:\.\d+)?/.exec(printed) ?? [];
  if (written === undefined) return failure('monitor/no-number');
  const value = Number(written);
  const fits = { below: value < bound, above: value > bound, equal: value === bound }[is];
  const sign = { below: '<', above: '>', equal: '=' }[is];
  return fits ? undefined : failure('monitor/number', { value: written, bound: ` ${sign} ${bound}` });
}
