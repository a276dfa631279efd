import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageItem } from '../../../shared/message-log.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useSettings } from '../../stores/context.ts';
import { formatMoment } from '../../text/format.ts';
import styles from './conversation-bubble.module.css';

interface Props {
  ref?: Ref<HTMLButtonElement>;
  row: MessageItem;
  /** It is the message that is open beside the chat. */
  open: boolean;
  onOpen: (id: string) => void;
}

/** States that go without saying. */
const usual = new Set(['received', 'done', 'sent']);

/** One message of the chat; a click opens it. */
export function ConversationBubble({ ref, row, open, onOpen }: Props) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const text = row.summary.replaceAll(' ⏎ ', '\n');
  return (
    <div className={styles.place} data-side={row.direction}>
      <button
        ref={ref}
        type="button"
        data-testid="conversation-bubble"
        data-id={row.id}
        data-side={row.direction}
        aria-current={open}
        title={formatMoment(row.at, language)}
        className={styles.bubble}
        onClick={() => onOpen(row.id)}
      >
        {text || row.type}
      </button>
      <p className={styles.foot}>
        {row.command && row.direction === 'in' && <code>{row.command}</code>}
        {(!usual.has(row.state) || row.hasFailure) && <StateMark state={row.state} />}
        {row.deliveries > 1 && <span>{t('messages.deliveriesShort', { n: row.deliveries })}</span>}
      </p>
    </div>
  );
}

/** A reply that was sent and whose row has not come yet. */
export function SendingBubble({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.place} data-side="out">
      <p className={styles.bubble} data-side="out" data-sending="true">
        {text}
      </p>
      <p role="status" className={styles.foot}>
        {t('conversation.sending')}
      </p>
    </div>
  );
}
