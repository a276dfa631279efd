import type { CheckState } from '../../../../shared/doctor.ts';
import type { Failure } from '../../../../shared/result.ts';
import { useFailureText } from '../../../components/use-failure-text.ts';
import styles from './check-mend.module.css';

/** What is wrong, and how to mend it; of a check that was skipped, why. */
export function CheckMend({ failure, state }: { failure: Failure; state: CheckState | 'idle' }) {
  const { message, hint, code } = useFailureText(failure);
  return (
    <p className={styles.mend} data-state={state} title={code}>
      <b>{message}</b>
      {hint}
    </p>
  );
}
