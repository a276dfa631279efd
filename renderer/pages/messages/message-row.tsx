import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageItem } from '../../../shared/message-log.ts';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Time } from '../../components/time.tsx';
import { formatMs } from '../../text/format.ts';
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
}

/** A row that came in this recently slides in, in ms. */
const freshMs = 1500;

/** One message, one line. */
export const MessageRow = memo(function MessageRow({ row, index, top, now, accountName, current, open, onOpen }: Props) {
  const { t } = useTranslation();
  const [fresh] = useState(() => Date.now() - row.at < freshMs);
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
    >
      <span role="gridcell" className={styles.cell} data-column="time">
        <Time at={row.at} now={now} />
      </span>
      <span role="gridcell" className={styles.cell} data-column="direction">
        <DirectionMark direction={row.direction} />
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
        {row.deliveries > 1 && (
          <span className={styles.deliveries} title={t('detail.deliveriesHint', { n: row.deliveries })}>
            {t('messages.deliveriesShort', { n: row.deliveries })}
          </span>
        )}
        {row.summary}
      </span>
      <span role="gridcell" className={styles.cell} data-column="command" title={row.command}>
        {row.command}
      </span>
      <span role="gridcell" className={styles.cell} data-column="state">
        <StateMark state={row.state} />
      </span>
      <span role="gridcell" className={styles.cell} data-column="ms">
        {row.ms === undefined ? '' : formatMs(row.ms)}
      </span>
    </div>
  );
});
