import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { killTree } from './end-program.ts';

/** A process, told from another one that gets its number later. */
export const ProcessMark = z.object({ pid: z.number().int().positive(), begun: z.string().min(1) });
export type ProcessMark = z.infer<typeof ProcessMark>;

/** Marks a process that runs; undefined where there is none, or the system doesn't say when it began. */
export async function markProcess(pid: number): Promise<ProcessMark | undefined> {
  const begun = await beginningOf(pid).catch(() => '');
  return begun === '' ? undefined : { pid, begun };
}

/** Ends a process that was marked, with all that it has started; false where it is gone. It led its group. */
export async function endMarked(mark: ProcessMark): Promise<boolean> {
  const now = await markProcess(mark.pid);
  if (now?.begun !== mark.begun) return false;
  killTree(mark.pid);
  return true;
}

const run = promisify(execFile);

/** The same text each time for one process, and another one for the next process of its number. */
async function beginningOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const [boot, stat] = await Promise.all([readFile('/proc/sys/kernel/random/boot_id', 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8')]);
    // why: behind the name, which may hold anything, the 20th field is the start in ticks since boot (proc_pid_stat(5))
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? '' : `${boot.trim()} ${ticks}`;
  }
  const [command, args] =
    process.platform === 'win32'
      ? ['powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`]]
      : ['ps', ['-o', 'lstart=', '-p', String(pid)]];
  const { stdout } = await run(command, args, { env: { ...process.env, LC_ALL: 'C' }, timeout: 10_000, windowsHide: true });
  return stdout.trim();
}
