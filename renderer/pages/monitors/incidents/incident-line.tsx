import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../../shared/monitor/incident.ts';
import { Time } from '../../../components/time.tsx';
import { useFailureText } from '../../../components/use-failure-text.ts';
import { useNow } from '../../../components/use-now.ts';
import { useSettings } from '../../../stores/context.ts';
import { isOpen } from '../../../stores/incidents.ts';
import { incidentPart } from '../../../stores/monitor-part.ts';
import { formatRoute } from '../../../stores/route.ts';
import { formatSpan } from '../../../text/span.ts';
import styles from './incident-line.module.css';
import { IncidentState } from './incident-state.tsx';
import { lengthOf } from './incident-words.ts';

/** One incident of a monitor, on a line that leads to it. */
export function IncidentLine({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const minute = useNow();
  const now = Math.max(minute, Date.now());
  const { message } = useFailureText(incident.reason);
  const span = formatSpan(lengthOf(incident, now), language);
  return (
    <a href={formatRoute('monitors', incidentPart(incident.number))} className={styles.line}>
      <span className={styles.number}>{t('incidents.number', { n: incident.number })}</span>
      <IncidentState incident={incident} />
      <span className={styles.reason} title={message}>
        {message}
      </span>
      <span className={styles.quiet}>{t(isOpen(incident) ? 'incidents.lasting' : 'incidents.lasted', { span })}</span>
      <span className={styles.quiet}>
        <Time at={incident.failedAt} now={now} />
      </span>
    </a>
  );
}
