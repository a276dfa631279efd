import { failure } from '../../../shared/failures.ts';
import { type CheckMaker, down, up } from '../check.ts';

/**
 * Waits for a job to say that it is alive. Nothing is late before it had its time since the start: what it said while
 * nobody listened is not known.
 */
export const pushCheck: CheckMaker<'push'> = (spec, { intervalSeconds }, { clock }) => {
  const patienceMs = (intervalSeconds + spec.graceSeconds) * 1000;
  /** Ms of `elapsed()`. */
  let last = clock.elapsed();
  const silentMs = () => clock.elapsed() - last;
  let report: { ok: boolean; text: string; ms?: number } | undefined;
  return {
    async run() {
      if (silentMs() >= patienceMs) return down(failure('monitor/push-late', { seconds: String(Math.round(silentMs() / 1000)) }));
      if (report && !report.ok) return down(failure('monitor/push-down', { text: report.text || '—' }));
      if (!report) return { kind: 'unknown', reason: failure('monitor/push-none') };
      return up({ ...(report.ms !== undefined && { ms: report.ms }), found: report.text });
    },
    reported(said) {
      last = clock.elapsed();
      report = said;
    },
    lateInMs: () => Math.max(0, patienceMs - silentMs()),
    resume() {
      // why: that it was well long ago tells nothing any more
      if (silentMs() >= patienceMs) report = undefined;
      last = clock.elapsed();
    },
    slept() {
      // why: that all is well again may have been said while nobody listened
      if (report?.ok === false) report = undefined;
    },
  };
};
