import type { Standing } from '../stores/tunnel-health.ts';
import { HealthMark } from './health-mark.tsx';
import { Mark } from './mark.tsx';

/** The mark of a health, or of what is not in use; the words stand beside it. */
export function StandingMark({ standing }: { standing: Standing }) {
  return standing === 'idle' ? <Mark shape="○" tone="quiet" /> : <HealthMark health={standing} />;
}
