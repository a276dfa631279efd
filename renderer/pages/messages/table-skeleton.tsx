import { useTranslation } from 'react-i18next';
import styles from './table-skeleton.module.css';

const rows = Array.from({ length: 12 }, (_, index) => index);

/** The shape of the table while its first page is on the way. */
export function TableSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('app.loading')} className={styles.skeleton}>
      {rows.map((row) => (
        <div key={row} className={styles.row} />
      ))}
    </div>
  );
}
