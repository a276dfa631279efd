import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './step-card.module.css';

interface Step {
  key: string;
  name: ReactNode;
  text: string;
  /** Absent where nobody can know. */
  isDone?: boolean;
}

interface Props {
  title: string;
  /** At the right of the title. */
  aside?: ReactNode;
  /** It does not stand out. */
  isQuiet?: boolean;
  steps: Step[];
  children?: ReactNode;
}

/** A few steps that lead somewhere, each with its number or its tick. */
export function StepCard({ title, aside, isQuiet = false, steps, children }: Props) {
  const { t } = useTranslation();
  return (
    <section aria-label={title} className={styles.steps} data-quiet={isQuiet}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {aside}
      </div>
      <ol className={styles.list}>
        {steps.map(({ key, name, text, isDone }, index) => (
          <li key={key} className={styles.step} data-done={isDone}>
            <span aria-hidden className={styles.number}>
              {isDone ? '✓' : index + 1}
            </span>
            <div>
              <p className={styles.name}>
                {name}
                {isDone !== undefined && <span className={styles.state}>{t(isDone ? 'overview.stepDone' : 'overview.stepOpen')}</span>}
              </p>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
      {children}
    </section>
  );
}
