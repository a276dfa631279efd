import { stripVTControlCharacters } from 'node:util';
import { failure } from '../../shared/failures.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { TargetSystem } from '../../shared/target.ts';
import type { ProgramCall, Shell } from './driver.ts';
import { powershellCall } from './powershell-call.ts';
import type { Asking } from './reading/ask-shell.ts';
import { lastWords } from './remote-words.ts';
import { runAllowed } from './sudo.ts';

const limits = { timeoutMs: 30_000, mostBytes: 512 * 1024 };
/** What is shown of one line, in characters. */
const longestLine = 500;

const isFile = (log: string) => /^\/|^[A-Za-z]:[\\/]|^\\\\/.test(log);

/**
 * The last lines of a file (by its absolute path) or of a unit's journal (on Windows: of an event log; on macOS: of a
 * process), oldest first, without anything that a terminal would take for orders. Fails with `command/no-log` and what the
 * shell fails with.
 * @param log one that the admin allowed
 */
export async function readLog(shell: Shell, log: string, lines: number, asking: Asking): Promise<Result<string[]>> {
  const { target, signal, language } = asking;
  const system = await shell.system(signal);
  if (!system.ok) return system;
  const call = callFor(system.value, log, lines);
  const options = { ...limits, signal };
  const ended = await (system.value === 'windows' ? shell.run(call, options) : runAllowed(shell, call, options));
  if (!ended.ok) return ended;
  const { code, stdout, stderr } = ended.value;
  if (code !== 0) return err(failure('command/no-log', { log, target, reason: lastWords(stderr) || `exit ${code}` }, language));
  return ok(cleanLines(stdout.toString('utf8')).slice(-lines));
}

function callFor(system: TargetSystem, log: string, lines: number): ProgramCall {
  if (system === 'windows') return powershellCall(isFile(log) ? windowsFile : windowsEvents, [log, String(lines)]);
  if (isFile(log)) return { program: 'tail', args: ['-n', String(lines), '--', log] };
  if (system === 'macos') return { program: 'sh', args: ['-c', macosProcess, 'sh', log, String(lines)] };
  return { program: 'journalctl', args: [`--unit=${log}`, `--lines=${lines}`, '--no-pager', '--quiet', '--output=short-iso'] };
}

/** `log` knows no number of lines, and only what it found last is asked for. */
const macosProcess = 'log show --style compact --last 1h --process "$1" | tail -n "$2"';
const windowsFile = 'Get-Content -LiteralPath $args[0] -Tail ([int]$args[1]) -Encoding UTF8';
const windowsEvents = `
$log = [Management.Automation.WildcardPattern]::Escape($args[0])
Get-WinEvent -LogName $log -MaxEvents ([int]$args[1]) | Sort-Object TimeCreated | ForEach-Object {
  '{0:yyyy-MM-dd HH:mm:ss} {1} {2}' -f $_.TimeCreated, $_.LevelDisplayName, ([string]$_.Message).Split([char]10)[0]
}
`;

/** Lines without escapes, control characters, and what turns the direction of text; long ones are cut. */
export function cleanLines(printed: string): string[] {
  const lines = stripVTControlCharacters(printed)
    .split(/\r?\n/)
    .map((line) => line.replace(/\t/g, ' ').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ''))
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line));
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
