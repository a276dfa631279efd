import { type ChildProcess, spawn } from 'node:child_process';

const windows = process.platform === 'win32';

/** Signals the program and all that it has started: on POSIX it leads a group of its own. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // none of it is left
  }
}

/** Windows knows no groups and no polite signal: `taskkill /T` ends the program with its children. */
function taskKill(pid: number): void {
  spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).once('error', () => undefined);
}

/** Ends a program by force, with all that it has started. It leads a group of its own. */
export function killTree(pid: number): void {
  if (windows) taskKill(pid);
  else signalGroup(pid, 'SIGKILL');
}

/** Ends a program that was started as the leader of its group; after `patienceMs` by force. Resolves when it is gone. */
export function endProgram(child: ChildProcess, patienceMs: number): Promise<void> {
  const { pid } = child;
  const gone = child.exitCode !== null || child.signalCode !== null || pid === undefined;
  if (gone) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => (windows ? child.kill() : signalGroup(pid, 'SIGKILL')), patienceMs);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    if (windows) taskKill(pid);
    else signalGroup(pid, 'SIGTERM');
  });
}

/** No program outlives ours, unless ours is killed by force: see `ProcessMark`. @returns call it when the program has ended */
export function killAtExit(child: ChildProcess): () => void {
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null) killTree(child.pid);
  };
  process.once('exit', kill);
  return () => process.off('exit', kill);
}

/** Ends what a program has left behind that ended by itself. */
export function sweepGroup({ pid }: ChildProcess): void {
  if (!windows && pid !== undefined) signalGroup(pid, 'SIGKILL');
}
