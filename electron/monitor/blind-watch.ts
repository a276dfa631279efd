import type { FailureCode } from '../../shared/failures.ts';
import type { Monitor, MonitorState } from '../../shared/monitor/monitor.ts';
import type { BlindMonitor } from '../../shared/monitor/monitor-events.ts';
import type { Failure } from '../../shared/result.ts';
import type { Timing } from '../timing.ts';

/** Follows the monitors that nobody can check: what can't be checked can't be told as down either. */
export interface BlindWatch {
  /** To be called with each check. @param reason why nobody can tell how it stands */
  seen(monitor: Pick<Monitor, 'id' | 'name' | 'intervalSeconds'>, state: MonitorState, reason: Failure | undefined): void;
  /** Nobody looks after it any more, or nobody wants to know. */
  forget(id: string): void;
  /** Those of which nobody can tell at this moment. */
  list(): BlindMonitor[];
  close(): void;
}

/** It may last so long (ms), or three checks where these take longer, before anybody is told. */
const patienceMs = 10 * 60_000;
const patienceChecks = 3;
/** What has lasted so long is told with all that will have within this time, in ms: checks are spread. */
const togetherMs = 60_000;

/** Reasons that are told elsewhere, or pass by themselves. */
const expected: ReadonlySet<string> = new Set<FailureCode>([
  ...(['monitor/parent-down', 'monitor/offline', 'monitor/woken'] as const),
  ...(['monitor/over-since', 'monitor/push-none'] as const),
]);

export interface BlindWatchOptions {
  timing: Pick<Timing, 'after'>;
  /** Nothing is told of it now. */
  isMuted(id: string): boolean;
  /** Gets those that have become blind at about the same time, each once until it could be checked again. */
  tell(monitors: BlindMonitor[]): void;
}

export function watchBlind({ timing, isMuted, tell }: BlindWatchOptions): BlindWatch {
  /** Each as it was seen last, and what calls off its telling. */
  const blind = new Map<string, { latest: BlindMonitor; callOff: () => void }>();
  const due = new Set<string>();
  let callOffTelling: (() => void) | undefined;

  function isDue(id: string): void {
    due.add(id);
    callOffTelling ??= timing.after(togetherMs, tellAll);
  }

  function tellAll(): void {
    callOffTelling = undefined;
    const told = [...due].filter((id) => !isMuted(id)).flatMap((id) => blind.get(id)?.latest ?? []);
    for (const { id } of told) due.delete(id);
    if (told.length > 0) tell(told);
    if (due.size > 0) callOffTelling = timing.after(togetherMs, tellAll);
  }

  function forget(id: string): void {
    blind.get(id)?.callOff();
    blind.delete(id);
    due.delete(id);
  }

  return {
    forget,
    seen({ id, name, intervalSeconds }, state, reason) {
      if (state !== 'unknown' || !reason || expected.has(reason.code)) return forget(id);
      const latest = { id, name, reason };
      const ms = Math.max(patienceMs, patienceChecks * intervalSeconds * 1000);
      blind.set(id, { callOff: blind.get(id)?.callOff ?? timing.after(ms, () => isDue(id)), latest });
    },
    list: () => [...blind.values()].map(({ latest }) => latest),
    close() {
      for (const { callOff } of blind.values()) callOff();
      callOffTelling?.();
    },
  };
}
