import { CheckOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../../../../shared/monitor/incident.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { useSettings } from '../../../stores/context.ts';
import { isOpen } from '../../../stores/incidents.ts';
import type { Loadable } from '../../../stores/loadable.ts';
import { formatRoute } from '../../../stores/route.ts';
import { formatSpan } from '../../../text/span.ts';
import { MonitorPanel } from '../monitor-panel.tsx';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import styles from './incident-panel.module.css';
import { IncidentState } from './incident-state.tsx';
import { lengthOf } from './incident-words.ts';
import { Timeline } from './timeline.tsx';

interface Props {
  number: number;
  detail: Loadable<IncidentDetail | null>;
  busy: boolean;
  now: number;
  onAcknowledge: () => void;
  onRetry: () => void;
  onClose: () => void;
}

/** One incident with its timeline. */
export function IncidentPanel({ number, detail: loaded, busy, now, onAcknowledge, onRetry, onClose }: Props) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const detail = loaded.value ?? undefined;
  const incident = detail?.incident;
  const title = incident ? t('incidents.title', { n: number, name: incident.name }) : t('incidents.number', { n: number });
  const head = incident && (
    <div className={styles.line}>
      <span className={styles.quiet}>
        {t(isOpen(incident) ? 'incidents.lasting' : 'incidents.lasted', { span: formatSpan(lengthOf(incident, now), language) })}
        {' · '}
        {t(`severity.${incident.severity}`)}
        {incident.isFlapping && ` · ${t('incidents.flapping')}`}
      </span>
      <a href={formatRoute('monitors', incident.monitor)}>{t('incidents.toMonitor')}</a>
      {isOpen(incident) && !incident.acknowledged && (
        <AcknowledgeButton
          type="primary"
          icon={<CheckOutlined aria-hidden />}
          loading={busy}
          title={`${t('incidents.acknowledgeHint')} (a)`}
          onClick={onAcknowledge}
        />
      )}
    </div>
  );
  return (
    <MonitorPanel
      label={t('incidents.open')}
      title={title}
      mark={incident && <IncidentState incident={incident} />}
      head={head}
      onClose={onClose}
    >
      <div className={styles.body}>
        {loaded.state === 'failed' && <FailureNote failure={loaded.failure} onRetry={onRetry} />}
        {loaded.value === null && <p>{t('incidents.noSuch', { n: number })}</p>}
        {loaded.state === 'loading' && !detail && (
          <div role="status" aria-label={t('app.loading')}>
            <Skeleton active paragraph={{ rows: 5 }} />
          </div>
        )}
        {detail && isOpen(detail.incident) && <FailureNote failure={detail.incident.reason} />}
        {detail?.nobody && <FailureNote failure={detail.nobody} />}
        {detail && <h3 className={styles.title}>{t('incidents.timeline')}</h3>}
        {detail && <Timeline detail={detail} now={now} />}
      </div>
    </MonitorPanel>
  );
}
