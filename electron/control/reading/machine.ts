import type { Result } from '../../../shared/result.ts';
import type { TargetSystem } from '../../../shared/target.ts';
import type { Shell } from '../driver.ts';
import type { MachineStatus } from '../local.ts';
import { powershellCall } from '../powershell-call.ts';
import { type Asking, askShell, type Question } from './ask-shell.ts';
import { linuxScript, parseLinux } from './linux-machine.ts';
import { macosScript, parseMacos } from './macos-machine.ts';
import { parseWindows, windowsScript } from './windows-machine.ts';

const linux: Question<MachineStatus> = { call: { program: 'sh', args: ['-c', linuxScript] }, parse: parseLinux };
const questions: Record<TargetSystem, Question<MachineStatus>> = {
  linux,
  macos: { call: { program: 'sh', args: ['-c', macosScript] }, parse: parseMacos },
  windows: { call: powershellCall(windowsScript), parse: parseWindows },
  other: linux,
};

/** Reads how a machine is doing, over a shell on it. Fails with `command/unreadable` and what the shell fails with. */
export async function readMachine(shell: Shell, asking: Asking): Promise<Result<MachineStatus>> {
  const system = await shell.system(asking.signal);
  return system.ok ? askShell(shell, questions[system.value], asking) : system;
}
