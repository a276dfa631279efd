import { useTranslation } from 'react-i18next';
import { formatRoute } from '../../stores/route.ts';
import { scriptsPart } from '../../stores/scripts.ts';
import styles from './page-tabs.module.css';

/** The two halves of the page: the servers, and the scripts that run on them. */
export function PageTabs({ current }: { current: 'servers' | 'scripts' }) {
  const { t } = useTranslation();
  const tabs = [
    { name: 'servers', href: formatRoute('servers') },
    { name: 'scripts', href: formatRoute('servers', scriptsPart) },
  ] as const;
  return (
    <nav className={styles.tabs} aria-label={t('serverTabs.label')}>
      {tabs.map(({ name, href }) => (
        <a key={name} href={href} className={styles.tab} aria-current={name === current ? 'page' : undefined}>
          {t(`serverTabs.${name}`)}
        </a>
      ))}
    </nav>
  );
}
