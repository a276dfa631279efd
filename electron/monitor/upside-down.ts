import { failure } from '../../shared/failures.ts';
import type { Outcome } from './check.ts';

/** What answers is down, and the other way round. */
export function turned(found: Outcome): Outcome {
  if (found.kind === 'unknown') return found;
  const { kind, ...seen } = found;
  if (kind === 'up') return { ...seen, kind: 'down', reason: failure('monitor/upside-down') };
  const { reason: _reason, ...rest } = seen as Extract<Outcome, { kind: 'down' }>;
  return { ...rest, kind: 'up' };
}
