import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { eventNames, messageTypeNames } from '../../../shared/message-names.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { RedactedMark } from '../../components/redacted-mark.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSettings } from '../../stores/context.ts';
import { formatMs } from '../../text/format.ts';
import styles from './detail-head.module.css';

interface Props {
  message: MessageDetail;
  accountName: string;
  /** What can be done with it. */
  children: ReactNode;
}

/** What the message is, from whom, when, and how it fared. */
export function DetailHead({ message, accountName, children }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const language = useSettings((state) => state.language);
  const { type, event, direction, state } = message;
  const wire = event ? `${type} · ${event}` : type;
  const name = (event === undefined ? messageTypeNames[type] : eventNames[event])?.[language];
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>
        <DirectionMark direction={direction} />
        <span className={styles.type}>
          {name}
          {name?.toLowerCase() !== wire && <code> {wire}</code>}
        </span>
        <StateMark state={state} />
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
        {message.redacted && (
          <span>
            <RedactedMark /> {t('redaction.mark')}
          </span>
        )}
        <span className={styles.id}>
          {t('detail.id')} <code>{message.id}</code>
          <CopyButton text={message.id} what={t('copy.id')} />
        </span>
      </p>
      {children}
    </header>
  );
}
