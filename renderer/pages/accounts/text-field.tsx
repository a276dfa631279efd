import { Input } from 'antd';
import type { Platform } from '../../../shared/account.ts';
import type { AccountField, FieldProblem } from '../../../shared/account-fields.ts';
import styles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';
import { useFieldTexts } from './use-field-texts.ts';

interface Props {
  field: AccountField;
  platform: Platform;
  value: string;
  problem: FieldProblem | undefined;
  onChange: (typed: string) => void;
}

/** A field that is checked as it is typed. What is only missing yet is not wrong. */
export function TextField({ field, platform, value, problem, onChange }: Props) {
  const texts = useFieldTexts(platform);
  const isWire = field !== 'name';
  return (
    <Field
      label={texts.label(field)}
      rule={texts.rule(field)}
      problem={problem === undefined || problem === 'missing' ? undefined : texts.problem(problem, value)}
    >
      {(ties) => (
        <Input
          {...ties}
          value={value}
          placeholder={texts.placeholder(field)}
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
