import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import list from '../../components/item-list.module.css';
import { jsonBlob, offerFile } from '../../components/offer-file.ts';
import { useListWalk } from '../../components/use-list-walk.ts';
import { useNow } from '../../components/use-now.ts';
import { useMonitorDesk, useMonitors, useSettings, useStores } from '../../stores/context.ts';
import { filterMonitors, listedMonitors, noMonitorFilter } from '../../stores/monitor-list.ts';
import { importingMonitors, newMonitor } from '../../stores/monitor-part.ts';
import { many } from '../../stores/monitors.ts';
import { formatRoute } from '../../stores/route.ts';
import { formatSpan } from '../../text/span.ts';
import { ChosenMonitors } from './chosen-monitors.tsx';
import { MonitorCard } from './monitor-card.tsx';
import { MonitorFilterRow } from './monitor-filter-row.tsx';
import styles from './monitor-list.module.css';
import { MonitorTable } from './monitor-table.tsx';
import { MonitorTools } from './monitor-tools.tsx';
import { NoneFound } from './no-monitors.tsx';
import { useOrder } from './use-order.ts';

/** So many are drawn at first, and so many more whenever somebody asks for them. */
const drawnAtOnce = 150;

interface Props {
  monitors: MonitorView[];
  openId: string | null;
  onOpen: (id: string) => void;
}

/** All monitors that meet the filters, as a table or as cards; what is down stands first. */
export function MonitorList({ monitors, openId, onOpen }: Props) {
  const { t } = useTranslation();
  const { monitors: store, route } = useStores();
  const desk = useMonitorDesk((state) => state);
  const strips = useMonitors((state) => state.strips);
  const uptime = useMonitors((state) => state.uptime);
  const drafts = useMonitors((state) => state.drafts);
  const failed = useMonitors((state) => state.failures[many]);
  const language = useSettings((state) => state.language);
  const minute = useNow();
  const [most, setMost] = useState(drawnAtOnce);
  const order = useOrder(listedMonitors(filterMonitors(monitors, desk), language));
  const shown = order.monitors.slice(0, most);
  const now = Math.max(minute, Date.now());
  const chosen = monitors.filter(({ id }) => desk.chosen.includes(id));
  const { go } = route.getState();

  const { place, enter } = useListWalk('monitor', openId, onOpen);
  const exportAll = async () => {
    const file = await store.getState().exportFile();
    if (file) offerFile(file.fileName, jsonBlob(file.text));
  };
  const clear = () => desk.filter(noMonitorFilter);

  return (
    <section aria-label={t('monitors.list')} className={list.list}>
      <MonitorTools
        desk={desk}
        onAdd={() => go('monitors', newMonitor)}
        onImport={() => go('monitors', importingMonitors)}
        onExport={monitors.length === 0 ? undefined : () => void exportAll()}
        onDown={enter}
      />
      <MonitorFilterRow
        monitors={monitors}
        filter={desk}
        shown={order.monitors.length}
        isLate={order.isLate}
        onToggle={desk.toggle}
        onClear={clear}
      />
      {failed && (
        <div className={styles.failure}>
          <FailureNote failure={failed.failure} />
        </div>
      )}
      <div ref={place} className={list.place} {...order.pointer}>
        {drafts[newMonitor] !== undefined && openId !== newMonitor && (
          <a href={formatRoute('monitors', newMonitor)} className={list.draft}>
            <span>{drafts[newMonitor].name || t('monitors.unsavedNew')}</span>
            <span className={styles.unsaved}>{t('monitors.unsaved')}</span>
          </a>
        )}
        {shown.length === 0 ? (
          <NoneFound onClear={clear} />
        ) : desk.view === 'table' ? (
          <MonitorTable
            monitors={shown}
            {...{ strips, uptime, openId, now }}
            isUnsaved={(id) => drafts[id] !== undefined}
            chosen={desk.chosen}
            onChoose={desk.choose}
          />
        ) : (
          <ul className={list.cards}>
            {shown.map((monitor) => (
              <li key={monitor.id}>
                <MonitorCard
                  monitor={monitor}
                  beats={strips[monitor.id]}
                  uptime={uptime[monitor.id]}
                  since={formatSpan(now - monitor.since, language)}
                  isOpen={monitor.id === openId}
                />
              </li>
            ))}
          </ul>
        )}
        {order.monitors.length > shown.length && (
          <Button type="link" className={styles.more ?? ''} onClick={() => setMost(most + drawnAtOnce)}>
            {t('monitors.more', { n: Math.min(drawnAtOnce, order.monitors.length - shown.length) })}
          </Button>
        )}
      </div>
      {chosen.length > 0 && <ChosenMonitors chosen={chosen} monitors={monitors} onClear={() => desk.choose(desk.chosen, false)} />}
    </section>
  );
}
