import type { FailureCode } from '../../shared/failures.ts';
import type { MonitorsChange, MonitorView } from '../../shared/monitor/monitor.ts';
import type { Failure } from '../../shared/result.ts';
import type { Timing } from '../timing.ts';
import { gather } from './gather.ts';

/** Monitors of which nobody can tell how they stand for long. */
export interface BlindNews {
  id: string;
  name: string;
  reason: Failure;
}

/** Follows the monitors for those who are to hear of it: what can't be checked can't be told as down either. */
export interface BlindWatch {
  changed(change: MonitorsChange): void;
  close(): void;
}

/** It may last so long (ms), or three checks where these take longer. */
const patienceMs = 10 * 60_000;
const patienceChecks = 3;

/** Reasons that are told elsewhere, or pass by themselves. */
const expected: ReadonlySet<string> = new Set<FailureCode>([
  ...(['monitor/parent-down', 'monitor/offline', 'monitor/woken'] as const),
  ...(['monitor/over-since', 'monitor/turn-busy', 'monitor/push-none'] as const),
]);

/** @param tell gets those that have become blind at about the same time, each once until it could be checked again */
export function watchBlind(timing: Pick<Timing, 'elapsed' | 'after'>, tell: (news: BlindNews[]) => void): BlindWatch {
  /** What calls off the telling of each, while nobody can tell how it stands. */
  const blind = new Map<string, () => void>();
  const latest = new Map<string, BlindNews>();
  const gathering = gather<string>(timing, (ids) => {
    const news = [...new Set(ids)].flatMap((id) => latest.get(id) ?? []);
    if (news.length > 0) tell(news);
  });

  function forget(id: string): void {
    blind.get(id)?.();
    blind.delete(id);
    latest.delete(id);
  }

  function note(view: MonitorView): void {
    const { id, name, state, last, intervalSeconds } = view;
    const reason = state === 'unknown' ? last?.reason : undefined;
    if (!reason || expected.has(reason.code)) return forget(id);
    latest.set(id, { id, name, reason });
    if (blind.has(id)) return;
    const ms = Math.max(patienceMs, patienceChecks * intervalSeconds * 1000);
    blind.set(
      id,
      timing.after(ms, () => gathering.add([id])),
    );
  }

  return {
    changed({ changed, removed }) {
      for (const id of removed) forget(id);
      for (const view of changed) note(view);
    },
    close() {
      for (const callOff of blind.values()) callOff();
      gathering.close();
    },
  };
}
