import { useMemo, useRef } from 'react';
import { FailureNote } from '../../components/failure-note.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useAccountName, useDesk, useDetail, useMessages, useRoute, useStores } from '../../stores/context.ts';
import { filterRows, filters, moveCursor, rowsKept } from '../../stores/message-rows.ts';
import { FilterLine } from './filter-line.tsx';
import { MessageDrawer } from './message-drawer.tsx';
import { MessageTable } from './message-table.tsx';
import styles from './messages-page.module.css';
import { NoMessages, NoneMatch } from './no-messages.tsx';
import { TableSkeleton } from './table-skeleton.tsx';

/** The live message log with the open message beside it. */
export function MessagesPage() {
  const { messages, detail, route, desk } = useStores();
  const log = useMessages((state) => state);
  const openId = useRoute((state) => state.part);
  const opened = useDetail((state) => state.detail);
  const drawerWidth = useDesk((state) => state.drawerWidth);
  const accountName = useAccountName();
  const search = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => filterRows(log.rows, log.filter, accountName), [log.rows, log.filter, accountName]);
  const held = useMemo(() => filterRows(log.held, log.filter, accountName).length, [log.held, log.filter, accountName]);

  const open = (id: string | null) => route.getState().go('messages', id);
  const step = (by: number) => {
    const id = moveCursor(rows, log.cursor, by);
    messages.getState().setCursor(id);
    if (openId !== null && id !== null) open(id);
  };
  useKeys({
    j: () => step(1),
    ArrowDown: () => step(1),
    k: () => step(-1),
    ArrowUp: () => step(-1),
    Enter: () => log.cursor !== null && open(log.cursor),
    Escape: () => open(null),
    p: () => log.pause(!log.paused),
    '/': () => search.current?.focus(),
  });

  return (
    <div className={styles.split}>
      <section className={styles.list}>
        <FilterLine
          ref={search}
          filter={log.filter}
          loaded={log.rows.length}
          shown={rows.length}
          paused={log.paused}
          onFilter={log.setFilter}
          onPause={log.pause}
        />
        {log.state === 'loading' && <TableSkeleton />}
        {log.state === 'failed' && log.failure && (
          <div className={styles.failure}>
            <FailureNote failure={log.failure} onRetry={() => void log.load()} />
          </div>
        )}
        {log.state === 'ready' && log.rows.length === 0 && <NoMessages onSimulator={() => route.getState().go('simulator')} />}
        {log.state === 'ready' && log.rows.length > 0 && (
          <MessageTable
            rows={rows}
            held={held}
            cursor={log.cursor}
            openId={openId}
            accountName={accountName}
            more={log.more}
            moreFailure={log.moreFailure}
            end={log.next === null ? 'all' : log.rows.length >= rowsKept ? 'full' : null}
            filtered={filters(log.filter)}
            onOpen={open}
            onMore={() => void log.loadMore()}
            onAtTop={log.setAtTop}
            onPointing={log.setPointing}
            onShowHeld={log.showHeld}
          />
        )}
        {log.state === 'ready' && log.rows.length > 0 && rows.length === 0 && filters(log.filter) && (
          <NoneMatch onClear={() => log.setFilter({ text: '', direction: 'all' })} />
        )}
      </section>
      {openId !== null && (
        <MessageDrawer
          detail={opened}
          accountName={accountName}
          width={drawerWidth}
          onWidth={desk.getState().setDrawerWidth}
          onOpen={open}
          onClose={() => open(null)}
          onRetry={() => void detail.getState().reload()}
        />
      )}
    </div>
  );
}
