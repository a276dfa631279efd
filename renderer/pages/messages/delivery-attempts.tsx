import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MessageState, SendAttempt, SendRecord } from '../../../shared/message-log.ts';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { Time } from '../../components/time.tsx';
import { useFailureText } from '../../components/use-failure-text.ts';
import { useNow } from '../../components/use-now.ts';
import { useSettings } from '../../stores/context.ts';
import { formatMs } from '../../text/format.ts';
import { formatSpan } from '../../text/span.ts';
import styles from './delivery-attempts.module.css';
import { begunSeconds, useCountdown } from './reply-countdown.ts';

type GivenUpState = Extract<MessageState, 'dead' | 'aside'>;
export const isGivenUp = (state: MessageState): state is GivenUpState => state === 'dead' || state === 'aside';

interface Props {
  state: MessageState;
  sending: SendRecord;
  busy: boolean;
  /** What trying again ran into. */
  failure: Failure | null;
  onTryNow: () => void;
  onSendAgain: () => void;
  onPutAside: () => void;
  onTakeBack: () => void;
}

/** What the outbox has tried, what came of it, what comes next, and what the admin can do. */
export function DeliveryAttempts({ state, sending: { attempts, tries, nextAt }, busy, failure, onTryNow, ...acts }: Props) {
  const { t } = useTranslation();
  const failed = attempts.filter((attempt) => attempt.failure).length;
  // The first ones and the last ones are kept; a row that was put back counts afresh.
  const leftOut = Math.max(0, tries - failed);
  return (
    <div className={styles.place}>
      {attempts.length === 0 && <p className={styles.quiet}>{t('delivery.noAttempts')}</p>}
      <ol className={styles.attempts}>
        {attempts.map((attempt, index) => (
          <Attempt key={attempt.at} attempt={attempt} number={index + 1 + (index > 0 ? leftOut : 0)} />
        ))}
      </ol>
      {leftOut > 0 && <p className={styles.quiet}>{t('delivery.leftOut', { n: leftOut })}</p>}
      {state === 'queued' && (
        <div className={styles.next}>
          <Next nextAt={nextAt} />
          {tries > 0 && (
            <Button size="small" loading={busy} onClick={onTryNow}>
              {t('delivery.tryNow')}
            </Button>
          )}
        </div>
      )}
      {isGivenUp(state) && <GivenUp state={state} busy={busy} {...acts} />}
      {failure && <FailureNote failure={failure} />}
    </div>
  );
}

/** What an admin can do about it; both states share their buttons, so that the focus stays where it was. */
function GivenUp({
  state,
  busy,
  onSendAgain,
  onPutAside,
  onTakeBack,
}: Omit<Props, 'state' | 'sending' | 'failure' | 'onTryNow'> & { state: GivenUpState }) {
  const { t } = useTranslation();
  const isDead = state === 'dead';
  return (
    <div className={styles.next} data-dead={isDead}>
      <span>
        <span aria-hidden className={isDead ? styles.down : styles.quiet}>
          {isDead ? '■' : '□'}
        </span>{' '}
        {t(`delivery.${state}`)}
      </span>
      <span className={styles.acts}>
        <Button onClick={isDead ? onPutAside : onTakeBack}>{t(isDead ? 'delivery.putAside' : 'delivery.takeBack')}</Button>
        <Button type={isDead ? 'primary' : 'default'} loading={busy} onClick={onSendAgain}>
          {t('delivery.sendAgain')}
        </Button>
      </span>
    </div>
  );
}

function Next({ nextAt }: { nextAt: number | undefined }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const left = useCountdown(nextAt);
  return <span role="timer">{left ? t('delivery.next', { span: formatSpan(begunSeconds(left), language) }) : t('delivery.nextNow')}</span>;
}

function Attempt({ attempt: { at, ms, failure }, number }: { attempt: SendAttempt; number: number }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <li className={styles.attempt} data-testid="send-attempt">
      <p className={styles.line}>
        <span aria-hidden className={failure ? styles.down : styles.ok}>
          {failure ? '■' : '●'}
        </span>
        <strong>{t('delivery.attempt', { n: number })}</strong>
        <span>{failure ? t('delivery.failed') : t('delivery.taken')}</span>
        <span className={styles.quiet}>
          <Time at={at} now={now} /> · {formatMs(ms)}
        </span>
      </p>
      {failure && <Reason failure={failure} />}
    </li>
  );
}

function Reason({ failure }: { failure: Failure }) {
  const { message, hint, code } = useFailureText(failure);
  return (
    <div className={styles.reason}>
      <p>{message}</p>
      <p className={styles.quiet}>{hint}</p>
      <code className={styles.quiet}>{code}</code>
    </div>
  );
}
