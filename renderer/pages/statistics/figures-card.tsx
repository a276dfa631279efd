import type { ComponentProps } from 'react';
import { Card } from '../../components/card.tsx';
import { FiguresTable } from './figures-table.tsx';
import styles from './statistics-page.module.css';

interface Props extends Omit<ComponentProps<typeof FiguresTable>, 'label'> {
  title: string;
  /** What stands there where there are no rows. */
  none: string;
  /** Stands above the table. */
  summary?: string | undefined;
}

/** A titled table of figures, or the sentence that there are none. */
export function FiguresCard({ title, none, summary, columns, rows }: Props) {
  return (
    <Card title={title}>
      <div className={styles.inside}>
        {summary !== undefined && <p className={styles.quiet}>{summary}</p>}
        {rows.length > 0 && <FiguresTable label={title} columns={columns} rows={rows} />}
        {rows.length === 0 && summary === undefined && <p className={styles.quiet}>{none}</p>}
      </div>
    </Card>
  );
}
