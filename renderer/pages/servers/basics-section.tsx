import { AutoComplete, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { TargetSystem } from '../../../shared/target.ts';
import { ChoiceField } from '../../components/choice-field.tsx';
import styles from '../../components/field.module.css';
import { Field } from '../../components/field.tsx';
import { FormSection } from '../../components/form-section.tsx';
import { NamesField } from './names-field.tsx';
import type { SectionProps } from './section-props.ts';
import { TargetTextField } from './target-text-field.tsx';
import { useTargetTexts } from './use-target-texts.ts';

interface Props {
  section: SectionProps;
  isNew: boolean;
  /** What other servers have, to choose from. */
  groups: string[];
  tags: string[];
}

/** What the server is called, and what it belongs to. */
export function BasicsSection({ section, isNew, groups, tags }: Props) {
  const { t } = useTranslation();
  const texts = useTargetTexts();
  const { form, problems, onChange } = section;
  return (
    <FormSection title={t('server.basics')}>
      <TargetTextField field="name" {...section} />
      {isNew && <TargetTextField field="id" {...section} />}
      <NamesField field="aliases" {...section} />
      <ChoiceField
        label={texts.label('system')}
        rule=""
        options={TargetSystem.options.map((value) => ({ value, label: t(`system.${value}`) }))}
        value={form.system}
        onChange={(system) => onChange({ system })}
      />
      <Field label={texts.label('group')} rule={texts.rule('group')} problem={texts.problem('group', problems.group)}>
        {(ties) => (
          <AutoComplete
            {...ties}
            className={styles.state ?? ''}
            {...(ties['aria-invalid'] && { status: 'error' })}
            options={groups.filter((group) => group !== form.group).map((value) => ({ value }))}
            value={form.group}
            onChange={(group: string) => onChange({ group })}
          />
        )}
      </Field>
      <NamesField field="tags" offered={tags} {...section} />
      <TargetTextField field="asset" {...section} />
      <Field label={texts.label('notes')} rule="" problem={texts.problem('notes', problems.notes)}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            rows={3}
            {...(ties['aria-invalid'] && { status: 'error' })}
            value={form.notes}
            onChange={(event) => onChange({ notes: event.target.value })}
          />
        )}
      </Field>
    </FormSection>
  );
}
