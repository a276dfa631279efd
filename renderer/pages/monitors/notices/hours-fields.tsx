import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Hours } from '../../../../shared/monitor/notice-rule.ts';
import { WeekDays } from '../week-days.tsx';
import styles from './hours-fields.module.css';

/** Days of the week and a time of the day. */
export function HoursFields<Some extends Hours>({ hours, onChange }: { hours: Some; onChange: (hours: Some) => void }) {
  const { t } = useTranslation();
  return (
    <div className={styles.fields}>
      <WeekDays days={hours.days} onChange={(days) => onChange({ ...hours, days })} />
      <div className={styles.line}>
        {(['from', 'to'] as const).map((bound) => (
          <span key={bound} className={styles.time}>
            <span aria-hidden>{t(`maintenance.${bound}`)}</span>
            <Input
              aria-label={t(`maintenance.${bound}`)}
              type="time"
              value={hours[bound]}
              onChange={(event) => event.target.value !== '' && onChange({ ...hours, [bound]: event.target.value })}
            />
          </span>
        ))}
        <span className={styles.zone}>{t('maintenance.zone', { zone: hours.zone })}</span>
      </div>
    </div>
  );
}
