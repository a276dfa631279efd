import { useTranslation } from 'react-i18next';
import { useIncidents } from '../../stores/context.ts';
import { incidentsPart } from '../../stores/monitor-part.ts';
import { formatRoute } from '../../stores/route.ts';
import { IncidentLine } from './incidents/incident-line.tsx';
import styles from './own-incidents.module.css';

/** When the open monitor was down. */
export function OwnIncidents() {
  const { t } = useTranslation();
  const list = useIncidents((state) => state.own?.incidents.value);
  return (
    <section aria-label={t('monitorDetail.incidents')} className={styles.section}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t('monitorDetail.incidents')}</h3>
        <a href={formatRoute('monitors', incidentsPart)}>{t('monitorDetail.allIncidents')}</a>
      </div>
      {list?.length === 0 && <p className={styles.none}>{t('monitorDetail.noIncidents')}</p>}
      <ul>
        {list?.map((incident) => (
          <li key={incident.number}>
            <IncidentLine incident={incident} />
          </li>
        ))}
      </ul>
    </section>
  );
}
