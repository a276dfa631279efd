import type { TimingStep } from '../../shared/message-log.ts';

/** A step with its place on the common scale, in per cent. */
export interface Bar {
  step: TimingStep['step'];
  from: number;
  ms: number;
  left: number;
  width: number;
}

/** Lays steps out on one scale from the request's arrival to the end of the last step. */
export function waterfall(steps: TimingStep[]): { bars: Bar[]; total: number } {
  const total = Math.max(0, ...steps.map((step) => step.to));
  const share = (ms: number) => (total === 0 ? 0 : (ms / total) * 100);
  const bars = steps.map(({ step, from, to }) => ({ step, from, ms: to - from, left: share(from), width: share(to - from) }));
  return { bars, total };
}
