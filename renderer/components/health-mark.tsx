import type { Health } from '../../shared/overview.ts';
import styles from './marks.module.css';

const shapes: Record<Health, string> = { ok: '●', working: '◐', warning: '▲', down: '■' };

/** The shape and colour of a health; the words stand beside it. */
export function HealthMark({ health }: { health: Health }) {
  return (
    <span aria-hidden className={styles.mark} data-tone={health}>
      {shapes[health]}
    </span>
  );
}
