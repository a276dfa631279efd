import { ArrowUpOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import styles from './held-pill.module.css';

/** Says how many new rows wait; a click lets them in. */
export function HeldPill({ count, onClick }: { count: number; onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.place} aria-live="polite">
      <button type="button" className={styles.pill} onClick={onClick}>
        <ArrowUpOutlined /> {t('messages.newRows', { n: count })}
      </button>
    </div>
  );
}
