import type { ReactNode } from 'react';
import styles from './empty.module.css';

interface Props {
  title?: string;
  text: string;
  children?: ReactNode;
}

/** An empty place that teaches: one sentence, and the one thing to do as its child. */
export function Empty({ title, text, children }: Props) {
  return (
    <div className={styles.empty}>
      {title && <h2 className={styles.title}>{title}</h2>}
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  );
}
