import type { ReactNode } from 'react';
import styles from './figures-table.module.css';

interface Column {
  name: string;
  /** Figures stand at the right. */
  figures?: boolean;
}

interface Row {
  key: string;
  cells: ReactNode[];
  /** How great it is beside the greatest one, from 0 to 1: drawn behind the first cell. */
  share?: number;
}

/** A table of figures. */
export function FiguresTable({ label, columns, rows }: { label: string; columns: Column[]; rows: Row[] }) {
  return (
    <table aria-label={label} className={styles.table}>
      <thead>
        <tr>
          {columns.map(({ name, figures }) => (
            <th key={name} scope="col" data-figures={figures}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells, share }) => (
          <tr key={key}>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is told by its column
              <td key={index} data-figures={columns[index]?.figures}>
                {cell}
                {index === 0 && share !== undefined && <i aria-hidden className={styles.bar} style={{ width: `${share * 100}%` }} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
