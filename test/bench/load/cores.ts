import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout } from 'node:timers/promises';

/** The server has a core to itself, and so has what measures it. */
export const serverCore = 0;
const generatorCore = 1;
/** Where the store's thread goes when the main thread has a core to itself. With two cores it shares one with the load. */
const otherThreadsCore = availableParallelism() > 2 ? 2 : generatorCore;

/** Only Linux binds a process to a core by a command; elsewhere the system decides. */
export const canPin = process.platform === 'linux' && availableParallelism() > 1;

/** A command, run on one core. */
export const onCore = (core: number, command: string[]): string[] => (canPin ? ['taskset', '-c', String(core), ...command] : command);

/**
 * The generator's command. Windows that are drawn and the store's thread may be on its core as well: it goes first where
 * the system lets it, or its own waiting would be taken for the server's.
 */
export function asGenerator(command: string[]): string[] {
  const goesFirst = canPin && process.getuid?.() === 0 ? ['nice', '-n', '-15'] : [];
  return [...goesFirst, ...onCore(generatorCore, command)];
}

/** Moves all threads of a process but its main one to another core. */
export function spreadThreads(pid: number): void {
  if (!canPin) return;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    if (Number(thread) !== pid) execFileSync('taskset', ['-p', '-c', String(otherThreadsCore), thread], { stdio: 'ignore' });
  }
}

/** Moves Electron's other processes (window, graphics) to the other core: its main process alone is measured. */
export async function pinRest(mainPid: number): Promise<void> {
  if (!canPin) return;
  await setTimeout(1_500);
  for (const pid of descendants(mainPid)) execFileSync('taskset', ['-acp', String(generatorCore), String(pid)], { stdio: 'ignore' });
}

function descendants(pid: number): number[] {
  const parents = new Map(processes().map((child) => [child, parentOf(child)]));
  const below = (parent: number): number[] => [...parents].filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

const processes = () =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

function parentOf(pid: number): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]);
  } catch {
    return 0;
  }
}
