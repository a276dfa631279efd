import type { ProcessUse } from './process-use.ts';
import { readSections, sectionFunction } from './sections.ts';

/**
 * Prints all processes twice, a moment apart: what `ps` tells is the average since each began, and busybox' `ps` not even
 * that. Threads of the kernel are among them.
 */
export const linuxProcessesScript = `
${sectionFunction}
section page; getconf PAGESIZE 2>/dev/null || echo 4096
section memory; grep '^MemTotal:' /proc/meminfo
section before; grep '^cpu ' /proc/stat; cat /proc/[0-9]*/stat 2>/dev/null
sleep 0.6 2>/dev/null || sleep 1
section after; grep '^cpu ' /proc/stat; cat /proc/[0-9]*/stat 2>/dev/null
section end
`;

/** Reads what `linuxProcessesScript` printed; undefined where it is not that. */
export function parseLinuxProcesses(printed: string): ProcessUse[] | undefined {
  const sections = readSections(printed);
  if (!sections) return undefined;
  const { lines, first } = sections;
  const memory = Number(/\d+/.exec(first('memory'))?.[0] ?? 0) * 1024;
  const before = readLook(lines('before'));
  const after = readLook(lines('after'));
  const elapsed = after.ticks - before.ticks;
  if (memory === 0 || elapsed <= 0) return undefined;
  return [...after.processes].flatMap(([id, { name, ticks, pages }]) => {
    const earlier = before.processes.get(id);
    // why: one that began in between is mostly our own look at them
    if (!earlier || ticks < earlier.ticks) return [];
    return {
      id,
      name,
      cpuPercent: (100 * (ticks - earlier.ticks)) / elapsed,
      memoryPercent: (100 * pages * Number(first('page'))) / memory,
    };
  });
}

interface Seen {
  name: string;
  /** Of CPU time, since it began. */
  ticks: number;
  /** Of memory that it holds. */
  pages: number;
}

/** A look at /proc/stat (all CPUs together) and /proc/<pid>/stat (proc(5)): a name may have blanks and brackets in it. */
function readLook([total = '', ...lines]: readonly string[]): { ticks: number; processes: Map<number, Seen> } {
  const processes = new Map<number, Seen>();
  for (const line of lines) {
    const { id, name = '', rest = '' } = /^(?<id>\d+) \((?<name>.*)\) (?<rest>\S .*)$/.exec(line)?.groups ?? {};
    // From the third field on: user and system time are the 14th and 15th, the resident pages the 24th.
    const fields = rest.split(' ').map(Number);
    if (id) processes.set(Number(id), { name, ticks: (fields[11] ?? 0) + (fields[12] ?? 0), pages: fields[21] ?? 0 });
  }
  const ticks = total.split(/\s+/).slice(1, 9).map(Number);
  return { ticks: ticks.reduce((sum, value) => sum + value, 0), processes };
}
