import type { ReactNode } from 'react';
import styles from './paste-row.module.css';

interface Props {
  /** What WeChat's console calls the field. */
  name: string;
  value: ReactNode;
  children?: ReactNode;
}

/** One thing to paste into WeChat's console: its name there, what it is, and its copy button. */
export function PasteRow({ name, value, children }: Props) {
  return (
    <div className={styles.row}>
      <dt>{name}</dt>
      <dd className={styles.value}>{value}</dd>
      <dd className={styles.copy}>{children}</dd>
    </div>
  );
}
