import { Select } from 'antd';
import styles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';
import type { SectionProps } from './section-props.ts';
import { useTargetTexts } from './use-target-texts.ts';

/** A server that another one may be reached through. */
export interface Hop {
  id: string;
  name: string;
}

interface HopProps {
  field: 'jump' | 'relay';
  /** What is said where there is none. */
  none: string;
  hops: Hop[];
  section: SectionProps;
}

/** Another server, through which this one is reached. */
export function HopField({ field, none, hops, section: { form, problems, onChange } }: HopProps) {
  const texts = useTargetTexts();
  return (
    <Field label={texts.label(field)} rule={texts.rule(field)} problem={texts.problem(field, problems[field])}>
      {(ties) => (
        <Select
          {...ties}
          showSearch={{ optionFilterProp: 'label' }}
          className={styles.state ?? ''}
          value={form[field]}
          options={[
            { value: '', label: none },
            ...hops.map(({ id, name }) => ({ value: id, label: name === id ? id : `${name} (${id})` })),
          ]}
          onChange={(id: string) => onChange({ [field]: id })}
        />
      )}
    </Field>
  );
}
