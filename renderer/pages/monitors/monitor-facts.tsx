import { useTranslation } from 'react-i18next';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { TagLabels } from '../../components/labels.tsx';
import { useMonitors, useSettings } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import { formatMs } from '../../text/format.ts';
import { daysUntil, formatDay, formatMetric, formatShare } from '../../text/monitor-words.ts';
import { formatSpan } from '../../text/span.ts';
import styles from './monitor-facts.module.css';
import { useLooks } from './use-looks.ts';

/** What it looks at, how often it was up, and what else is known of it. */
export function MonitorFacts({ monitor, monitors }: { monitor: MonitorView; monitors: MonitorView[] }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const uptime = useMonitors((state) => state.uptime[monitor.id]);
  const { check, last, value, certificateEndsAt, target, parent, severity, tags, notes, intervalSeconds, retries } = monitor;
  const above = monitors.find(({ id }) => id === parent);
  const looks = useLooks()(monitor);
  const isAddress = check.kind !== 'push' && check.kind !== 'metrics';
  return (
    <>
      <dl className={styles.figures}>
        {(['day', 'month', 'quarter'] as const).map((span) => (
          <div key={span}>
            <dt>
              {t('monitorDetail.uptime')} {t(`monitors.column.${span}`)}
            </dt>
            <dd>{uptime?.[span] === undefined ? '–' : formatShare(uptime[span])}</dd>
          </div>
        ))}
        <div>
          <dt>{t(value === undefined ? 'monitors.column.ms' : 'monitorDetail.value')}</dt>
          <dd>
            {value !== undefined && check.kind === 'metrics'
              ? formatMetric(check.metric, value)
              : last?.ms === undefined
                ? '–'
                : formatMs(last.ms)}
          </dd>
        </div>
      </dl>
      <dl className={styles.facts}>
        <dt>{t(`monitorKind.${check.kind}`)}</dt>
        <dd className={styles.wire}>
          {looks}
          {isAddress && <CopyButton text={looks} what={t('monitorDetail.address')} />}
        </dd>
        <dt>{t('monitorField.intervalSeconds')}</dt>
        <dd>
          {t(check.kind === 'push' ? 'monitorDetail.reports' : 'monitorDetail.every', {
            span: formatSpan(intervalSeconds * 1000, language),
          })}
          {check.kind !== 'push' && ` · ${t('monitorField.retries')} ${retries}`}
        </dd>
        <dt>{t('monitorField.severity')}</dt>
        <dd>{t(`severity.${severity}`)}</dd>
        {certificateEndsAt !== undefined && (
          <>
            <dt>{t('monitorDetail.certificate')}</dt>
            <dd>
              <Certificate endsAt={certificateEndsAt} />
            </dd>
          </>
        )}
        {target !== undefined && (
          <>
            <dt>{t('monitorDetail.target')}</dt>
            <dd>
              <a href={formatRoute('servers', target)}>{target}</a>
            </dd>
          </>
        )}
        {parent !== undefined && (
          <>
            <dt>{t('monitorDetail.parent')}</dt>
            <dd>
              <a href={formatRoute('monitors', parent)}>{above?.name ?? parent}</a>
            </dd>
          </>
        )}
        {tags.length > 0 && (
          <>
            <dt>{t('monitorField.tags')}</dt>
            <dd>
              <TagLabels tags={tags} />
            </dd>
          </>
        )}
        {notes !== '' && (
          <>
            <dt>{t('monitorDetail.notes')}</dt>
            <dd className={styles.notes}>{notes}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function Certificate({ endsAt }: { endsAt: number }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const days = daysUntil(endsAt, Date.now());
  const date = formatDay(endsAt, language);
  return days < 0 ? (
    <span className={styles.ended}>▲ {t('monitorDetail.certificateEnded', { date })}</span>
  ) : (
    <span>{t('monitorDetail.certificateDays', { n: days, date })}</span>
  );
}
