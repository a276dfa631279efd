import { useTranslation } from 'react-i18next';
import type { Verification } from '../../../../shared/account-view.ts';
import type { Failure } from '../../../../shared/result.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { HealthMark } from '../../../components/health-mark.tsx';
import { Time } from '../../../components/time.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useTunnel } from '../../../stores/context.ts';
import { formatMs } from '../../../text/format.ts';
import styles from './verification-note.module.css';

interface Props {
  /** The newest one of the values that are there now. */
  verification: Verification | undefined;
  /** There is something for WeChat to verify. */
  expected: boolean;
}

/** What came of WeChat's last attempt to verify the URL, the moment it happens. */
export function VerificationNote({ verification, expected }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const onTheWay = useTunnel((state) => rewriterOf(state.tunnel.value?.state.probe?.failure));
  if (!verification && !expected) return null;
  const failure = verification?.failure;
  const word = !failure ? 'verified' : failure.code.startsWith('verification/slow') ? 'late' : 'refused';
  const state = verification ? healths[word] : 'working';
  return (
    <div role="status" data-testid="verification" data-health={state} className={styles.note}>
      <p className={styles.line}>
        <HealthMark health={state} />
        {verification ? (
          <>
            <strong>{t(`guide.${word}`)}</strong>
            <span className={styles.when}>
              <Time at={verification.at} now={now} /> · {formatMs(verification.ms)}
            </span>
          </>
        ) : (
          <span>{t('guide.waiting')}</span>
        )}
      </p>
      {!verification && <p className={styles.more}>{t('guide.neverArrived')}</p>}
      {verification?.matched === 'pending' && !failure && <p className={styles.more}>{t('guide.promoted')}</p>}
      {failure && <FailureNote failure={failure} />}
      {failure && onTheWay && <FailureNote failure={onTheWay} />}
    </div>
  );
}

const healths = { verified: 'ok', late: 'warning', refused: 'down' } as const;

/** A tunnel or proxy that changes what passes is the likelier cause of a signature that differs. */
const rewriterOf = (probe: Failure | undefined): Failure | undefined =>
  probe?.code === 'tunnel/probe-altered' || probe?.code === 'tunnel/probe-interstitial' ? probe : undefined;
