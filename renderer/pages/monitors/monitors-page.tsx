import { Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import split from '../../components/split-page.module.css';
import { useKeys } from '../../components/use-keys.ts';
import { useReturnOfFocus } from '../../components/use-list-walk.ts';
import { useMonitorDesk, useMonitors, useRoute, useStores } from '../../stores/context.ts';
import { newMonitorForm } from '../../stores/monitor-form.ts';
import { isFilteringMonitors } from '../../stores/monitor-list.ts';
import { importingMonitors, monitorPlace, newMonitor } from '../../stores/monitor-part.ts';
import { MonitorEditor } from './editor/monitor-editor.tsx';
import { ImportMonitors } from './import/import-monitors.tsx';
import { IncidentsView } from './incidents/incidents-view.tsx';
import { MonitorList } from './monitor-list.tsx';
import { MonitorTabs } from './monitor-tabs.tsx';
import { MonitorToasts } from './monitor-toasts.tsx';
import styles from './monitors-page.module.css';
import { NoMonitors } from './no-monitors.tsx';
import { NoticesView } from './notices/notices-view.tsx';
import { OncallView } from './oncall/oncall-view.tsx';
import { OpenMonitor } from './open-monitor.tsx';

/** What is watched, what happened, who is told of it, and who is on call. */
export function MonitorsPage() {
  const place = monitorPlace(useRoute((state) => state.part));
  const { monitors, targets } = useStores();
  useEffect(() => monitors.getState().watch(), [monitors]);
  useEffect(() => {
    if (targets.getState().targets.value === undefined) void targets.getState().load();
  }, [targets]);
  return (
    <div className={split.page}>
      {place.monitor !== importingMonitors && <MonitorTabs current={place.tab} />}
      {place.tab === 'monitors' && <MonitorsView openId={place.monitor ?? null} isEditing={place.editing === true} />}
      {place.tab === 'incidents' && <IncidentsView number={place.incident} />}
      {place.tab === 'notices' && <NoticesView open={place.rule} />}
      {place.tab === 'oncall' && <OncallView />}
    </div>
  );
}

/** The monitors, and beside them the one that is open, edited or being added. */
function MonitorsView({ openId, isEditing }: { openId: string | null; isEditing: boolean }) {
  const { t } = useTranslation();
  const { monitors: store, route } = useStores();
  const monitors = useMonitors((state) => state.monitors);
  const isFiltering = useMonitorDesk(isFilteringMonitors);
  const [added, setAdded] = useState<string[] | null>(null);
  const { go } = route.getState();
  const isNew = openId === newMonitor;
  const isEditor = isNew || isEditing;
  useKeys({ n: () => go('monitors', newMonitor), Escape: () => go('monitors', isEditing ? openId : null) });
  useReturnOfFocus('monitor', openId);

  if (openId === importingMonitors) {
    return (
      <ImportMonitors
        onClose={(ids) => {
          setAdded(ids);
          go('monitors');
        }}
      />
    );
  }
  const list = monitors.value;
  if (!list) {
    return (
      <div className={split.padded}>
        {monitors.state === 'failed' ? (
          <FailureNote failure={monitors.failure} onRetry={() => void store.getState().load()} />
        ) : (
          <div role="status" aria-label={t('app.loading')}>
            <Skeleton active paragraph={{ rows: 8 }} />
          </div>
        )}
      </div>
    );
  }
  const open = list.find(({ id }) => id === openId);
  const start = (kind: Parameters<typeof newMonitorForm>[0]) => {
    store.getState().edit(newMonitor, newMonitorForm(kind));
    go('monitors', newMonitor);
  };
  return (
    <div className={`${split.split} ${styles.split}`}>
      {list.length === 0 && !isFiltering ? (
        <NoMonitors onStart={start} onImport={() => go('monitors', importingMonitors)} />
      ) : (
        <MonitorList monitors={list} openId={openId} onOpen={(id) => go('monitors', id)} />
      )}
      {isEditor && (isNew || open) && <MonitorEditor key={`edit-${openId}`} monitor={open} monitors={list} />}
      {!isEditor && open && <OpenMonitor key={open.id} monitor={open} monitors={list} />}
      {openId !== null && !isNew && !open && <Empty text={t('monitors.noSuch', { id: openId })} />}
      <MonitorToasts added={added} onSeen={() => setAdded(null)} />
    </div>
  );
}
