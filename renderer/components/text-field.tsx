import { Input } from 'antd';
import styles from './field.module.css';
import { Field } from './field.tsx';

interface Props {
  label: string;
  rule: string;
  value: string;
  problem: string | undefined;
  /** Wire data: monospaced, and without blanks around it. */
  isWire: boolean;
  placeholder?: string;
  onChange: (typed: string) => void;
}

/** A field of one line that is checked as it is typed. */
export function TextField({ label, rule, value, problem, isWire, placeholder = '', onChange }: Props) {
  return (
    <Field label={label} rule={rule} problem={problem}>
      {(ties) => (
        <Input
          {...ties}
          value={value}
          placeholder={placeholder}
          {...(isWire && { className: styles.wire })}
          {...(ties['aria-invalid'] && { status: 'error' })}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(isWire ? event.target.value.trim() : event.target.value)}
        />
      )}
    </Field>
  );
}
