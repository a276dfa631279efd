import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './guide-step.module.css';

interface Props {
  number: number;
  title: string;
  /** `next` is the first that is not done. */
  state: 'done' | 'next' | 'open';
  children: ReactNode;
}

/** One step of the guide, with its number or its tick. */
export function GuideStep({ number, title, state, children }: Props) {
  const { t } = useTranslation();
  return (
    <li className={styles.step} data-state={state} aria-current={state === 'next' ? 'step' : undefined}>
      <span aria-hidden className={styles.number}>
        {state === 'done' ? '✓' : number}
      </span>
      <div className={styles.body}>
        <h3 className={styles.title}>
          {title}
          {state === 'done' && <span className="only-read"> {t('guide.done')}</span>}
        </h3>
        {children}
      </div>
    </li>
  );
}
