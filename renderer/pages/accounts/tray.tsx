import type { ReactNode } from 'react';
import styles from './tray.module.css';

/** What an action asks for, opened below the account's head: in the page, never above it. */
export function Tray({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={styles.tray}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
