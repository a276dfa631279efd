import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { Overview } from '../../../shared/overview.ts';
import { Card } from '../../components/card.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { HealthMark } from '../../components/health-mark.tsx';
import { useNow } from '../../components/use-now.ts';
import { useMonitors, useTunnel } from '../../stores/context.ts';
import { formatMoment, formatTime } from '../../text/format.ts';
import styles from './listener-card.module.css';
import { WayNote } from './way-note.tsx';
import { tunnelTrouble } from './way-trouble.ts';

interface Props {
  overview: Overview;
  language: Language;
  pointed: boolean;
}

/** Where WeChat's callbacks arrive, whether somebody is there, and what keeps them from arriving. */
export function ListenerCard({ overview, language, pointed }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const { listener, version, startedAt, accounts } = overview;
  const tunnel = useTunnel((state) => state.tunnel.value?.state);
  const hasJobs = useMonitors((state) => state.monitors.value?.some(({ check }) => check.kind === 'push') === true);
  const isUsed = hasJobs || accounts.some(({ origin, enabled }) => origin !== 'sandbox' && enabled);
  const trouble = isUsed ? tunnelTrouble(tunnel) : undefined;
  return (
    <Card
      title={t('overview.listener')}
      pointed={pointed}
      aside={
        <span className={styles.state}>
          <HealthMark health={listener.health} /> {t(`health.${listener.health}`)}
        </span>
      }
    >
      <div className={styles.body}>
        <p className={styles.url}>
          <code>{listener.url}</code>
          <CopyButton text={listener.url} what={t('copy.url')} />
        </p>
        {listener.failure && <FailureNote failure={listener.failure} />}
        {trouble && <WayNote failure={trouble} part="tunnel" />}
        <p className={styles.since} title={formatMoment(startedAt, language)}>
          {t('overview.version', { version })} · {t('overview.since', { time: formatTime(startedAt, now, language) })}
        </p>
      </div>
    </Card>
  );
}
