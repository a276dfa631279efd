import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import styles from './delivery-attempts.module.css';
import { DeliveryAttempts } from './delivery-attempts.tsx';
import { DetailSection } from './detail-section.tsx';

interface Props {
  message: MessageDetail;
  busy: boolean;
  failure: React.ComponentProps<typeof DeliveryAttempts>['failure'];
  onTryNow: () => void;
  onSendAgain: () => void;
}

/** How a message came in, or how it is being sent. */
export function DeliveryPanel({ message, ...acts }: Props) {
  const { t } = useTranslation();
  if (message.direction !== 'out') return <Incoming message={message} />;
  if (!message.sending) return <p className={styles.quiet}>{message.state === 'late' ? t('delivery.late') : t('delivery.inResponse')}</p>;
  return (
    <DetailSection title={t('delivery.outgoing')}>
      <DeliveryAttempts state={message.state} sending={message.sending} {...acts} />
    </DetailSection>
  );
}

function Incoming({ message: { deliveries, at, replays } }: { message: MessageDetail }) {
  const { t } = useTranslation();
  const now = useNow();
  if (replays !== undefined) return <p className={styles.quiet}>{t('delivery.replayed')}</p>;
  return (
    <DetailSection title={t('delivery.incoming')}>
      <p>
        {deliveries > 1 ? t('delivery.incomingMany', { n: deliveries }) : t('delivery.incomingOnce')} <Time at={at} now={now} />
      </p>
      {deliveries > 1 && <p className={styles.quiet}>{t('delivery.incomingNote')}</p>}
    </DetailSection>
  );
}
