import type { Result } from '../../../shared/result.ts';
import type { TargetSystem } from '../../../shared/target.ts';
import type { Shell } from '../driver.ts';
import { powershellCall } from '../powershell-call.ts';
import { type Asking, askShell, type Question } from './ask-shell.ts';
import { linuxProcessesScript, parseLinuxProcesses } from './linux-processes.ts';
import type { ProcessUse } from './process-use.ts';
import { readJson } from './read-json.ts';
import { readSections, sectionFunction } from './sections.ts';
import { readWindowsProcesses, WindowsProcesses, windowsProcessesScript } from './windows-processes.ts';

const macosScript = `
${sectionFunction}
section cores; sysctl -n hw.ncpu
section processes; ps -A -c -o pid= -o pcpu= -o pmem= -o comm=
section end
`;

const linux: Question<ProcessUse[]> = { call: { program: 'sh', args: ['-c', linuxProcessesScript] }, parse: parseLinuxProcesses };
const questions: Record<TargetSystem, Question<ProcessUse[]>> = {
  linux,
  macos: { call: { program: 'sh', args: ['-c', macosScript] }, parse: parseMacosProcesses },
  windows: { call: powershellCall(`& { ${windowsProcessesScript} } | ConvertTo-Json -Depth 4 -Compress`), parse: parseWindowsProcesses },
  other: linux,
};

/** Reads what runs on a machine and what it uses, in no order. Fails with `command/unreadable` and what the shell fails with. */
export async function readProcesses(shell: Shell, asking: Asking): Promise<Result<ProcessUse[]>> {
  const system = await shell.system(asking.signal);
  return system.ok ? askShell(shell, questions[system.value], asking) : system;
}

/** `ps` counts in percents of one core. */
export function parseMacosProcesses(printed: string): ProcessUse[] | undefined {
  const sections = readSections(printed);
  const cores = Number(sections?.first('cores')) || 1;
  return sections?.lines('processes').flatMap((line) => {
    const { id, cpu, memory, name = '' } = /^(?<id>\d+)\s+(?<cpu>[\d.]+)\s+(?<memory>[\d.]+)\s+(?<name>\S.*)$/.exec(line)?.groups ?? {};
    return id === undefined ? [] : [{ id: Number(id), name, cpuPercent: Number(cpu) / cores, memoryPercent: Number(memory) }];
  });
}

function parseWindowsProcesses(printed: string): ProcessUse[] | undefined {
  const read = readJson(printed, WindowsProcesses);
  return read && readWindowsProcesses(read);
}
