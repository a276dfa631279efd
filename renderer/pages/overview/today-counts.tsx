import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { Overview } from '../../../shared/overview.ts';
import { formatCount } from '../../text/format.ts';
import styles from './today-counts.module.css';

interface Props {
  today: Overview['today'];
  language: Language;
}

/** What today has brought, in four figures. */
export function TodayCounts({ today, language }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('overview.today')}>
      <dl className={styles.counts}>
        {(['in', 'out', 'refused', 'commands'] as const).map((kind) => (
          <div key={kind} className={styles.count}>
            <dt className={styles.name}>{t(`overview.todayOf.${kind}`)}</dt>
            <dd className={styles.figure} data-alert={kind === 'refused' && today.refused > 0}>
              {formatCount(today[kind], language)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
