import { type FailureCode, failure } from '../../shared/failures.ts';
import type { Language } from '../../shared/language.ts';
import type { Failure } from '../../shared/result.ts';
import type { DangerLevel } from '../../shared/role.ts';
import type { Asker } from './policy.ts';

/** Why a run's signal was aborted: somebody cancelled it. Any other reason is the program's end. */
export class CancelledBy extends Error {
  readonly by: Asker;

  constructor(by: Asker) {
    super('the run was cancelled');
    this.by = by;
  }
}

/** Who cancelled a run; undefined where it was the program that stopped. */
export const cancelledBy = ({ reason }: AbortSignal): Asker | undefined => (reason instanceof CancelledBy ? reason.by : undefined);

interface CutOff {
  signal: AbortSignal;
  language: Language;
}

/** What is told of something that was under way when its signal was aborted: nobody knows what came of it. */
export function cutOff({ signal, language, danger }: CutOff & { danger: DangerLevel }): Failure {
  if (!cancelledBy(signal)) return failure('command/interrupted', {}, language);
  return failure(danger === 'read' ? 'command/cancelled' : 'command/cancelled-midway', {}, language);
}

/** What is told of something that had not begun by then. */
export const notBegun = ({ signal, language }: CutOff): Failure =>
  failure(cancelledBy(signal) ? 'command/not-begun' : 'command/not-started', {}, language);

const calledOff: ReadonlySet<string> = new Set<FailureCode>(['shell/aborted', 'control/called-off', 'ssh/not-begun']);

/** Whether a driver gave up because of the signal, and tells no more than that. What it didn't begin may be the second part of something. */
export const isCalledOff = ({ code }: Failure): boolean => calledOff.has(code);
