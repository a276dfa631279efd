import type { ReactNode } from 'react';
import styles from './detail-section.module.css';

interface Props {
  title: string;
  /** Stands at the right of the title: mostly a copy button. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A titled part of the detail. */
export function DetailSection({ title, aside, children }: Props) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
