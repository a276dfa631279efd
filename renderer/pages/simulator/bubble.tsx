import { useTranslation } from 'react-i18next';
import type { PhoneBubble } from '../../../shared/simulator.ts';
import { deliveryState } from '../../text/chat.ts';
import styles from './bubble.module.css';
import { BubbleContent } from './bubble-content.tsx';

interface Props {
  bubble: PhoneBubble;
  /** Of who speaks. */
  name: string;
  /** Its deliveries are shown beside the phone. */
  chosen: boolean;
  onChoose: (bubble: string) => void;
}

/** One thing said: the person's at the right in green, the account's at the left. */
export function Bubble({ bubble, name, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const delivery = deliveryState(bubble);
  const { id, side, kind } = bubble;
  if (kind === 'notice' || kind === 'tap') {
    const text = kind === 'tap' ? t('simulator.tapped', { text: bubble.text }) : bubble.text;
    return (
      <button
        type="button"
        data-testid="phone-bubble"
        data-side={side}
        data-kind={kind}
        className={styles.notice}
        data-chosen={chosen}
        disabled={side === 'account'}
        onClick={() => onChoose(id)}
      >
        {text}
        {delivery === 'undelivered' && <span className={styles.trouble}> ▲ {t('simulator.undelivered')}</span>}
      </button>
    );
  }
  return (
    <div className={styles.line} data-side={side}>
      <span aria-hidden className={styles.avatar} data-side={side}>
        {Array.from(name)[0]}
      </span>
      {side === 'person' ? (
        <button
          type="button"
          data-testid="phone-bubble"
          data-side={side}
          data-kind={kind}
          className={styles.bubble}
          data-chosen={chosen}
          onClick={() => onChoose(id)}
        >
          <BubbleContent bubble={bubble} />
        </button>
      ) : (
        <div data-testid="phone-bubble" data-side={side} data-kind={kind} className={styles.bubble}>
          <BubbleContent bubble={bubble} />
        </div>
      )}
      {delivery === 'pending' && (
        <span role="status" className={styles.delivery}>
          ◐ {t('simulator.pending')}
        </span>
      )}
      {delivery === 'undelivered' && (
        <span className={styles.delivery}>
          <span className={styles.trouble}>▲</span> {t('simulator.undelivered')}
        </span>
      )}
    </div>
  );
}
