import { ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import { powershellLine } from './quote.ts';

/** What a command line prints; nothing where it fails. Fails where the server can't be asked. */
type Ask = (line: string) => Promise<Result<string | undefined>>;

/**
 * Tells what an ssh server runs, before it is known which shell reads our lines: `uname -s` means the same to every shell,
 * and on Windows there mostly is none. What answers neither is taken for a POSIX system of its own kind.
 */
export async function probeSystem(ask: Ask): Promise<Result<TargetSystem>> {
  const uname = await ask('uname -s');
  if (!uname.ok) return uname;
  const name = readUname(uname.value ?? '');
  if (name) return ok(name);
  const asPowershell = powershellLine("'Windows:'+[Environment]::OSVersion.Platform");
  for (const line of [...(asPowershell.ok ? [asPowershell.value] : []), 'cmd /c ver']) {
    const answer = await ask(line);
    if (!answer.ok) return answer;
    if (isWindows(answer.value ?? '')) return ok('windows');
  }
  return ok('other');
}

/** A `uname` on Windows is Git's, MSYS's or Cygwin's; what sshd starts is Windows' own all the same. */
export function readUname(answer: string): TargetSystem | undefined {
  const name = answer.trim().split(/\s+/).pop() ?? '';
  if (/^(?:MINGW|MSYS|CYGWIN|Windows)/i.test(name)) return 'windows';
  const known: Record<string, TargetSystem> = { Linux: 'linux', Darwin: 'macos' };
  return name === '' ? undefined : (known[name] ?? 'other');
}

export const isWindows = (answer: string): boolean => /Windows:Win32|Microsoft Windows/.test(answer);
