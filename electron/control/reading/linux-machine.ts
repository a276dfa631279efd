import type { MachineStatus } from '../local.ts';
import { readDf } from './file-systems.ts';
import { readPs } from './ps.ts';
import { readSections, sectionFunction } from './sections.ts';

/**
 * Prints what a status report needs of a Linux machine, a section each. Only what every distribution has: a POSIX shell,
 * /proc, df, ps. Nothing that anybody wrote is in it.
 */
export const linuxScript = `
${sectionFunction}
section host; uname -n
section system; (. /etc/os-release 2>/dev/null && printf '%s\\n' "$PRETTY_NAME") || uname -sr
section uptime; cat /proc/uptime
section cores; grep -c ^processor /proc/cpuinfo
section stat; grep '^cpu ' /proc/stat; sleep 0.4; grep '^cpu ' /proc/stat
section load; cat /proc/loadavg
section memory; cat /proc/meminfo
section disks; df -PkT 2>/dev/null || df -Pk
section processes; ps -eo pcpu=,pmem=,comm= --sort=-pcpu 2>/dev/null | head -n 4
section users; who 2>/dev/null | awk '{print $1}' | sort -u
section temperature; cat /sys/class/thermal/thermal_zone*/temp 2>/dev/null
section end
`;

/** Reads what `linuxScript` printed; undefined where it is not that. */
export function parseLinux(printed: string): MachineStatus | undefined {
  const sections = readSections(printed);
  if (!sections) return undefined;
  const { lines, first } = sections;
  const cores = Number(first('cores')) || 1;
  const loads = first('load').split(' ').slice(0, 3).map(Number);
  const [one, five, fifteen] = loads;
  const temperature = hottest(lines('temperature'));
  return {
    host: first('host'),
    system: first('system'),
    uptimeSeconds: Number(first('uptime').split(' ')[0]),
    cores,
    cpuPercent: busyPercent(lines('stat')),
    ...(one !== undefined && five !== undefined && fifteen !== undefined && { loadAverage: [one, five, fifteen] }),
    memory: memoryOf(lines('memory')),
    disks: readDf(lines('disks')).slice(0, 8),
    processes: readPs(lines('processes'), cores)
      .filter(({ name }) => name !== 'ps')
      .slice(0, 3),
    users: lines('users'),
    ...(temperature !== undefined && { temperature }),
  };
}

/** What share of the time between the two readings of /proc/stat was not idle. */
export function busyPercent(lines: string[]): number {
  const [before = [], after = []] = lines.map((line) => line.split(/\s+/).slice(1).map(Number));
  const spent = after.map((ticks, index) => ticks - (before[index] ?? 0));
  const total = spent.slice(0, 8).reduce((sum, ticks) => sum + ticks, 0);
  const idle = (spent[3] ?? 0) + (spent[4] ?? 0);
  return total > 0 ? (100 * (total - idle)) / total : 0;
}

/** From /proc/meminfo, in bytes. */
export function memoryOf(lines: string[]): MachineStatus['memory'] {
  const kib = (name: string) => Number(lines.find((line) => line.startsWith(`${name}:`))?.split(/\s+/)[1] ?? 0);
  const total = kib('MemTotal');
  const available = kib('MemAvailable') || kib('MemFree') + kib('Buffers') + kib('Cached');
  return { used: (total - available) * 1024, total: total * 1024 };
}

/** In °C: sensors give thousandths. */
function hottest(lines: string[]): number | undefined {
  const degrees = lines.map((line) => Number(line) / 1000).filter((value) => value > 0 && value < 150);
  return degrees.length > 0 ? Math.max(...degrees) : undefined;
}
