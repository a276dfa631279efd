import { useTranslation } from 'react-i18next';
import type { Amount, Forecast } from '../../../../shared/retention.ts';
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
  const { total, pictures } = forecast.value;
  if (total.rows + pictures.rows === 0)
    return (
      <p role="status" className={styles.intro}>
        {t('retention.nothingGoes')}
      </p>
    );
  const facts = ({ rows, bytes, oldest }: Amount) => ({
    n: formatCount(rows, language),
    size: formatSize(bytes),
    date: dateOf(oldest ?? 0),
  });
  return (
    <div role="status" data-testid="forecast">
      {total.rows > 0 && <p>{t('retention.goes', facts(total))}</p>}
      {pictures.rows > 0 && <p>{t('retention.picturesGo', facts(pictures))}</p>}
    </div>
  );
}

function dateOf(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
