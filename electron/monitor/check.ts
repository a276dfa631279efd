import { translateFailure } from '../../shared/failures.ts';
import type { CheckKind, CheckSpec } from '../../shared/monitor/check-spec.ts';
import type { Monitor } from '../../shared/monitor/monitor.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import type { Driver } from '../control/driver.ts';
import type { LocalMachine } from '../control/local.ts';
import type { Names } from '../control/names.ts';
import { remoteWords } from '../control/remote-words.ts';

/** What a check has found. `ms` is how long the answer took, where there was one. */
export type Outcome =
  | { kind: 'up'; ms?: number; found?: string; certificateEndsAt?: number; value?: number }
  | { kind: 'down'; reason: Failure; ms?: number; found?: string; certificateEndsAt?: number; value?: number }
  /** Nobody can tell. */
  | { kind: 'unknown'; reason: Failure; found?: string; value?: number };

export const up = (found: Omit<Extract<Outcome, { kind: 'up' }>, 'kind'> = {}): Outcome => ({ kind: 'up', ...found });
export const down = (reason: Failure, found: Omit<Extract<Outcome, { kind: 'down' }>, 'kind' | 'reason'> = {}): Outcome => ({
  kind: 'down',
  reason: inOneLine(reason),
  ...found,
});

/** What others said stands in a notice: none of it may look like a line of ours. */
function inOneLine(reason: Failure): Failure {
  const params = Object.entries(reason.params ?? {}).map(([name, text]) => [name, remoteWords(text)]);
  return translateFailure({ ...reason, params: Object.fromEntries(params) }, 'zh-CN');
}

/** What checks are made with. */
export interface CheckTools {
  clock: Clock;
  localMachine: LocalMachine;
  /** Runs programs on this computer. */
  shell: NonNullable<Driver['shell']>;
  target(id: string): Target | undefined;
  /** The values of a monitor's secret headers, by name in small letters. */
  secretHeaders(monitor: string): Promise<Result<Record<string, string>>>;
  names: Names;
  /** The ways to a target. */
  drivers(id: string): Promise<Result<readonly Driver[]>>;
}

/** What a check may want to know, and to say, while it asks. */
export interface Asked {
  /** Whether what it found before stands as down. */
  isDown: boolean;
  /** Why it does (a code), where that is known. */
  downReason?: string | undefined;
  /**
   * It waits in a queue of ours, which is nobody's fault: the time limit stands still until what is given back is called.
   * Where that takes too long, nobody can tell, for this reason.
   */
  waits(why: Failure): () => void;
  /** For how long it has waited, in ms. */
  waitedMs(): number;
}

/** One monitor's way of asking. It may remember what it saw before. */
export interface Check {
  /** Asks once. Ends at the latest when the signal is aborted; rejecting means that there was no answer until then. */
  run(signal: AbortSignal, asked: Asked): Promise<Outcome>;
  /** Of what only so many may do at once: waits for a turn. The time limit counts from there: a queue of ours is nobody's fault. */
  inTurn?: (work: () => Promise<Outcome>) => Promise<Outcome>;
  /** Of what isn't asked, but reports by itself: it has. */
  reported?(report: { ok: boolean; text: string; ms?: number }): void;
  /** In how many ms it is late. */
  lateInMs?(): number;
  /** The computer slept, or silence was meant: what should have come meanwhile could not. */
  resume?(): void;
  /** The computer slept: what was said before may not hold any more. */
  slept?(): void;
}

/** Makes the checks of one kind. */
export type CheckMaker<Kind extends CheckKind> = (
  spec: Extract<CheckSpec, { kind: Kind }>,
  monitor: Pick<Monitor, 'id' | 'target' | 'intervalSeconds' | 'timeoutSeconds'>,
  tools: CheckTools,
) => Check;
