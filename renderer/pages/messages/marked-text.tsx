import type { ReactNode } from 'react';
import type { Problem } from '../../../shared/filter/problems.ts';
import styles from './marked-text.module.css';

interface Props {
  text: string;
  problems: Problem[];
  /** How far the text is scrolled, in px. */
  scrolled: number;
}

/** Lies under an input with the same text, and underlines what of it isn't understood. */
export function MarkedText({ text, problems, scrolled }: Props) {
  return (
    <span aria-hidden className={styles.marked}>
      <span className={styles.text} style={{ transform: `translateX(${-scrolled}px)` }}>
        {parts(text, problems)}
      </span>
    </span>
  );
}

function parts(text: string, problems: Problem[]): ReactNode[] {
  const found: ReactNode[] = [];
  let from = 0;
  for (const problem of problems.toSorted((one, other) => one.from - other.from)) {
    if (problem.from < from) continue;
    found.push(text.slice(from, problem.from));
    found.push(
      <mark key={problem.from} data-code={problem.code} className={styles.problem}>
        {text.slice(problem.from, problem.to)}
      </mark>,
    );
    from = problem.to;
  }
  return [...found, text.slice(from)];
}
