import type { Failure } from '../../../../shared/result.ts';
import { StandingMark } from '../../../components/standing-mark.tsx';
import { useFailureText } from '../../../components/use-failure-text.ts';
import type { Standing } from '../../../stores/tunnel-health.ts';
import styles from './aside-note.module.css';

/** What is worth knowing and stops nothing. */
export function AsideNote({ note, standing }: { note: Failure; standing: Standing }) {
  const { message, hint } = useFailureText(note);
  return (
    <p className={styles.note}>
      <StandingMark standing={standing} />
      <span>
        <b>{message}</b>
        {hint}
      </span>
    </p>
  );
}
