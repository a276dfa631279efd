import { type ReactNode, useId } from 'react';
import styles from './field.module.css';

/** What ties a control to its label and its rule. */
export interface FieldTies {
  id: string;
  'aria-describedby': string;
  'aria-invalid': boolean;
}

interface Props {
  label: string;
  /** The rule in plain words, below the control. */
  rule: string;
  /** What is wrong; takes the rule's place. */
  problem?: string | undefined;
  children: (ties: FieldTies) => ReactNode;
}

/** One line of a form: its name, its control, and the rule or what is wrong. */
export function Field({ label, rule, problem, children }: Props) {
  const id = useId();
  const ruleId = `${id}-rule`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.control}>{children({ id, 'aria-describedby': ruleId, 'aria-invalid': problem !== undefined })}</div>
      <p id={ruleId} className={styles.rule} data-wrong={problem !== undefined}>
        {problem !== undefined && <span aria-hidden>▲ </span>}
        {problem ?? rule}
      </p>
    </div>
  );
}
