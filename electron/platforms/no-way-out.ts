import type { Failure } from '../../shared/result.ts';

/** A failure on its way through undici, which wants an exception. */
export class NoWayOut extends Error {
  readonly failure: Failure;
  /** Whether another try, right away, may find a way. */
  readonly isPassing: boolean;

  constructor(failure: Failure, isPassing: boolean) {
    super(failure.message);
    this.failure = failure;
    this.isPassing = isPassing;
  }
}
