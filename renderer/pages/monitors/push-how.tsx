import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { useMonitors, usePublicUrl, useStores } from '../../stores/context.ts';
import { formatRoute } from '../../stores/route.ts';
import styles from './push-how.module.css';

interface Props {
  token: string;
  intervalSeconds: number;
}

/** When cron would have to run for an interval, as nearly as it can. */
export function cronTimes(intervalSeconds: number): string {
  const minutes = Math.max(1, Math.round(intervalSeconds / 60));
  if (minutes < 60) return `*/${minutes} * * * *`;
  const hours = Math.round(minutes / 60);
  if (hours < 24) return `0 ${hours === 1 ? '*' : `*/${hours}`} * * *`;
  return '0 3 * * *';
}

/** How a job says that it is alive: the address, a command, and a line for crontab. */
export function PushHow({ token, intervalSeconds }: Props) {
  const { t } = useTranslation();
  const base = useMonitors((state) => state.pushUrl);
  const publicUrl = usePublicUrl();
  const { load } = useStores().monitors.getState();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is another one with each public URL, and without
  useEffect(() => void load(), [load, publicUrl]);
  const url = `${base}${base === '' || base.endsWith('/') ? '' : '/'}${token}`;
  const curl = `curl -fsS -m 10 --retry 3 '${url}'`;
  const lines = [
    { name: t('monitorDetail.pushUrl'), text: url },
    { name: 'curl', text: curl },
    { name: t('monitorDetail.cron'), text: `${cronTimes(intervalSeconds)} /path/to/backup.sh && ${curl}` },
  ];
  return (
    <section aria-label={t('monitorDetail.pushUrl')} className={styles.how}>
      <p>{t('monitorDetail.pushHint')}</p>
      <dl className={styles.lines}>
        {lines.map(({ name, text }) => (
          <div key={name} className={styles.line}>
            <dt>{name}</dt>
            <dd>
              <code className={styles.text}>{text}</code>
              <CopyButton text={text} what={name} />
            </dd>
          </div>
        ))}
      </dl>
      {publicUrl === null && (
        <p className={styles.local}>
          {t('monitorDetail.pushLocal')} <a href={formatRoute('connection')}>{t('statusPage.toConnection')}</a>
        </p>
      )}
    </section>
  );
}
