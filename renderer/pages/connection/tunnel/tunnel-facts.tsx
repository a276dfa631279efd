import { useTranslation } from 'react-i18next';
import type { TunnelState } from '../../../../shared/tunnel.ts';
import { HealthMark } from '../../../components/health-mark.tsx';
import { Time } from '../../../components/time.tsx';
import { useSettings } from '../../../stores/context.ts';
import { formatCount, formatMoment, formatMs, formatTime } from '../../../text/format.ts';
import { formatSpan } from '../../../text/span.ts';
import styles from './tunnel-facts.module.css';
import { useSeconds } from './use-seconds.ts';

/** The tunnel in figures. */
export function TunnelFacts({ state }: { state: TunnelState }) {
  const { t } = useTranslation();
  const language = useSettings((current) => current.language);
  const { provider, state: word, upSince, retryAt, requests, probe } = state;
  const now = useSeconds(retryAt !== undefined);
  const today = Math.max(now, Date.now());
  // A slow probe has come back, too.
  const cameBack = probe && (!probe.failure || probe.failure.code === 'tunnel/probe-slow');
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('tunnel.setup')}</dt>
        <dd>
          {t(`provider.${provider}`)}
          {word === 'up' && upSince !== undefined && (
            <span className={styles.when} title={formatMoment(upSince, language)}>
              {t('tunnel.upSince', { time: formatTime(upSince, today, language) })}
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt>{t('tunnel.requests')}</dt>
        <dd>{formatCount(requests, language)}</dd>
      </div>
      <div title={t('tunnel.probeHint')}>
        <dt>{t('tunnel.probe')}</dt>
        <dd>
          {probe ? (
            <>
              <HealthMark health={!cameBack ? 'down' : probe.failure ? 'warning' : 'ok'} />{' '}
              {cameBack ? t('tunnel.probeOk', { ms: formatMs(probe.ms) }) : t('tunnel.probeBad')}
              <span className={styles.when}>
                <Time at={probe.at} now={today} />
              </span>
            </>
          ) : (
            t('tunnel.noProbe')
          )}
        </dd>
      </div>
      {retryAt !== undefined && (
        <div>
          <dt>{t('tunnel.next')}</dt>
          <dd>{t('tunnel.nextIn', { span: formatSpan(Math.max(0, retryAt - now) + 999, language) })}</dd>
        </div>
      )}
    </dl>
  );
}
