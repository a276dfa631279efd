import type { Standing } from '../stores/tunnel-health.ts';
import { HealthMark } from './health-mark.tsx';
import styles from './marks.module.css';

/** The mark of a health, or of what is not in use; the words stand beside it. */
export function StandingMark({ standing }: { standing: Standing }) {
  if (standing !== 'idle') return <HealthMark health={standing} />;
  return (
    <span aria-hidden className={styles.mark}>
      ○
    </span>
  );
}
