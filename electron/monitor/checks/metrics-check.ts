import { failure } from '../../../shared/failures.ts';
import type { MetricsSpec } from '../../../shared/monitor/check-spec.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { localTargetId } from '../../../shared/target.ts';
import type { MachineStatus } from '../../control/local.ts';
import { readMachine } from '../../control/reading/machine.ts';
import { type Asked, type CheckMaker, type CheckTools, down, type Outcome, up } from '../check.ts';
import { notAsked, shellOf } from './target-shell.ts';

/**
 * Reads how a target is doing; down where a value has been above its limit for so long. What is down stays so while it is
 * above, for however long that is known; and as long as it isn't known since when it is above, nobody can tell.
 */
export const metricsCheck: CheckMaker<'metrics'> = (spec, { target = localTargetId }, tools) => {
  /** Since when it is above (ms of `elapsed()`). */
  let overSince: number | undefined;
  /** Whether it was seen below before that. */
  let wasBelow = false;
  return {
    async run(signal, asked): Promise<Outcome> {
      const machine = await read(target, tools, signal, asked);
      signal.throwIfAborted();
      if (!machine.ok) return notAsked(machine.error);
      const value = readingOf(machine.value, spec);
      if (value === undefined) return { kind: 'unknown', reason: failure('monitor/no-metric', { metric: spec.metric }) };
      const found = `${rounded(value)}${units[spec.metric]}`;
      if (value <= spec.over) {
        overSince = undefined;
        wasBelow = true;
        return up({ value, found });
      }
      overSince ??= tools.clock.elapsed();
      const limit = `${spec.over}${units[spec.metric]}`;
      if (!isHeldDown(asked) && tools.clock.elapsed() - overSince < spec.forSeconds * 1000) {
        if (wasBelow) return up({ value, found });
        const reason = failure('monitor/over-since', { value: found, limit, seconds: String(spec.forSeconds) });
        return { kind: 'unknown', reason, value, found };
      }
      return down(failure(`monitor/over-${spec.metric}`, { value: found, limit, target, mount: spec.mount ?? fullest(machine.value) }), {
        value,
        found,
      });
    },
    resume() {
      overSince = undefined;
      wasBelow = false;
    },
  };
};

/** Whether it stands as down because it is above; not where it was down for something else, such as being out of reach. */
const isHeldDown = ({ isDown, downReason }: Asked) => isDown && (downReason === undefined || downReason.startsWith('monitor/over-'));

/** The mount point of the disk that counts where none is named. */
function fullest({ disks }: MachineStatus): string {
  const [first] = disks.toSorted((a, b) => b.used / b.total - a.used / a.total);
  return first?.mount ?? '';
}

const units: Record<MetricsSpec['metric'], string> = { cpu: '%', memory: '%', disk: '%', load: '', temperature: ' °C' };
const rounded = (value: number) => String(Math.round(value * 10) / 10);

async function read(target: string, tools: CheckTools, signal: AbortSignal, asked: Asked): Promise<Result<MachineStatus>> {
  if (target === localTargetId) return ok(await tools.localMachine.read());
  const shell = await shellOf(target, tools, asked);
  return shell.ok ? readMachine(shell.value, { target, signal, language: 'zh-CN' }) : shell;
}

/** In percent, or as `MetricsSpec.over` has it; undefined where the machine doesn't tell. */
export function readingOf(machine: MachineStatus, { metric, mount }: Pick<MetricsSpec, 'metric' | 'mount'>): number | undefined {
  const share = ({ used, total }: { used: number; total: number }) => (total > 0 ? (100 * used) / total : 0);
  switch (metric) {
    case 'cpu':
      return machine.cpuPercent;
    case 'memory':
      return share(machine.memory);
    case 'disk': {
      const disks = machine.disks.filter((disk) => mount === undefined || disk.mount === mount);
      return disks.length === 0 ? undefined : Math.max(...disks.map(share));
    }
    case 'load':
      return machine.loadAverage && machine.loadAverage[0] / Math.max(1, machine.cores);
    case 'temperature':
      return machine.temperature;
  }
}
