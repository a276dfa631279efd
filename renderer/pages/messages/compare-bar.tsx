import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './compare-bar.module.css';

/** While the second message is sought: what to do, and how to stop. */
export function CompareBar({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation();
  return (
    <p role="status" className={styles.bar}>
      <span>{t('compare.choose')}</span>
      <Button size="small" onClick={onCancel} title={`${t('compare.cancel')} (Esc)`}>
        {t('compare.cancel')}
      </Button>
    </p>
  );
}
