import { useTranslation } from 'react-i18next';
import type { ChoiceMenu } from '../../../shared/choice-menu.ts';
import type { PhoneBubble } from '../../../shared/simulator.ts';
import { deliveryState } from '../../text/chat.ts';
import styles from './bubble.module.css';
import { BubbleContent } from './bubble-content.tsx';
import { PhoneCard } from './phone-card.tsx';
import { PhoneChoices } from './phone-choices.tsx';

interface Props {
  bubble: PhoneBubble;
  /** Of who speaks. */
  name: string;
  /** Its deliveries are shown beside the phone. */
  chosen: boolean;
  onChoose: (bubble: string) => void;
  /** A button of its card was tapped. */
  onTap: (bubble: string, key: string) => void;
  /** An entry of its menu was tapped. */
  onChoice: (entry: ChoiceMenu['list'][number]) => void;
}

/** What the person did without saying anything. */
const taps: Record<string, 'simulator.tapped' | 'simulator.tappedCard'> = { tap: 'simulator.tapped', 'card-tap': 'simulator.tappedCard' };

/** One thing said: the person's at the right in green, the account's at the left. */
export function Bubble({ bubble, name, chosen, onChoose, onTap, onChoice }: Props) {
  const { t } = useTranslation();
  const delivery = deliveryState(bubble);
  const { id, side, kind } = bubble;
  const tap = taps[kind];
  if (kind === 'notice' || tap) {
    const text = tap ? t(tap, { text: bubble.text }) : bubble.text;
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
      {bubble.card ? (
        <div data-testid="phone-bubble" data-side={side} data-kind={kind} className={styles.place}>
          <PhoneCard card={bubble.card} onTap={(key) => onTap(id, key)} />
        </div>
      ) : side === 'person' ? (
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
          {bubble.menu ? <PhoneChoices menu={bubble.menu} onChoice={onChoice} /> : <BubbleContent bubble={bubble} />}
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
