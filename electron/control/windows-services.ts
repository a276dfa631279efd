import { z } from 'zod';
import { powershellCall } from './powershell-call.ts';
import { readJson } from './reading/read-json.ts';
import type { ServiceAct, ServiceKeeper, ServiceState } from './service.ts';

/** The name reaches the script as its argument. The commands take patterns, so what would be one is escaped. */
const byName = '$name = [Management.Automation.WildcardPattern]::Escape($args[0])';

const scripts: Record<ServiceAct, string> = {
  status: `${byName}
$service = Get-Service -Name $name
$details = Get-CimInstance Win32_Service | Where-Object { $_.Name -eq $service.Name }
ConvertTo-Json -Compress @{ status = [string]$service.Status; pid = [int]$details.ProcessId; exit = [int64]$details.ExitCode }`,
  start: `${byName}; Start-Service -Name $name`,
  stop: `${byName}; Stop-Service -Name $name -Force`,
  restart: `${byName}; Restart-Service -Name $name -Force`,
};

const states: Record<string, ServiceState['state']> = {
  ...{ Running: 'running', Stopped: 'stopped', Paused: 'stopped' },
  ...{ StartPending: 'starting', ContinuePending: 'starting', StopPending: 'stopping', PausePending: 'stopping' },
};

const Printed = z.object({ status: z.string(), pid: z.number(), exit: z.number() });

/** ERROR_SERVICE_NEVER_STARTED: not since the system was. */
const neverStarted = 1077;

export const windowsServices: ServiceKeeper = {
  call: (act, service) => powershellCall(scripts[act], [service]),
  parse({ stdout }) {
    const read = readJson(stdout, Printed);
    const state = read && states[read.status];
    if (!read || !state) return undefined;
    const hasFailed = state === 'stopped' && read.exit !== 0 && read.exit !== neverStarted;
    return {
      state: hasFailed ? 'failed' : state,
      words: hasFailed ? `${read.status}, exit ${read.exit}` : read.status,
      ...(read.pid > 0 && { pid: read.pid }),
    };
  },
};
