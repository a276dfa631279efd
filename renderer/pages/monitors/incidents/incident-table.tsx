import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../../shared/monitor/incident.ts';
import list from '../../../components/list-table.module.css';
import { Time } from '../../../components/time.tsx';
import { useFailureText } from '../../../components/use-failure-text.ts';
import { useSettings } from '../../../stores/context.ts';
import { isOpen } from '../../../stores/incidents.ts';
import { incidentPart } from '../../../stores/monitor-part.ts';
import { formatRoute } from '../../../stores/route.ts';
import { formatSpan } from '../../../text/span.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { IncidentState } from './incident-state.tsx';
import styles from './incident-table.module.css';
import { lengthOf, useDoerName } from './incident-words.ts';

interface Props {
  incidents: Incident[];
  openNumber: number | undefined;
  acknowledging: number[];
  /** The present, in Unix ms. */
  now: number;
  onAcknowledge: (number: number) => void;
}

const columns = ['number', 'state', 'monitor', 'reason', 'opened', 'lasted', 'by'] as const;

/** The incidents, a line each, newest first. */
export function IncidentTable({ incidents, openNumber, acknowledging, now, onAcknowledge }: Props) {
  const { t } = useTranslation();
  return (
    <table className={`${list.table} ${styles.table}`}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`incidents.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident) => (
          <Row
            key={incident.number}
            incident={incident}
            isShown={incident.number === openNumber}
            busy={acknowledging.includes(incident.number)}
            now={now}
            onAcknowledge={() => onAcknowledge(incident.number)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  incident: Incident;
  isShown: boolean;
  busy: boolean;
  now: number;
  onAcknowledge: () => void;
}

function Row({ incident, isShown, busy, now, onAcknowledge }: RowProps) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const doerName = useDoerName();
  const { message } = useFailureText(incident.reason);
  const { number, name, severity, failedAt, acknowledged } = incident;
  return (
    <tr data-open={isShown} data-testid="incident">
      <td data-column="number">{t('incidents.number', { n: number })}</td>
      <td data-column="state">
        <IncidentState incident={incident} />
      </td>
      <td data-column="monitor">
        <a
          href={formatRoute('monitors', incidentPart(number))}
          className={list.link}
          data-incident={number}
          aria-current={isShown ? 'true' : undefined}
        >
          {name}
        </a>
        <span className={styles.severity}>{t(`severity.${severity}`)}</span>
      </td>
      <td data-column="reason" title={message}>
        {message}
      </td>
      <td data-column="opened">
        <Time at={failedAt} now={now} />
      </td>
      <td data-column="lasted">{formatSpan(lengthOf(incident, now), language)}</td>
      <td data-column="by" title={acknowledged && doerName(acknowledged.by)}>
        {acknowledged ? (
          doerName(acknowledged.by)
        ) : isOpen(incident) ? (
          <AcknowledgeButton className={styles.act ?? ''} loading={busy} title={t('incidents.acknowledgeHint')} onClick={onAcknowledge} />
        ) : (
          <span className={styles.quiet}>–</span>
        )}
      </td>
    </tr>
  );
}
