import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/result.ts';
import styles from './failure-note.module.css';
import { useFailureText } from './use-failure-text.ts';

interface Props {
  failure: Failure;
  onRetry?: () => void;
  /** What trying again is called here. */
  retryText?: string;
  /** Where it stays until somebody has read it. */
  onSeen?: () => void;
}

/** A failure in its place: what happened, the one thing to do, and the code for those who look it up. */
export function FailureNote({ failure, onRetry, retryText, onSeen }: Props) {
  const { t } = useTranslation();
  const { message, hint, code } = useFailureText(failure);
  return (
    <div role="alert" className={styles.note}>
      <span aria-hidden className={styles.mark}>
        ▲
      </span>
      <div className={styles.text}>
        <p className={styles.message}>{message}</p>
        <p className={styles.hint}>{hint}</p>
        <code className={styles.code}>{code}</code>
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {retryText ?? t('app.retry')}
        </Button>
      )}
      {onSeen && (
        <Button size="small" onClick={onSeen}>
          {t('frame.dismiss')}
        </Button>
      )}
    </div>
  );
}
