import styles from './row-placeholder.module.css';

/** The place of a row that is being loaded again. */
export function RowPlaceholder({ index, top }: { index: number; top: number }) {
  return (
    <div role="row" aria-rowindex={index + 2} aria-busy className={styles.row} style={{ top }}>
      <span role="gridcell" className={styles.bar} tabIndex={-1} />
    </div>
  );
}
