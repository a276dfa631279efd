import { useTranslation } from 'react-i18next';
import { useMonitors } from '../../stores/context.ts';
import { incidentsPart, type MonitorTab, noticesPart, oncallPart } from '../../stores/monitor-part.ts';
import { formatRoute } from '../../stores/route.ts';
import tabStyles from '../servers/page-tabs.module.css';
import styles from './monitor-tabs.module.css';

const tabs: { name: MonitorTab; part: string | null }[] = [
  { name: 'monitors', part: null },
  { name: 'incidents', part: incidentsPart },
  { name: 'notices', part: noticesPart },
  { name: 'oncall', part: oncallPart },
];

/** The parts of the page: what is watched, what happened, who is told, and who is on call. */
export function MonitorTabs({ current }: { current: MonitorTab }) {
  const { t } = useTranslation();
  const down = useMonitors((state) => state.monitors.value?.filter((monitor) => monitor.state === 'down').length ?? 0);
  return (
    <nav className={tabStyles.tabs} aria-label={t('monitors.tabs')}>
      {tabs.map(({ name, part }) => (
        <a key={name} href={formatRoute('monitors', part)} className={tabStyles.tab} aria-current={name === current ? 'page' : undefined}>
          {t(`monitors.tab.${name}`)}
          {name === 'monitors' && down > 0 && (
            <span className={styles.down} title={t('attention.down')}>
              <span aria-hidden>■</span> {down}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
