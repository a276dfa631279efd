import type { ReactNode } from 'react';
import styles from './empty.module.css';

/** Finds the first thing to do in an empty place. */
export const firstOffer = '[data-empty] button';

interface Props {
  title?: string;
  text: string;
  children?: ReactNode;
}

/** An empty place that teaches: one sentence, and the one thing to do as its child. */
export function Empty({ title, text, children }: Props) {
  return (
    <div className={styles.empty} data-empty>
      {title && <h2 className={styles.title}>{title}</h2>}
      <p className={styles.text}>{text}</p>
      {children}
    </div>
  );
}
