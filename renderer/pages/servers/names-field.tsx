import { Select } from 'antd';
import styles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';
import type { SectionProps } from './section-props.ts';
import { useTargetTexts } from './use-target-texts.ts';

interface Props extends SectionProps {
  field: 'aliases' | 'tags' | 'services' | 'logs';
  /** Those that others have, to choose from. */
  offered?: string[];
}

/** Several names, each added with Enter. */
export function NamesField({ field, offered = [], form, problems, onChange }: Props) {
  const texts = useTargetTexts();
  return (
    <Field label={texts.label(field)} rule={texts.rule(field)} problem={texts.problem(field, problems[field])}>
      {(ties) => (
        <Select
          {...ties}
          mode="tags"
          {...(offered.length === 0 && { open: false })}
          suffixIcon={null}
          className={styles.state ?? ''}
          {...(ties['aria-invalid'] && { status: 'error' })}
          options={offered.map((value) => ({ value, label: value }))}
          value={form[field]}
          tokenSeparators={[',', ';', '，', '；', '、', '\n']}
          onChange={(names: string[]) => onChange({ [field]: names.map((name) => name.trim()).filter((name) => name !== '') })}
        />
      )}
    </Field>
  );
}
