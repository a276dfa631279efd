import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountStatus } from '../../../../shared/overview.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { useMonitors, useStatusPage, useStores } from '../../../stores/context.ts';
import { spinner } from '../spinner.ts';
import styles from './moved-banner.module.css';

interface Props {
  before: string;
  publicUrl: string;
  /** Those whose callback URL stands in WeChat's console. */
  accounts: AccountStatus[];
  busy: boolean;
  onDone: () => void;
}

/** The public URL is another one: what has to be changed where, and that it has been. */
export function MovedBanner({ before, publicUrl, accounts, busy, onDone }: Props) {
  const { t } = useTranslation();
  const { load } = useStores().statusPage.getState();
  const jobs = useMonitors((state) => state.monitors.value?.filter(({ check }) => check.kind === 'push').length ?? 0);
  const hasStatusPage = useStatusPage((state) => state.page.value?.on === true);
  useEffect(() => void load(), [load]);
  return (
    <section role="alert" aria-label={t('tunnel.moved')} className={styles.banner} data-testid="url-moved">
      <div className={styles.head}>
        <span aria-hidden className={styles.mark}>
          ▲
        </span>
        <h3 className={styles.title}>{t('tunnel.moved')}</h3>
        <Button type="primary" size="small" loading={spinner(busy)} onClick={onDone}>
          {t('tunnel.movedDone')}
        </Button>
      </div>
      <p className={styles.before}>
        {t('tunnel.movedFrom')} <s>{before}</s>
      </p>
      {accounts.length > 0 && <p>{t('tunnel.movedWhat')}</p>}
      {accounts.length === 0 && jobs === 0 && !hasStatusPage && <p>{t('tunnel.movedNone')}</p>}
      <ul className={styles.places}>
        {accounts.map(({ id, name, platform, callbackPath, enabled }) => (
          <Place
            key={id}
            name={enabled ? name : t('tunnel.movedDisabled', { name })}
            where={t(`tunnel.movedPlace.${platform}`)}
            url={publicUrl + callbackPath}
          />
        ))}
        {jobs > 0 && <Place name={t('tunnel.movedJobs', { n: jobs })} where={t('tunnel.movedJobsWhere')} url={`${publicUrl}/push/`} />}
        {hasStatusPage && <Place name={t('statusPage.title')} where={t('tunnel.movedStatusPage')} />}
      </ul>
    </section>
  );
}

interface PlaceProps {
  name: string;
  where: ReactNode;
  /** What stands there from now on. */
  url?: string;
}

/** Something that knows the old address. */
function Place({ name, where, url }: PlaceProps) {
  const { t } = useTranslation();
  return (
    <li>
      <p className={styles.place}>
        <b>{name}</b> <span>{where}</span>
      </p>
      {url !== undefined && (
        <p className={styles.url}>
          <code>{url}</code>
          <CopyButton text={url} what={t('tunnel.movedUrl')} />
        </p>
      )}
    </li>
  );
}
