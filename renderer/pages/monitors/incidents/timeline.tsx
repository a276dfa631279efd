import { useTranslation } from 'react-i18next';
import type { IncidentDetail, IncidentEvent, Notice } from '../../../../shared/monitor/incident.ts';
import type { Failure } from '../../../../shared/result.ts';
import type { Run } from '../../../../shared/run.ts';
import { Mark } from '../../../components/mark.tsx';
import { RunMark } from '../../../components/run-mark.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { Time } from '../../../components/time.tsx';
import { useFailureText } from '../../../components/use-failure-text.ts';
import { useSettings } from '../../../stores/context.ts';
import { formatRoute } from '../../../stores/route.ts';
import { formatSpan } from '../../../text/span.ts';
import { useDoerName, usePersonName } from './incident-words.ts';
import { isMessageState } from './message-state.ts';
import styles from './timeline.module.css';

type Entry = { at: number; key: string } & ({ event: IncidentEvent } | { notice: Notice } | { run: Run });

/** Everything that happened, in its order. */
function entriesOf({ events, notices, runs }: IncidentDetail): Entry[] {
  const entries: Entry[] = [
    ...events.map((event, index) => ({ at: event.at, key: `event-${index}`, event })),
    ...notices.map((notice) => ({ at: notice.at, key: `notice-${notice.id}`, notice })),
    ...runs.map((run) => ({ at: run.at, key: `run-${run.id}`, run })),
  ];
  return entries.sort((one, other) => one.at - other.at);
}

/** What happened in an incident: failures, notices, who acknowledged it, what was run, and how it ended. */
export function Timeline({ detail, now }: { detail: IncidentDetail; now: number }) {
  const { t } = useTranslation();
  return (
    <ol className={styles.timeline} aria-label={t('incidents.timeline')}>
      {entriesOf(detail).map((entry) => (
        <li key={entry.key} className={styles.entry} data-testid="timeline-entry">
          <span className={styles.time}>
            <Time at={entry.at} now={now} />
          </span>
          {'event' in entry ? (
            <EventEntry event={entry.event} detail={detail} />
          ) : 'notice' in entry ? (
            <NoticeEntry notice={entry.notice} />
          ) : (
            <RunEntry run={entry.run} />
          )}
        </li>
      ))}
    </ol>
  );
}

const looks = {
  failed: { shape: '◐', tone: 'warning' },
  opened: { shape: '■', tone: 'down' },
  acknowledged: { shape: '✓', tone: 'working' },
  flapping: { shape: '▲', tone: 'warning' },
  recovered: { shape: '●', tone: 'ok' },
  paused: { shape: '‖', tone: 'quiet' },
  removed: { shape: '○', tone: 'quiet' },
} as const;

function EventEntry({ event, detail: { incident } }: { event: IncidentEvent; detail: IncidentDetail }) {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const doerName = useDoerName();
  const span = formatSpan(event.at - incident.failedAt, language);
  return (
    <>
      <Mark {...looks[event.kind]} />
      <div className={styles.what}>
        <p>{t(`incidents.event.${event.kind}`, { span, who: event.by ? doerName(event.by) : '' })}</p>
        {event.reason && (event.kind === 'failed' || event.kind === 'opened') && <Reason failure={event.reason} />}
      </div>
    </>
  );
}

function Reason({ failure }: { failure: Failure }) {
  const { message } = useFailureText(failure);
  return <p className={styles.quiet}>{message}</p>;
}

function NoticeEntry({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const nameOf = usePersonName();
  const { kind, state, message, failure } = notice;
  return (
    <>
      <Mark shape="→" tone="working" />
      <div className={styles.what}>
        <p>{t('incidents.noticeTo', { kind: t(`incidents.notice.${kind}`), who: nameOf(notice) })}</p>
        <p className={styles.quiet}>
          {message && isMessageState(message.state) ? (
            <a href={formatRoute('messages', message.id)}>
              <StateMark state={message.state} />
            </a>
          ) : (
            t(`incidents.noticeState.${state}`)
          )}
        </p>
        {(failure ?? message?.failure) && <Reason failure={(failure ?? message?.failure) as Failure} />}
      </div>
    </>
  );
}

function RunEntry({ run }: { run: Run }) {
  const { t } = useTranslation();
  return (
    <>
      <Mark shape="›" tone="quiet" />
      <div className={styles.what}>
        <p>
          <a href={formatRoute('history', run.id)}>{t('incidents.ran', { line: run.line })}</a>
        </p>
        <p className={styles.quiet}>
          <RunMark state={run.state} />
        </p>
      </div>
    </>
  );
}
