import { useTranslation } from 'react-i18next';
import type { PhoneAction } from '../../../shared/simulator.ts';
import styles from './try-chips.module.css';

/** Commands for a newcomer to send with one click. */
export function TryChips({ onAct }: { onAct: (action: PhoneAction) => void }) {
  const { t } = useTranslation();
  return (
    <p className={styles.chips}>
      <span>{t('simulator.try')}</span>
      {[t('simulator.chipStatus'), t('simulator.chipHelp')].map((text) => (
        <button key={text} type="button" className={styles.chip} onClick={() => onAct({ kind: 'text', text })}>
          {text}
        </button>
      ))}
    </p>
  );
}
