import { Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { useDetailFocus } from '../../components/use-detail-focus.ts';
import { useKeys } from '../../components/use-keys.ts';
import { findListed } from '../../components/use-list-walk.ts';
import { useRoute, useRuns, useStores } from '../../stores/context.ts';
import { isNarrowed } from '../../stores/run-list.ts';
import { ConsoleLine } from './console-line.tsx';
import { HistoryFilter } from './history-filter.tsx';
import styles from './history-page.module.css';
import { RunDetail } from './run-detail.tsx';
import { RunExportPanel } from './run-export-panel.tsx';
import { RunTable } from './run-table.tsx';

/** Every request for a command, by chat and by click, and what came of it; and a line to ask for another. */
export function HistoryPage() {
  const { t } = useTranslation();
  const { runs: store, route } = useStores();
  const runs = useRuns((state) => state.runs);
  const filter = useRuns((state) => state.filter);
  const hasMore = useRuns((state) => state.hasMore);
  const failure = useRuns((state) => state.failure);
  const part = useRoute((state) => state.part);
  const watched = useRuns((state) => (part === null ? undefined : state.watched[part]));
  const { load, loadMore, narrow, watch } = store.getState();
  const { go } = route.getState();
  const list = runs.value ?? [];
  const open = list.find(({ id }) => id === part) ?? watched;
  const { detail, enter } = useDetailFocus(part, (closed) => findListed('run', [closed]));
  const move = (by: number) => {
    const index = list.findIndex(({ id }) => id === part);
    const next = list[Math.max(0, Math.min(list.length - 1, index + by))];
    if (!next) return;
    if (detail.current?.contains(document.activeElement)) enter(next.id);
    go('history', next.id);
  };
  useKeys({
    ...{ j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1) },
    Enter: () => part !== null && enter(part),
    Escape: () => go('history'),
  });
  useEffect(() => {
    if (part !== null) void watch(part);
  }, [part, watch]);

  return (
    <div className={styles.page}>
      <ConsoleLine />
      <HistoryFilter filter={filter} onChange={narrow} />
      <RunExportPanel />
      {failure && <Told failure={failure} />}
      {runs.state === 'failed' && <Told failure={runs.failure} onRetry={() => void load()} />}
      {!runs.value && runs.state === 'loading' && (
        <div className={styles.padded} role="status" aria-label={t('app.loading')}>
          <Skeleton active paragraph={{ rows: 8 }} />
        </div>
      )}
      <div className={styles.split}>
        {runs.value && list.length === 0 && <Empty text={t(isNarrowed(filter) ? 'history.none' : 'history.empty')} />}
        {list.length > 0 && <RunTable runs={list} openId={part} hasMore={hasMore} onEnter={enter} onMore={() => void loadMore()} />}
        {open && <RunDetail key={open.id} place={detail} run={open} onClose={() => go('history')} />}
      </div>
    </div>
  );
}

function Told(note: Parameters<typeof FailureNote>[0]) {
  return (
    <div className={styles.padded}>
      <FailureNote {...note} />
    </div>
  );
}
