import { ArrowUpOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useMessages } from '../../stores/context.ts';
import styles from './held-pill.module.css';

/** Says how many new rows wait, where there are any; a click lets them in. It counts without the table's being drawn again. */
export function HeldPill({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  const count = useMessages(({ held }) => held.count);
  if (count === 0) return null;
  return (
    <div className={styles.place} aria-live="polite">
      <button type="button" className={styles.pill} onClick={onClick}>
        <ArrowUpOutlined /> {t('messages.newRows', { n: count })}
      </button>
    </div>
  );
}
