import { z } from 'zod';
import type { Result } from '../../../shared/result.ts';
import type { TargetSystem } from '../../../shared/target.ts';
import type { Shell } from '../driver.ts';
import type { DiskUse } from '../local.ts';
import { powershellCall } from '../powershell-call.ts';
import { type Asking, askShell, type Question } from './ask-shell.ts';
import { readDf, readMacDf } from './file-systems.ts';
import { readJson } from './read-json.ts';

/** Fixed disks and network drives. */
const windowsScript = `
ConvertTo-Json -Compress @(Get-CimInstance Win32_LogicalDisk | Where-Object { $_.Size -and $_.DriveType -in 3, 4 } | ForEach-Object {
  @{ mount = $_.DeviceID; total = [int64]$_.Size; used = [int64]($_.Size - $_.FreeSpace) }
})
`;

const linux: Question<DiskUse[]> = {
  call: { program: 'sh', args: ['-c', 'df -PkT 2>/dev/null || df -Pk'] },
  parse: (printed) => someOf(readDf(linesOf(printed))),
};
const questions: Record<TargetSystem, Question<DiskUse[]>> = {
  linux,
  macos: { call: { program: 'df', args: ['-Pk'] }, parse: (printed) => someOf(readMacDf(linesOf(printed))) },
  windows: {
    call: powershellCall(windowsScript),
    parse: (printed) => readJson(printed, z.array(z.object({ mount: z.string(), total: z.number(), used: z.number() }))),
  },
  other: linux,
};

/** Reads all file systems of a machine that are kept on disks. Fails with `command/unreadable` and what the shell fails with. */
export async function readDisks(shell: Shell, asking: Asking): Promise<Result<DiskUse[]>> {
  const system = await shell.system(asking.signal);
  return system.ok ? askShell(shell, questions[system.value], asking) : system;
}

const linesOf = (printed: string) => printed.split('\n').map((line) => line.trim());

/** No machine is without a file system: then it was something else that was printed. */
const someOf = (disks: DiskUse[]): DiskUse[] | undefined => (disks.length > 0 ? disks : undefined);
