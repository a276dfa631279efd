import { useTranslation } from 'react-i18next';
import { PageTabs } from '../../components/page-tabs.tsx';
import { useMonitors } from '../../stores/context.ts';
import { incidentsPart, type MonitorTab, noticesPart, oncallPart } from '../../stores/monitor-part.ts';
import { formatRoute } from '../../stores/route.ts';
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
  const mark = down > 0 && (
    <span className={styles.down} title={t('attention.down')}>
      <span aria-hidden>■</span> {down}
    </span>
  );
  return (
    <PageTabs
      label={t('monitors.tabs')}
      current={current}
      tabs={tabs.map(({ name, part }) => ({
        name,
        href: formatRoute('monitors', part),
        text: (
          <>
            {t(`monitors.tab.${name}`)}
            {name === 'monitors' && mark}
          </>
        ),
      }))}
    />
  );
}
