import styles from './marks.module.css';

/** What a state looks like: a shape, and a colour that never speaks alone. */
export interface Look {
  shape: string;
  tone: 'quiet' | 'ok' | 'working' | 'warning' | 'down';
}

/** The shape of a state; the words stand beside it. */
export function Mark({ shape, tone }: Look) {
  return (
    <span aria-hidden className={styles.mark} data-tone={tone}>
      {shape}
    </span>
  );
}
