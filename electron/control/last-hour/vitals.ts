import { type CpuInfo, cpus, loadavg } from 'node:os';
import systeminformation from 'systeminformation';
import type { VitalsSample } from '../../../shared/last-hour.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Shell } from '../driver.ts';
import type { MachineStatus } from '../local.ts';
import { type Asking, askShell } from '../reading/ask-shell.ts';
import { busyPercent, memoryOf } from '../reading/linux-machine.ts';
import { readMachine } from '../reading/machine.ts';
import { readSections, sectionFunction } from '../reading/sections.ts';

/** How busy a machine is, without the moment. */
export type Vitals = Omit<VitalsSample, 'at'>;

/** Starts as few programs as can be: it is asked for every minute. */
const linuxScript = `
${sectionFunction}
section stat; grep '^cpu ' /proc/stat; sleep 0.4; grep '^cpu ' /proc/stat
section load; cat /proc/loadavg
section memory; cat /proc/meminfo
section end
`;

/** Reads how busy a machine is, over a shell on it. Fails with what `readMachine` fails with. */
export async function readVitals(shell: Shell, asking: Asking): Promise<Result<Vitals>> {
  const system = await shell.system(asking.signal);
  if (!system.ok) return system;
  if (system.value === 'linux')
    return askShell(shell, { call: { program: 'sh', args: ['-c', linuxScript] }, parse: parseLinuxVitals }, asking);
  const machine = await readMachine(shell, asking);
  return machine.ok ? ok(vitalsOf(machine.value)) : machine;
}

/** Reads what `linuxScript` printed; undefined where it is not that. */
export function parseLinuxVitals(printed: string): Vitals | undefined {
  const sections = readSections(printed);
  if (!sections) return undefined;
  const load = Number(sections.first('load').split(' ')[0]);
  const memory = memoryOf(sections.lines('memory'));
  return { cpu: busyPercent(sections.lines('stat')), memory: shareOf(memory), ...(Number.isFinite(load) && { load }) };
}

const vitalsOf = ({ cpuPercent, memory, loadAverage }: MachineStatus): Vitals => ({
  cpu: cpuPercent,
  memory: shareOf(memory),
  ...(loadAverage && { load: loadAverage[0] }),
});

const shareOf = ({ used, total }: { used: number; total: number }) => (total > 0 ? (100 * used) / total : 0);

/** Reads how busy this computer is, without starting programs where its system needs none: its CPU since the reading before. */
export function localVitals(): () => Promise<Vitals> {
  let before = spent(cpus());
  return async () => {
    const now = spent(cpus());
    const total = now.total - before.total;
    const cpu = total > 0 ? (100 * (now.busy - before.busy)) / total : 0;
    before = now;
    const { active: used, total: all } = await systeminformation.mem();
    const [load] = loadavg();
    return { cpu, memory: shareOf({ used, total: all }), ...(process.platform !== 'win32' && load !== undefined && { load }) };
  };
}

function spent(cores: readonly CpuInfo[]): { busy: number; total: number } {
  const sum = (name: keyof CpuInfo['times']) => cores.reduce((ticks, { times }) => ticks + times[name], 0);
  const busy = sum('user') + sum('nice') + sum('sys') + sum('irq');
  return { busy, total: busy + sum('idle') };
}
