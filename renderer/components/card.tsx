import { type ReactNode, useEffect, useRef } from 'react';
import styles from './card.module.css';

interface Props {
  title: string;
  /** Stands at the right of the title. */
  aside?: ReactNode;
  /** A health dot led here: the card shows itself. */
  pointed?: boolean;
  children: ReactNode;
}

/** A titled surface of the overview. */
export function Card({ title, aside, pointed = false, children }: Props) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (pointed) card.current?.focus();
  }, [pointed]);
  return (
    <section ref={card} aria-label={title} tabIndex={-1} className={styles.card} data-pointed={pointed}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
