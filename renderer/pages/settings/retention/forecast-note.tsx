import { useTranslation } from 'react-i18next';
import type { Forecast } from '../../../../shared/retention.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { useSettings } from '../../../stores/context.ts';
import type { Loadable } from '../../../stores/loadable.ts';
import { formatCount } from '../../../text/format.ts';
import { formatSize } from '../../../text/size.ts';
import styles from '../part.module.css';

/** What the bounds in the form would take away. */
export function ForecastNote({ forecast }: { forecast: Loadable<Forecast> }) {
  const { t } = useTranslation();
  const language = useSettings((settings) => settings.language);
  if (forecast.state === 'failed') return <FailureNote failure={forecast.failure} />;
  if (!forecast.value)
    return (
      <p role="status" className={styles.intro}>
        {t('retention.counting')}
      </p>
    );
  const { rows, bytes, oldest } = forecast.value.total;
  if (rows === 0 || oldest === null)
    return (
      <p role="status" className={styles.intro}>
        {t('retention.nothingGoes')}
      </p>
    );
  const date = new Date(oldest);
  const two = (part: number) => String(part).padStart(2, '0');
  return (
    <p role="status" data-testid="forecast">
      {t('retention.goes', {
        n: formatCount(rows, language),
        size: formatSize(bytes),
        date: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
      })}
    </p>
  );
}
