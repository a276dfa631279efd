import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { formatTerm } from '../../../shared/filter/format.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useAccountName, useMessageFilter, useMessages, useOverview, useStores } from '../../stores/context.ts';
import { rowsReached } from '../../stores/message-pages.ts';
import { rowList } from '../../stores/message-window.ts';
import type { MessagesState } from '../../stores/messages.ts';
import styles from './message-list.module.css';
import { MessageTable } from './message-table.tsx';
import { NoMessages, NoneMatch } from './no-messages.tsx';
import { TableSkeleton } from './table-skeleton.tsx';

interface Props {
  openId: string | null;
  onOpen: (id: string) => void;
}

/** What the table shows of the log. What merely waits, or counts, draws no row again. */
const shown = ({ held: _, latest: _latest, behind: _behind, paused: _paused, atTop: _atTop, pointing: _pointing, ...log }: MessagesState) =>
  log;

/** The rows under the filter, or why there are none. */
export function MessageList({ openId, onOpen }: Props) {
  const { filter, route } = useStores();
  const log = useMessages(useShallow(shown));
  const terms = useMessageFilter((state) => state.filter.terms);
  const accountName = useAccountName();
  const hasSandbox = useOverview((state) => state.overview.value?.accounts.some(({ origin }) => origin === 'sandbox'));
  const { stretches } = log;
  const list = useMemo(() => rowList({ stretches }), [stretches]);

  if (log.state === 'loading') return <TableSkeleton />;
  if (log.state === 'failed') {
    return <div className={styles.failure}>{log.failure && <FailureNote failure={log.failure} onRetry={() => void log.load()} />}</div>;
  }
  if (list.count === 0 && log.searchedUntil === null) {
    if (log.filter.text === '') return <NoMessages onSimulator={hasSandbox ? () => route.getState().go('simulator') : undefined} />;
    const last = terms.at(-1);
    return (
      <NoneMatch
        lastTerm={last && terms.length > 1 ? formatTerm(last) : null}
        onClear={() => filter.getState().set('')}
        onRemoveLast={() => filter.getState().remove(terms.length - 1)}
      />
    );
  }
  return (
    <MessageTable
      list={list}
      start={log.start}
      cursor={log.cursor}
      reach={log.reach}
      openId={openId}
      searching={log.searching}
      accountName={accountName}
      more={log.more}
      moreFailure={log.moreFailure}
      end={log.next === null ? 'all' : list.count >= rowsReached ? 'full' : null}
      searchedUntil={log.searchedUntil}
      onOpen={onOpen}
      onMore={log.loadMore}
      onLook={log.look}
      onAtTop={log.setAtTop}
      onPointing={log.setPointing}
      onShowHeld={log.showHeld}
      onTerm={filter.getState().add}
    />
  );
}
