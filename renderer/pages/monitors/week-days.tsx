import { useTranslation } from 'react-i18next';
import styles from './week-days.module.css';

/** Monday first; 0 is Sunday. */
const order = [1, 2, 3, 4, 5, 6, 0] as const;

interface Props {
  days: readonly number[];
  onChange: (days: number[]) => void;
}

/** Some days of the week. */
export function WeekDays({ days, onChange }: Props) {
  const { t } = useTranslation();
  const toggle = (day: number) => {
    const others = days.filter((one) => one !== day);
    onChange((days.includes(day) ? others : [...others, day]).sort((one, other) => one - other));
  };
  return (
    <fieldset aria-label={t('maintenance.days')} className={styles.days}>
      {order.map((day) => (
        <button key={day} type="button" className={styles.day} aria-pressed={days.includes(day)} onClick={() => toggle(day)}>
          {t(`weekday.${day}`)}
        </button>
      ))}
    </fieldset>
  );
}
