import { ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import type { ProgramCall, RunOptions, Shell, TrialReport } from './driver.ts';

const limits = { timeoutMs: 15_000, mostBytes: 16 * 1024 };

/** What tells a system's name and version best. */
const questions: Record<TargetSystem, ProgramCall> = {
  linux: { program: 'cat', args: ['/etc/os-release'] },
  macos: { program: 'sw_vers', args: [] },
  windows: { program: 'cmd', args: ['/d', '/c', 'ver'] },
  other: { program: 'uname', args: ['-sr'] },
};

/** Tries a shell by asking which system it reaches. Fails with what reaching it fails with. */
export async function tryShell(
  shell: Shell,
  signal: AbortSignal,
  elapsed: () => number = () => performance.now(),
): Promise<Result<TrialReport>> {
  const startedAt = elapsed();
  const system = await shell.system(signal);
  if (!system.ok) return system;
  let said = '';
  const onOutput: RunOptions['onOutput'] = ({ from, text }) => {
    if (from === 'stdout') said += text;
  };
  const answer = await shell.run(questions[system.value], { signal, onOutput, ...limits });
  if (!answer.ok) return answer;
  const found = readVersion(system.value, said) || system.value;
  return ok({ ms: Math.round(elapsed() - startedAt), found });
}

/** The name and version in the answer of a system; nothing where it doesn't tell. */
export function readVersion(system: TargetSystem, answer: string): string {
  if (system === 'linux') return (/^PRETTY_NAME=(.*)$/m.exec(answer)?.[1] ?? '').replace(/^["']|["']$/g, '').slice(0, 100);
  const lines =
    system === 'macos' ? [...answer.matchAll(/^Product(?:Name|Version):\s*(.+)$/gm)].map(([, value]) => value) : [answer.trim()];
  return lines.join(' ').slice(0, 100);
}
