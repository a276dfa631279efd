import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Beat, Uptime } from '../../../shared/monitor/beats.ts';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import card from '../../components/overview-card.module.css';
import { useFailureText } from '../../components/use-failure-text.ts';
import { formatRoute } from '../../stores/route.ts';
import { formatMs } from '../../text/format.ts';
import { formatShare } from '../../text/monitor-words.ts';
import { BeatStrip } from './beat-strip.tsx';
import styles from './monitor-card.module.css';
import { MonitorMark } from './monitor-mark.tsx';
import { useLooks } from './use-looks.ts';

interface Props {
  monitor: MonitorView;
  beats: Beat[] | undefined;
  uptime: Uptime | undefined;
  /** For how long it has stood so. */
  since: string;
  isOpen: boolean;
}

/** One monitor as a card: how it stands, its last checks, and how often it was up. */
export const MonitorCard = memo(function MonitorCard({ monitor, beats, uptime, since, isOpen }: Props) {
  const { t } = useTranslation();
  const { id, name, check, state, last } = monitor;
  const looks = useLooks()(monitor);
  return (
    <a
      href={formatRoute('monitors', id)}
      className={`${card.card} ${styles.card}`}
      data-monitor={id}
      data-testid="monitor"
      data-state={state}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span className={card.head}>
        <span className={card.name} title={`${name} (${id})`}>
          {name}
        </span>
        <MonitorMark state={state} />
      </span>
      <span className={card.facts}>
        <span className={card.clipped} title={looks}>
          {looks}
        </span>
        <span>{since}</span>
      </span>
      <BeatStrip beats={beats} tall />
      <span className={card.facts}>
        {last?.reason && state !== 'up' ? (
          <Reason failure={last.reason} />
        ) : (
          <>
            <span>{last?.ms === undefined ? t(`monitorKind.${check.kind}`) : formatMs(last.ms)}</span>
            <span className={styles.shares}>
              {(['day', 'month', 'quarter'] as const).map((span) => (
                <span key={span} title={t(`monitors.column.${span}`)}>
                  {uptime?.[span] === undefined ? '–' : formatShare(uptime[span])}
                </span>
              ))}
            </span>
          </>
        )}
      </span>
    </a>
  );
});

function Reason({ failure }: { failure: NonNullable<NonNullable<MonitorView['last']>['reason']> }) {
  const { message } = useFailureText(failure);
  return (
    <span className={`${card.clipped} ${styles.reason}`} title={message}>
      {message}
    </span>
  );
}
