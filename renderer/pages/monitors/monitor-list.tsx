import { Button, type InputRef } from 'antd';
import { type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MonitorView } from '../../../shared/monitor/monitor.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { jsonBlob, offerFile } from '../../components/offer-file.ts';
import { useKeys } from '../../components/use-keys.ts';
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
  search: RefObject<InputRef | null>;
  openId: string | null;
  onOpen: (id: string) => void;
}

/** All monitors that meet the filters, as a table or as cards; what is down stands first. */
export function MonitorList({ monitors, search, openId, onOpen }: Props) {
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
  const place = useRef<HTMLDivElement>(null);
  const order = useOrder(listedMonitors(filterMonitors(monitors, desk), language));
  const shown = order.monitors.slice(0, most);
  const now = Math.max(minute, Date.now());
  const chosen = monitors.filter(({ id }) => desk.chosen.includes(id));
  const { go } = route.getState();

  const links = () => [...(place.current?.querySelectorAll<HTMLElement>('[data-monitor]') ?? [])];
  /** Walks the list; where one is open, the next one is opened. */
  const step = (by: number) => {
    const all = links();
    const at = all.findIndex((link) => link === document.activeElement || (openId !== null && link.dataset.monitor === openId));
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    if (openId !== null && next?.dataset.monitor !== undefined) onOpen(next.dataset.monitor);
  };
  useKeys({
    '/': () => search.current?.focus(),
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
  });
  const exportAll = async () => {
    const file = await store.getState().exportFile();
    if (file) offerFile(file.fileName, jsonBlob(file.text));
  };
  const clear = () => desk.filter(noMonitorFilter);

  return (
    <section aria-label={t('monitors.list')} className={styles.list}>
      <MonitorTools
        search={search}
        text={desk.text}
        view={desk.view}
        onSearch={(text) => desk.filter({ text })}
        onView={desk.show}
        onAdd={() => go('monitors', newMonitor)}
        onImport={() => go('monitors', importingMonitors)}
        onExport={monitors.length === 0 ? undefined : () => void exportAll()}
        onDown={() => links()[0]?.focus()}
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
      <div ref={place} className={styles.place} {...order.pointer}>
        {drafts[newMonitor] !== undefined && openId !== newMonitor && (
          <a href={formatRoute('monitors', newMonitor)} className={styles.draft}>
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
          <ul className={styles.cards}>
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
