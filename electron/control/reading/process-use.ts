/** What a process uses, in percent of the whole machine. */
export interface ProcessUse {
  id: number;
  name: string;
  cpuPercent: number;
  memoryPercent: number;
}

/** What the busiest are looked for by. */
export type BusyBy = 'cpu' | 'mem';

/** By whole percents of the CPU, so that among the idle the largest come first; or by memory. */
export function busiestFirst(processes: readonly ProcessUse[], by: BusyBy): ProcessUse[] {
  const byMemory = (a: ProcessUse, b: ProcessUse) => b.memoryPercent - a.memoryPercent;
  return [...processes].sort((a, b) =>
    by === 'mem' ? byMemory(a, b) : Math.round(b.cpuPercent) - Math.round(a.cpuPercent) || byMemory(a, b),
  );
}
