import { Button } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { translateFailure } from '../../../shared/failures.ts';
import type { Language } from '../../../shared/language.ts';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { Card } from '../../components/card.tsx';
import { Mark } from '../../components/mark.tsx';
import { useNow } from '../../components/use-now.ts';
import { useMonitors, useSettings, useStores } from '../../stores/context.ts';
import { newMonitor } from '../../stores/monitor-part.ts';
import { formatRoute } from '../../stores/route.ts';
import { daysUntil, formatMetric } from '../../text/monitor-words.ts';
import { formatSpan } from '../../text/span.ts';
import { attentionOf } from './attention.ts';
import styles from './attention-card.module.css';

/** So many of each are named. */
const mostNamed = 5;

const looks = {
  down: { shape: '■', tone: 'down' },
  close: { shape: '◐', tone: 'warning' },
  soon: { shape: '▲', tone: 'warning' },
  unknown: { shape: '?', tone: 'quiet' },
  pending: { shape: '○', tone: 'quiet' },
  up: { shape: '●', tone: 'ok' },
  resting: { shape: '◇', tone: 'quiet' },
} as const;

/** What is down now, what is close to it, and the certificates and disks that end soon. */
export function AttentionCard() {
  const { t } = useTranslation();
  const { route } = useStores();
  const monitors = useMonitors((state) => state.monitors.value);
  const language = useSettings((state) => state.language);
  const minute = useNow();
  if (monitors === undefined) return null;
  const now = Math.max(minute, Date.now());
  const found = attentionOf(monitors, now);
  const isQuiet = found.down.length + found.close.length + found.soon.length === 0;
  const isClear = found.unknown + found.pending === 0;
  return (
    <Card title={t('attention.title')} aside={monitors.length > 0 && <a href={formatRoute('monitors')}>{t('attention.all')}</a>}>
      <div className={styles.body} data-testid="attention">
        {monitors.length === 0 && (
          <p className={styles.fine}>
            {t('attention.unwatched')}
            <Button size="small" onClick={() => route.getState().go('monitors', newMonitor)}>
              {t('attention.add')}
            </Button>
          </p>
        )}
        {isQuiet && isClear && monitors.length > 0 && (
          <p className={styles.fine}>
            <Mark {...(found.up > 0 ? looks.up : looks.resting)} />{' '}
            {found.up > 0 ? t('attention.fine', { n: found.up }) : t('attention.resting')}
          </p>
        )}
        {(['down', 'close', 'soon'] as const).map(
          (kind) =>
            found[kind].length > 0 && (
              <section key={kind} aria-label={t(`attention.${kind}`)}>
                <h3 className={styles.title} data-kind={kind}>
                  <Mark {...looks[kind]} /> {t(`attention.${kind}`)} {found[kind].length}
                </h3>
                <ul>
                  {found[kind].slice(0, mostNamed).map((monitor) => (
                    <li key={monitor.id}>
                      <a href={formatRoute('monitors', monitor.id)} className={styles.line}>
                        <span className={styles.name}>{monitor.name}</span>
                        <span className={styles.why}>{whyOf(t, monitor, now, language)}</span>
                      </a>
                    </li>
                  ))}
                </ul>
                {found[kind].length > mostNamed && (
                  <p className={styles.why}>{t('attention.more', { n: found[kind].length - mostNamed })}</p>
                )}
              </section>
            ),
        )}
        {(['unknown', 'pending'] as const).map(
          (kind) =>
            found[kind] > 0 && (
              <p key={kind} className={styles.fine}>
                <Mark {...looks[kind]} /> {t(`attention.${kind}`, { n: found[kind] })}
              </p>
            ),
        )}
      </div>
    </Card>
  );
}

/** Why a monitor is named, in a few words. */
function whyOf(t: TFunction, monitor: MonitorView, now: number, language: Language): string {
  const { state, since, last, check, value, certificateEndsAt, isFlapping } = monitor;
  if (state === 'down') {
    const span = t('attention.since', { span: formatSpan(now - since, language) });
    return last?.reason ? `${translateFailure(last.reason, language).message} · ${span}` : span;
  }
  if (state === 'retrying') return t('attention.retrying');
  if (isFlapping) return t('monitorState.flapping');
  if (check.kind === 'metrics' && value !== undefined) {
    const words = { metric: t(`monitorMetric.${check.metric}`), value: formatMetric(check.metric, value), over: check.over };
    return check.metric === 'disk' ? t('attention.disk', { used: Math.round(value), over: check.over }) : t('attention.metric', words);
  }
  const days = certificateEndsAt === undefined ? 0 : daysUntil(certificateEndsAt, now);
  return days < 0 ? t('attention.certificateEnded') : t('attention.certificate', { n: days });
}
