import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PhoneBubble } from '../../../shared/simulator.ts';
import { AttemptRow } from './attempt-row.tsx';
import styles from './delivery-panel.module.css';

interface Props {
  bubble: PhoneBubble | undefined;
  onMessages: () => void;
  /** Absent where there is nothing to clear. */
  onClear: (() => void) | undefined;
}

/** How the platform delivered one message: every try, in order. */
export function DeliveryPanel({ bubble, onMessages, onClear }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('simulator.deliveries')} className={styles.panel}>
      <div className={styles.head}>
        <h2 className={styles.title}>{bubble ? t('simulator.deliveriesOf', { text: bubble.text }) : t('simulator.deliveries')}</h2>
        <Button size="small" onClick={onMessages}>
          {t('simulator.toMessages')}
        </Button>
        {onClear && (
          <Button size="small" title={t('simulator.clearHint')} onClick={onClear}>
            {t('simulator.clear')}
          </Button>
        )}
      </div>
      {bubble && bubble.attempts.length > 0 ? (
        <ol>
          {bubble.attempts.map((attempt) => (
            <AttemptRow key={attempt.number} attempt={attempt} />
          ))}
        </ol>
      ) : (
        <p className={styles.none}>{t('simulator.deliveriesEmpty')}</p>
      )}
      <p className={styles.rule}>
        {bubble && `${t('simulator.deliveriesChoose')} `}
        {t('simulator.rule')}
      </p>
    </section>
  );
}
