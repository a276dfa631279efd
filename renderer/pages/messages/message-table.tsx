import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageItem } from '../../../shared/message-log.ts';
import { useNow } from '../../components/use-now.ts';
import type { RowList } from '../../stores/message-window.ts';
import { sizes } from '../../theme/tokens.ts';
import { HeldPill } from './held-pill.tsx';
import { MessageRow } from './message-row.tsx';
import styles from './message-table.module.css';
import { RowMenu } from './row-menu.tsx';
import { RowPlaceholder } from './row-placeholder.tsx';
import { createRowSlots } from './row-slots.ts';
import { TableFoot, type TableFootProps } from './table-foot.tsx';
import { TableHead } from './table-head.tsx';
import { usePointing } from './use-pointing.ts';
import { useRowWindow } from './use-row-window.ts';

interface Props extends TableFootProps {
  list: RowList;
  /** Grows when the list begins afresh, at its top. */
  start: number;
  cursor: string | null;
  /** The place that the cursor is on its way to. */
  reach: number | null;
  openId: string | null;
  /** The rows belong to the filter before; those of the present one are searched. */
  searching: boolean;
  accountName: (id: string) => string;
  onOpen: (id: string) => void;
  onLook: (first: number, last: number) => void;
  onAtTop: (atTop: boolean) => void;
  onPointing: (pointing: boolean) => void;
  onShowHeld: () => void;
  onTerm: (term: string) => void;
}

/** So many rows before the end the next page is asked for. */
const rowsAhead = 30;
const rowsOverscan = 6;

/** The rows, virtualised: only those on the screen are in the document. */
export function MessageTable(props: Props) {
  const { list, start, cursor, reach, openId, searching, accountName, onOpen, onLook, onAtTop, onPointing, onShowHeld, onTerm } = props;
  const { more, end, searchedUntil, onMore } = props;
  const { t } = useTranslation();
  const now = useNow();
  const pointing = usePointing(onPointing);
  const { scroller, first, last, onScroll, reveal } = useRowWindow(list.count, sizes.row);
  const [menu, setMenu] = useState<{ row: MessageItem; x: number; y: number } | null>(null);

  useEffect(() => onLook(first, last), [onLook, first, last]);

  const wantsMore = end === null && more === 'idle' && !searching && searchedUntil === null && last >= list.count - rowsAhead;
  useEffect(() => {
    if (wantsMore) onMore();
  }, [wantsMore, onMore]);

  const cursorAt = cursor === null ? -1 : list.indexOf(cursor);
  const show = useRef(reveal);
  show.current = reveal;
  const wanted = reach ?? cursorAt;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new cursor scrolls; arriving rows must not
  useEffect(() => {
    if (wanted >= 0) show.current(wanted);
  }, [cursor, reach, openId]);

  const toTop = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [scroller]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new start goes to the top, whatever it was
  useEffect(toTop, [start, toTop]);

  // Leaving the page ends whatever kept new rows waiting.
  useEffect(() => () => onAtTop(true), [onAtTop]);

  const rowAt = useRef(list);
  rowAt.current = list;
  const openMenu = useCallback((id: string, x: number, y: number) => {
    const row = rowAt.current.at(rowAt.current.indexOf(id));
    if (row) setMenu({ row, x, y });
  }, []);
  const closeMenu = useCallback(() => setMenu(null), []);

  const from = Math.max(0, first - rowsOverscan);
  const to = Math.min(list.count - 1, last + rowsOverscan);
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
  const [slotsOf] = useState(createRowSlots);
  const slots = slotsOf(indexes.flatMap((index) => list.at(index)?.id ?? []));
  return (
    <div
      role="grid"
      aria-label={t('messages.table')}
      aria-rowcount={list.count + 1}
      aria-busy={searching}
      aria-activedescendant={cursorAt >= from && cursorAt <= to ? `message-${cursor}` : undefined}
      tabIndex={0}
      className={styles.table}
      onContextMenu={(event) => {
        // The menu key, while no row is pointed at: it means the row of the cursor.
        if (event.target !== event.currentTarget || cursor === null) return;
        event.preventDefault();
        const place = document.getElementById(`message-${cursor}`)?.getBoundingClientRect();
        if (place) openMenu(cursor, place.left + sizes.space8, place.bottom);
      }}
    >
      <TableHead />
      <HeldPill
        onClick={() => {
          onShowHeld();
          toTop();
        }}
      />
      <div
        ref={scroller}
        role="rowgroup"
        className={styles.scroller}
        data-searching={searching}
        onScroll={(event) => {
          onScroll();
          onAtTop(event.currentTarget.scrollTop < sizes.row / 2);
        }}
        {...pointing}
      >
        <div role="presentation" className={styles.rows} style={{ height: list.count * sizes.row }}>
          {indexes.map((index) => {
            const row = list.at(index);
            if (!row) return <RowPlaceholder key={`missing-${index}`} top={index * sizes.row} index={index} />;
            return (
              <MessageRow
                key={slots.get(row.id)}
                row={row}
                index={index}
                top={index * sizes.row}
                now={now}
                accountName={accountName(row.account)}
                current={row.id === cursor}
                open={row.id === openId}
                onOpen={onOpen}
                onMenu={openMenu}
              />
            );
          })}
        </div>
        {(list.count > 0 || searchedUntil !== null) && <TableFoot {...props} />}
      </div>
      {menu && <RowMenu {...menu} onTerm={onTerm} onOpen={onOpen} onClose={closeMenu} />}
    </div>
  );
}
