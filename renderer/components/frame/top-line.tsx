import { SearchOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useOverview, useRoute, useStores } from '../../stores/context.ts';
import { worstHealth } from '../../text/health.ts';
import { ConnectionDots } from './connection-dots.tsx';
import { HealthLink } from './health-link.tsx';
import styles from './top-line.module.css';

/** The page's title, and the gateway's health at one glance. */
export function TopLine() {
  const { t } = useTranslation();
  const { desk, host } = useStores();
  const page = useRoute((state) => state.page);
  const overview = useOverview((state) => state.overview.value);
  // An account that somebody has disabled is as it should be.
  const accounts = overview?.accounts.filter(({ enabled }) => enabled) ?? [];
  return (
    <header className={styles.line}>
      <h1 className={styles.title}>{t(`page.${page}`)}</h1>
      <nav aria-label={t('frame.health')} className={styles.health}>
        {overview && (
          <>
            <HealthLink
              page="overview"
              part="listener"
              name={t('health.listener')}
              health={overview.listener.health}
              hint={overview.listener.url}
            />
            {accounts.length > 0 && (
              <HealthLink
                page="overview"
                part="accounts"
                name={t('health.accounts')}
                health={worstHealth(accounts.map((account) => account.health))}
                hint={accounts.map((account) => t('health.of', { name: account.name, state: t(`health.${account.health}`) })).join('\n')}
              />
            )}
            <ConnectionDots accounts={overview.accounts} />
          </>
        )}
      </nav>
      <button
        type="button"
        className={styles.palette}
        aria-label={t('frame.palette')}
        title={t('frame.palette')}
        onClick={() => desk.getState().openDialog('palette')}
      >
        <SearchOutlined />
        <kbd>{host.os === 'macos' ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
    </header>
  );
}
