import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatMs } from '../../text/format.ts';
import styles from './detail-head.module.css';

interface Props {
  message: MessageDetail;
  accountName: string;
  onOpen: (id: string) => void;
}

const relatedNames = { in: 'detail.toAnswer', out: 'detail.toQuestion', refused: 'detail.toRefusal' } as const;

/** What the message is, from whom, when, and how it fared. */
export function DetailHead({ message, accountName, onOpen }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const { related } = message;
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>
        <DirectionMark direction={message.direction} />
        <span className={styles.type}>{message.event ? `${message.type} · ${message.event}` : message.type}</span>
        <StateMark state={message.state} />
      </h2>
      <p className={styles.facts}>
        {message.person && <span>{message.person}</span>}
        <span>{accountName}</span>
        <Time at={message.at} now={now} />
        {message.ms !== undefined && <span>{formatMs(message.ms)}</span>}
        {message.command && <code>{message.command}</code>}
        {message.deliveries > 1 && (
          <span title={t('detail.deliveriesHint', { n: message.deliveries })}>{t('detail.deliveries', { n: message.deliveries })}</span>
        )}
      </p>
      <p className={styles.actions}>
        <span className={styles.id}>
          {t('detail.id')} <code>{message.id}</code>
        </span>
        <CopyButton text={message.id} what={t('copy.id')} />
        <CopyButton text={JSON.stringify(message, null, 2)} what={t('copy.row')} labelled />
        {related !== undefined && (
          <Button type="link" size="small" onClick={() => onOpen(related)}>
            {t(relatedNames[message.direction])}
          </Button>
        )}
      </p>
    </header>
  );
}
