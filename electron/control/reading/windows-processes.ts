import { z } from 'zod';
import type { ProcessUse } from './process-use.ts';

/** Looks at all processes twice and gives an object of what they used in between. Processes of others tell no CPU time. */
export const windowsProcessesScript = `
$before = @{}
$since = [Diagnostics.Stopwatch]::StartNew()
Get-Process | ForEach-Object { $before[$_.Id] = $_.CPU }
Start-Sleep -Milliseconds 600
$ms = $since.ElapsedMilliseconds
$list = @(Get-Process | Where-Object { $_.Id -ne 0 -and $_.Id -ne $PID -and $before.ContainsKey($_.Id) } | ForEach-Object {
  @{ id = $_.Id; name = $_.ProcessName; cpuMs = [double](($_.CPU - $before[$_.Id]) * 1000); memory = [int64]$_.WorkingSet64 }
})
@{ ms = $ms; cores = [Environment]::ProcessorCount; memory = [int64](Get-CimInstance Win32_ComputerSystem).TotalPhysicalMemory; list = $list }
`;

/** What the script gives: times in ms, sizes in bytes. */
export const WindowsProcesses = z.object({
  ms: z.number().positive(),
  cores: z.number().positive(),
  memory: z.number().positive(),
  list: z.array(z.object({ id: z.number(), name: z.string(), cpuMs: z.number(), memory: z.number() })),
});

/** All of them, in no order. */
export function readWindowsProcesses({ ms, cores, memory, list }: z.output<typeof WindowsProcesses>): ProcessUse[] {
  return list.map(({ id, name, cpuMs, memory: held }) => ({
    ...{ id, name, memoryPercent: (100 * held) / memory },
    cpuPercent: (100 * Math.max(0, cpuMs)) / (ms * cores),
  }));
}
