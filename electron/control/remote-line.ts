import { ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import type { ProgramCall } from './driver.ts';
import { powershellLine, powershellLiteral, shLine, shWords, windowsWords } from './quote.ts';

/**
 * The command line that runs a program on an ssh server. Before the program starts, the line says `<mark>:<pid>` on both of
 * its outputs: what stands before that is the login shell's, and the process is what has to be ended where the run is
 * called off. Fails with `shell/too-long`.
 * @param mark letters, digits and dashes that nothing else would say
 */
export const runLine = (system: TargetSystem, call: ProgramCall, mark: string): Result<string> =>
  system === 'windows' ? powershellLine(windowsScript(call, mark)) : shLine(posixScript(call, mark));

/**
 * `exec` all the way down from sshd, which puts each command into a process group of its own: the program's process leads
 * the group. sshd's PATH is often without the folders of the administrator's programs.
 */
function posixScript({ program, args }: ProgramCall, mark: string): string {
  const surroundings = 'unset LC_ALL LANGUAGE; LANG=C.UTF-8; PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export LANG PATH';
  return `${surroundings}; echo ${mark}:$$; echo ${mark}:$$ >&2; exec ${shWords([program, ...args])}`;
}

/**
 * The program gets PowerShell's own inputs and outputs, so that no byte is changed on the way. PowerShell's `&` would do
 * that, and would break arguments with double quotes too (about_Parsing, native commands).
 */
function windowsScript({ program, args }: ProgramCall, mark: string): string {
  return [
    "$ProgressPreference='SilentlyContinue'",
    'try{[Console]::OutputEncoding=New-Object Text.UTF8Encoding $false}catch{}',
    `$s=New-Object Diagnostics.ProcessStartInfo ${powershellLiteral(program)},${powershellLiteral(windowsWords(args))}`,
    '$s.UseShellExecute=$false',
    `$m="${mark}:$PID"`,
    '[Console]::Out.WriteLine($m)',
    '[Console]::Error.WriteLine($m)',
    'try{$p=[Diagnostics.Process]::Start($s)}catch{[Console]::Error.WriteLine($_.Exception.Message);exit 127}',
    '$p.WaitForExit()',
    'exit $p.ExitCode',
  ].join(';');
}

/** The command line that ends what `runLine` has started, with its children. On POSIX it may end by itself for about a second. */
export function endLine(system: TargetSystem, pid: number): Result<string> {
  // plain words, which cmd.exe and PowerShell read alike
  if (system === 'windows') return ok(`taskkill /pid ${pid} /T /F`);
  const signal = (name: string) => `kill -s ${name} -- -${pid} 2>/dev/null || kill -s ${name} ${pid} 2>/dev/null`;
  const isThere = `{ ${signal('0')}; }`;
  return shLine(
    `${signal('TERM')}; for i in 1 2 3 4 5 6 7 8 9 10; do ${isThere} || exit 0; sleep 0.1 2>/dev/null || sleep 1; done; ${signal('KILL')}`,
  );
}
