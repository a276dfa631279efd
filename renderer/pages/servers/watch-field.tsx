import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SectionProps } from './section-props.ts';
import styles from './watch-field.module.css';

/** Whether the server's last hour is kept. */
export function WatchField({ form, onChange }: SectionProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.field}>
      <Checkbox checked={form.watch} onChange={({ target }) => onChange({ watch: target.checked })}>
        {t('lastHour.watch')}
      </Checkbox>
      <p className={styles.rule}>{t('lastHour.watchRule')}</p>
    </div>
  );
}
