import { z } from 'zod';
import type { MachineStatus } from '../local.ts';
import { busiestFirst } from './process-use.ts';
import { readJson } from './read-json.ts';
import { readWindowsProcesses, WindowsProcesses, windowsProcessesScript } from './windows-processes.ts';

/** Prints what a status report needs of a Windows machine, as JSON. Nothing that anybody wrote is in it. */
export const windowsScript = `
$os = Get-CimInstance Win32_OperatingSystem
$load = (Get-CimInstance Win32_Processor | Measure-Object LoadPercentage -Average).Average
$processes = & { ${windowsProcessesScript} }
@{
  host = $env:COMPUTERNAME
  system = "$($os.Caption) $($os.Version)"
  uptimeSeconds = [int64]((Get-Date) - $os.LastBootUpTime).TotalSeconds
  cpuPercent = [double]$load
  freeMemory = [int64]$os.FreePhysicalMemory * 1024
  disks = @(Get-CimInstance Win32_LogicalDisk -Filter 'DriveType=3' | ForEach-Object { @{ mount = $_.DeviceID; total = [int64]$_.Size; free = [int64]$_.FreeSpace } })
  users = @(Get-CimInstance Win32_ComputerSystem | ForEach-Object { $_.UserName } | Where-Object { $_ })
  processes = $processes
} | ConvertTo-Json -Depth 5 -Compress
`;

const Printed = z.object({
  host: z.string(),
  system: z.string(),
  uptimeSeconds: z.number(),
  cpuPercent: z.number(),
  freeMemory: z.number(),
  disks: z.array(z.object({ mount: z.string(), total: z.number(), free: z.number() })),
  users: z.array(z.string()),
  processes: WindowsProcesses,
});

/** Reads what `windowsScript` printed; undefined where it is not that. */
export function parseWindows(printed: string): MachineStatus | undefined {
  const read = readJson(printed, Printed);
  if (!read) return undefined;
  const { host, system, uptimeSeconds, cpuPercent, freeMemory, disks, users, processes } = read;
  return {
    ...{ host, system: system.trim(), uptimeSeconds, cpuPercent, cores: processes.cores },
    memory: { used: processes.memory - freeMemory, total: processes.memory },
    disks: disks.filter(({ total }) => total > 0).map(({ mount, total, free }) => ({ mount, total, used: total - free })),
    processes: busiestFirst(readWindowsProcesses(processes), 'cpu')
      .slice(0, 3)
      .map(({ id: _id, ...use }) => use),
    // why: a user stands there with the domain, and on a phone the name will do
    users: users.map((user) => user.split('\\').at(-1) ?? user),
  };
}
