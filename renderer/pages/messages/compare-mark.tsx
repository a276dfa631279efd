import type { Standing } from '../../text/compare.ts';
import styles from './compare-view.module.css';

const marks: Record<Standing, string> = { same: '=', differs: '≠', first: '−', second: '+' };

/** How two sides stand, by shape. */
export function CompareMark({ standing }: { standing: Standing }) {
  return (
    <span aria-hidden className={styles.mark}>
      {marks[standing]}
    </span>
  );
}
