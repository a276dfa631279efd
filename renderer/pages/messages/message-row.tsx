import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageItem } from '../../../shared/message-log.ts';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { RedactedMark } from '../../components/redacted-mark.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useSettings } from '../../stores/context.ts';
import { formatMoment, formatMs, formatTime } from '../../text/format.ts';
import styles from './message-row.module.css';

interface Props {
  row: MessageItem;
  index: number;
  /** Distance from the top of the list, in px. */
  top: number;
  now: number;
  accountName: string;
  /** The row that `j` and `k` move from. */
  current: boolean;
  /** The row whose detail is open. */
  open: boolean;
  onOpen: (id: string) => void;
  /** Opens the row's menu at a place of the window, in px. */
  onMenu: (id: string, x: number, y: number) => void;
}

/** A row that came in this recently slides in, in ms. */
const freshMs = 1500;

/** One message, one line. Its place changes with each row that comes in; what stands in it does not. */
export function MessageRow({ row, index, top, now, accountName, current, open, onOpen, onMenu }: Props) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row is fresh when it comes to the screen, not later
  const fresh = useMemo(() => Date.now() - row.at < freshMs, [row.id]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the page (j, k, Enter)
    <div
      role="row"
      id={`message-${row.id}`}
      data-testid="message-row"
      data-id={row.id}
      data-fresh={fresh}
      aria-rowindex={index + 2}
      aria-selected={open}
      tabIndex={-1}
      className={styles.row}
      data-current={current}
      style={{ top }}
      onClick={() => onOpen(row.id)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(row.id, event.clientX, event.clientY);
      }}
    >
      <Cells row={row} now={now} accountName={accountName} />
    </div>
  );
}

// Most rows are in the same state as the one that stood there before.
const Direction = memo(DirectionMark);
const State = memo(StateMark);

/** The whole moment is worked out for those rows only that somebody points at. */
function RowTime({ at, now }: { at: number; now: number }) {
  const language = useSettings((state) => state.language);
  return (
    <time
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = formatMoment(at, language);
      }}
    >
      {formatTime(at, now, language)}
    </time>
  );
}

const Cells = memo(function Cells({ row, now, accountName }: Pick<Props, 'row' | 'now' | 'accountName'>) {
  return (
    <>
      <span role="gridcell" className={styles.cell} data-column="time">
        <RowTime at={row.at} now={now} />
      </span>
      <span role="gridcell" className={styles.cell} data-column="direction">
        <Direction direction={row.direction} />
      </span>
      <span role="gridcell" className={styles.cell} data-column="account" title={row.account}>
        {accountName}
      </span>
      <span role="gridcell" className={styles.cell} data-column="person" title={row.person}>
        {row.person}
      </span>
      <span role="gridcell" className={styles.cell} data-column="type" title={row.event ? `${row.type} · ${row.event}` : row.type}>
        {row.event ?? row.type}
      </span>
      <span role="gridcell" className={styles.cell} data-column="summary" title={row.summary}>
        {row.deliveries > 1 && <Deliveries count={row.deliveries} />}
        {row.redacted && <RedactedMark />}
        {row.redacted && ' '}
        {row.summary}
      </span>
      <span role="gridcell" className={styles.cell} data-column="command" title={row.command}>
        {row.command}
      </span>
      <span role="gridcell" className={styles.cell} data-column="state">
        <State state={row.state} />
      </span>
      <span role="gridcell" className={styles.cell} data-column="ms">
        {row.ms === undefined ? '' : formatMs(row.ms)}
      </span>
    </>
  );
});

function Deliveries({ count }: { count: number }) {
  const { t } = useTranslation();
  return (
    <span className={styles.deliveries} title={t('detail.deliveriesHint', { n: count })}>
      {t('messages.deliveriesShort', { n: count })}
    </span>
  );
}
