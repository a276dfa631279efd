import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSettings } from '../../stores/context.ts';
import { formatMs } from '../../text/format.ts';
import { formatSpan } from '../../text/span.ts';
import styles from './delivery-attempts.module.css';
import { DeliveryAttempts, isGivenUp } from './delivery-attempts.tsx';
import { DetailSection } from './detail-section.tsx';

interface Props extends Omit<React.ComponentProps<typeof DeliveryAttempts>, 'state' | 'sending'> {
  message: MessageDetail;
}

/** What was never tried: the account that it was to be fetched from is gone. */
const untried = { attempts: [], tries: 0 };

/** How a message came in, or how it is being sent. */
export function DeliveryPanel({ message, ...acts }: Props) {
  const { t } = useTranslation();
  if (message.direction !== 'out') return <Incoming message={message} />;
  const sending = message.sending ?? (isGivenUp(message.state) ? untried : undefined);
  if (!sending) return <p className={styles.quiet}>{message.state === 'late' ? t('delivery.late') : t('delivery.inResponse')}</p>;
  return (
    <DetailSection title={t('delivery.outgoing')}>
      <DeliveryAttempts state={message.state} sending={sending} {...acts} />
    </DetailSection>
  );
}

function Incoming({ message: { deliveries, redeliveries = [], at, replays } }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const now = useNow();
  const untimed = deliveries - 1 - redeliveries.length;
  const timed = redeliveries.map((time, index) => ({ time, number: untimed + index + 2 }));
  if (replays !== undefined) return <p className={styles.quiet}>{t('delivery.replayed')}</p>;
  return (
    <DetailSection title={t('delivery.incoming')}>
      <div className={styles.place}>
        <p>
          {deliveries > 1 ? t('delivery.incomingMany', { n: deliveries }) : t('delivery.incomingOnce')} <Time at={at} now={now} />
        </p>
        {timed.length > 0 && (
          <ol className={styles.attempts}>
            {timed.map(({ time, number }) => (
              <Redelivery key={number} number={number} at={time} firstAt={at} now={now} />
            ))}
          </ol>
        )}
        {untimed > 0 && <p className={styles.quiet}>{t('delivery.untimed', { n: untimed })}</p>}
        {deliveries > 1 && <p className={styles.quiet}>{t('delivery.incomingNote')}</p>}
      </div>
    </DetailSection>
  );
}

/** From here on nobody needs hundredths of a second, in ms. */
const longMs = 60_000;

interface RedeliveryProps {
  number: number;
  /** Unix times in ms. */
  at: number;
  firstAt: number;
  now: number;
}

function Redelivery({ number, at, firstAt, now }: RedeliveryProps) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const after = Math.max(0, at - firstAt);
  return (
    <li className={styles.attempt} data-testid="redelivery">
      <p className={styles.line}>
        <strong>{t('delivery.nth', { n: number })}</strong>
        <Time at={at} now={now} />
        <span className={styles.quiet}>
          {t('delivery.afterFirst', { span: after < longMs ? formatMs(after) : formatSpan(after, language) })}
        </span>
      </p>
    </li>
  );
}
