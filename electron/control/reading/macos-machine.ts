import type { MachineStatus } from '../local.ts';
import { readMacDf } from './file-systems.ts';
import { readPs } from './ps.ts';
import { readSections, sectionFunction } from './sections.ts';

/** Prints what a status report needs of a Mac, a section each. Nothing that anybody wrote is in it. */
export const macosScript = `
${sectionFunction}
section host; uname -n
section system; sw_vers
section boot; sysctl -n kern.boottime
section now; date +%s
section cores; sysctl -n hw.ncpu
section load; sysctl -n vm.loadavg
section memsize; sysctl -n hw.memsize
section memory; vm_stat
section cpu; top -l 2 -n 0 -s 1 | grep '^CPU usage'
section disks; df -Pk
section processes; ps -A -c -r -o pcpu= -o pmem= -o comm= | head -n 3
section users; who | awk '{print $1}' | sort -u
section end
`;

/** Reads what `macosScript` printed; undefined where it is not that. */
export function parseMacos(printed: string): MachineStatus | undefined {
  const sections = readSections(printed);
  if (!sections) return undefined;
  const { lines, first } = sections;
  const cores = Number(first('cores')) || 1;
  const [one, five, fifteen] = [...first('load').matchAll(/\d+\.\d+/g)].map(([load]) => Number(load));
  const bootedAt = Number(/sec = (\d+)/.exec(first('boot'))?.[1] ?? first('now'));
  return {
    host: first('host'),
    system: lines('system')
      .flatMap((line) => /^Product(?:Name|Version):\s*(.+)$/.exec(line)?.[1] ?? [])
      .join(' '),
    uptimeSeconds: Number(first('now')) - bootedAt,
    cores,
    cpuPercent: busyPercent(lines('cpu')),
    ...(one !== undefined && five !== undefined && fifteen !== undefined && { loadAverage: [one, five, fifteen] }),
    memory: { used: usedMemory(lines('memory')), total: Number(first('memsize')) },
    disks: readMacDf(lines('disks')).slice(0, 8),
    processes: readPs(lines('processes'), cores).slice(0, 3),
    users: lines('users'),
  };
}

/** Of the last look that `top` took; its first is of all the time since the start. */
function busyPercent(lines: readonly string[]): number {
  const idle = /([\d.]+)% idle/.exec(lines.at(-1) ?? '')?.[1];
  return idle === undefined ? 0 : 100 - Number(idle);
}

/** In bytes, as Activity Monitor counts: what programs hold, what may not be paged out, and what was compressed. */
function usedMemory(lines: readonly string[]): number {
  const pageSize = Number(/page size of (\d+) bytes/.exec(lines[0] ?? '')?.[1] ?? 4096);
  const pages = (name: string) => Number(lines.find((line) => line.startsWith(`${name}:`))?.match(/(\d+)\.?$/)?.[1] ?? 0);
  const held = pages('Anonymous pages') - pages('Pages purgeable') + pages('Pages wired down') + pages('Pages occupied by compressor');
  return held * pageSize;
}
