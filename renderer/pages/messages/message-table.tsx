import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageItem } from '../../../shared/message-log.ts';
import type { Failure } from '../../../shared/result.ts';
import { useNow } from '../../components/use-now.ts';
import { sizes } from '../../theme/tokens.ts';
import { HeldPill } from './held-pill.tsx';
import { MessageRow } from './message-row.tsx';
import styles from './message-table.module.css';
import { TableFoot } from './table-foot.tsx';
import { TableHead } from './table-head.tsx';
import { usePointing } from './use-pointing.ts';

interface Props {
  rows: MessageItem[];
  /** How many rows wait at the top. */
  held: number;
  cursor: string | null;
  openId: string | null;
  accountName: (id: string) => string;
  more: 'idle' | 'loading' | 'failed';
  moreFailure: Failure | null;
  /** Why nothing older can be loaded; null where it can. */
  end: 'all' | 'full' | null;
  /** Only some of the loaded rows are shown. */
  filtered: boolean;
  onOpen: (id: string) => void;
  onMore: () => void;
  onAtTop: (atTop: boolean) => void;
  onPointing: (pointing: boolean) => void;
  onShowHeld: () => void;
}

/** So many rows before the end the next page is asked for. */
const rowsAhead = 30;
const rowsOverscan = 10;

/** The rows, virtualised: only those on the screen are in the document. */
export function MessageTable(props: Props) {
  const { rows, held, cursor, openId, accountName, more, moreFailure, end, filtered, onOpen, onMore, onAtTop, onPointing, onShowHeld } =
    props;
  const { t } = useTranslation();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const pointing = usePointing(onPointing);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => sizes.row,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: rowsOverscan,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? -1;

  // A filter is no search: with few rows left it must not pull in the whole log by itself.
  const wantsMore = end === null && more === 'idle' && !filtered && last >= rows.length - rowsAhead;
  useEffect(() => {
    if (wantsMore) onMore();
  }, [wantsMore, onMore]);

  const cursorAt = rows.findIndex((row) => row.id === cursor);
  const scrollTo = useRef(virtual.scrollToIndex);
  scrollTo.current = virtual.scrollToIndex;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new cursor scrolls; arriving rows must not
  useEffect(() => {
    if (cursorAt >= 0) scrollTo.current(cursorAt, { align: 'auto' });
  }, [cursor, openId]);

  // Leaving the page ends whatever kept new rows waiting.
  useEffect(() => () => onAtTop(true), [onAtTop]);

  const showHeld = () => {
    onShowHeld();
    scroller.current?.scrollTo({ top: 0 });
  };

  return (
    <div
      role="grid"
      aria-label={t('messages.table')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={visible.some(({ index }) => index === cursorAt) ? `message-${cursor}` : undefined}
      tabIndex={0}
      className={styles.table}
    >
      <TableHead />
      {held > 0 && <HeldPill count={held} onClick={showHeld} />}
      <div
        ref={scroller}
        role="rowgroup"
        className={styles.scroller}
        onScroll={(event) => onAtTop(event.currentTarget.scrollTop < sizes.row / 2)}
        {...pointing}
      >
        <div role="presentation" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {visible.map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <MessageRow
                key={item.key}
                row={row}
                index={item.index}
                top={item.start}
                now={now}
                accountName={accountName(row.account)}
                current={row.id === cursor}
                open={row.id === openId}
                onOpen={onOpen}
              />
            );
          })}
        </div>
        {rows.length > 0 && <TableFoot more={more} failure={moreFailure} end={end} filtered={filtered} onMore={onMore} />}
      </div>
    </div>
  );
}
