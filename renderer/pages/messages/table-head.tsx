import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './message-row.module.css';

const columns = ['time', 'direction', 'account', 'person', 'type', 'summary', 'command', 'state', 'ms'] as const;

/** The names of the columns. */
export const TableHead = memo(function TableHead() {
  const { t } = useTranslation();
  return (
    <div role="rowgroup" className={styles.headGroup}>
      <div role="row" className={styles.head}>
        {columns.map((column) => (
          <span key={column} role="columnheader" className={styles.cell} data-column={column}>
            {column === 'direction' ? <span className="only-read">{t('messages.direction')}</span> : t(`messages.${column}`)}
          </span>
        ))}
      </div>
    </div>
  );
});
