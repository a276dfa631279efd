import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHandedFocus } from '../../../components/use-lost-focus.ts';
import styles from '../part.module.css';
import { TypedCount } from '../typed-count.tsx';

interface Props {
  unreadable: number;
  /** How many of the others are on. */
  inForce: number;
  onGiveUp: () => void;
}

/** Rules of a newer version, perhaps: nothing is kept because of them, until they are given up. */
export function UnreadableRules({ unreadable: n, inForce, onGiveUp }: Props) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const place = useHandedFocus<HTMLDivElement>((around) => around?.querySelector<HTMLElement>('button'));
  return (
    <div ref={place} className={styles.stack}>
      <div className={`${styles.warning} ${styles.stack}`}>
        <p role="alert">
          <span aria-hidden>▲ </span>
          {t('redaction.unreadable', { n })}
        </p>
        <div className={styles.line}>
          <Button size="small" aria-expanded={isAsking} onClick={() => setAsking(!isAsking)}>
            {t('redaction.giveUp')}
          </Button>
        </div>
      </div>
      {isAsking && (
        <div className={styles.danger}>
          <p>{inForce === 0 ? t('redaction.giveUpAll') : t('redaction.giveUpSome', { n: inForce })}</p>
          <p>{t('redaction.giveUpForGood')}</p>
          <TypedCount label={t('redaction.giveUpCount', { n })} count={n} action={t('redaction.giveUpNow', { n })} onConfirm={onGiveUp} />
        </div>
      )}
    </div>
  );
}
