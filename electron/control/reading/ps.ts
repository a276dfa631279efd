import type { MachineStatus } from '../local.ts';

/**
 * Reads lines of `ps -o pcpu= -o pmem= -o comm=`. `ps` counts CPU in percents of one core; here they are of the whole
 * machine, as all else is.
 */
export function readPs(lines: readonly string[], cores: number): MachineStatus['processes'] {
  return lines.flatMap((line) => {
    const { cpu, memory, name = '' } = /^(?<cpu>[\d.]+)\s+(?<memory>[\d.]+)\s+(?<name>\S.*)$/.exec(line.trim())?.groups ?? {};
    return cpu === undefined ? [] : [{ name, cpuPercent: Number(cpu) / cores, memoryPercent: Number(memory) }];
  });
}
