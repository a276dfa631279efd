import { useTranslation } from 'react-i18next';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSettings } from '../../stores/context.ts';
import { incidentPart } from '../../stores/monitor-part.ts';
import { formatRoute } from '../../stores/route.ts';
import { formatMoment, formatTime } from '../../text/format.ts';
import { formatSpan } from '../../text/span.ts';
import styles from './monitor-since.module.css';

/** The monitor's id, for how long it has stood so, and what is special about it now. */
export function MonitorSince({ monitor }: { monitor: MonitorView }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const minute = useNow();
  const now = Math.max(minute, Date.now());
  const { id, since, incident, isFlapping, mutedUntil } = monitor;
  return (
    <p className={styles.line}>
      <span className={styles.id}>
        <code>{id}</code>
        <CopyButton text={id} what={t('copy.id')} />
      </span>
      <span title={formatMoment(since, language)}>
        {t('monitorState.for', { span: formatSpan(now - since, language) })} ·{' '}
        {t('monitorDetail.since', { time: formatTime(since, now, language) })}
      </span>
      {isFlapping && <span className={styles.note}>▲ {t('monitorState.flapping')}</span>}
      {mutedUntil !== undefined && (
        <span className={styles.note}>{t('monitorState.mutedUntil', { time: formatTime(mutedUntil, now, language) })}</span>
      )}
      {incident !== undefined && (
        <a href={formatRoute('monitors', incidentPart(incident))}>
          {t('monitors.tab.incidents')} {t('incidents.number', { n: incident })}
        </a>
      )}
      {monitor.nextAt !== undefined && (
        <span className={styles.next}>
          {t('monitorDetail.next')} <Time at={monitor.nextAt} now={now} />
        </span>
      )}
    </p>
  );
}
