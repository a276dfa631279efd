import { Input, Segmented, Select } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dangerLevels } from '../../../../shared/role.ts';
import { ScriptInterpreter, scriptLimits } from '../../../../shared/script.ts';
import { ChoiceField } from '../../../components/choice-field.tsx';
import fieldStyles from '../../../components/field.module.css';
import { Field } from '../../../components/field.tsx';
import { FormSection } from '../../../components/form-section.tsx';
import { SaveBar } from '../../../components/save-bar.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useSave } from '../../../components/use-save.ts';
import type { ScriptForm, ScriptProblems } from '../../../stores/script-form.ts';
import { CodeField } from './code-field.tsx';
import { ParameterRows } from './parameter-rows.tsx';
import styles from './script-editor.module.css';
import { useScriptTexts } from './use-script-texts.ts';

interface Props {
  form: ScriptForm;
  isNew: boolean;
  isChanged: boolean;
  isSaving: boolean;
  problems: ScriptProblems;
  onChange: (form: ScriptForm) => void;
  onDiscard: () => void;
  onSave: () => void;
  /** Stands beside or below the fields. */
  children: ReactNode;
}

/** The form of one script. */
export function ScriptEditor({ form, isNew, isChanged, isSaving, problems, onChange, onDiscard, onSave, children }: Props) {
  const { t } = useTranslation();
  const { problemText, toldOf } = useScriptTexts();
  const place = useRef<HTMLFormElement>(null);
  const canSave = (isChanged || isNew) && Object.keys(problems).length === 0 && !isSaving;
  const change = (part: Partial<ScriptForm>) => onChange({ ...form, ...part });
  const { onSubmit } = useSave(canSave, onSave);
  useEffect(() => {
    if (isNew) place.current?.querySelector('input')?.focus({ preventScroll: true });
  }, [isNew]);
  const wrong = (field: 'name' | 'id' | 'summary' | 'seconds' | 'text' | 'aliases' | 'parameters') => problemText(field, problems[field]);
  return (
    <form ref={place} className={styles.form} autoComplete="off" onSubmit={onSubmit}>
      <div className={styles.scroll}>
        <div className={styles.columns}>
          <div className={styles.fields}>
            <FormSection title={t('scripts.basics')}>
              <TextField
                label={t('scripts.field.name')}
                rule={t('scripts.rule.name')}
                value={form.name}
                problem={wrong('name')}
                isWire={false}
                onChange={(name) => change({ name, ...(isNew && { id: idFor(name, form) }) })}
              />
              {isNew && (
                <TextField
                  label={t('scripts.field.id')}
                  rule={t('scripts.rule.id')}
                  value={form.id}
                  problem={wrong('id')}
                  isWire
                  onChange={(id) => change({ id })}
                />
              )}
              <Field label={t('scripts.field.aliases')} rule={t('scripts.rule.aliases')} problem={wrong('aliases')}>
                {(ties) => (
                  <Select
                    {...ties}
                    mode="tags"
                    open={false}
                    suffixIcon={null}
                    className={fieldStyles.state ?? ''}
                    {...(ties['aria-invalid'] && { status: 'error' })}
                    value={form.aliases}
                    maxCount={scriptLimits.aliases}
                    tokenSeparators={[',', '，', '、', ' ']}
                    onChange={(aliases: string[]) => change({ aliases: aliases.map((word) => word.trim()).filter(Boolean) })}
                  />
                )}
              </Field>
              <TextField
                label={t('scripts.field.summary')}
                rule={t('scripts.rule.summary')}
                value={form.summary}
                problem={wrong('summary')}
                isWire={false}
                onChange={(summary) => change({ summary })}
              />
              <ChoiceField
                label={t('scripts.field.interpreter')}
                rule={t(`scripts.rule.interpreter.${form.interpreter}`)}
                value={form.interpreter}
                options={ScriptInterpreter.options.map((value) => ({ value, label: t(`scripts.interpreter.${value}`) }))}
                onChange={(interpreter) => change({ interpreter })}
              />
              <Field label={t('scripts.field.danger')} rule={t(`scripts.rule.danger.${form.danger}`)}>
                {({ id }) => (
                  <Segmented
                    id={id}
                    aria-label={t('scripts.field.danger')}
                    value={form.danger}
                    onChange={(danger) => change({ danger })}
                    options={dangerLevels.map((value) => ({ value, label: t(`scripts.danger.${value}`) }))}
                  />
                )}
              </Field>
              <Field label={t('scripts.field.seconds')} rule={t('scripts.rule.seconds')} problem={wrong('seconds')}>
                {(ties) => (
                  <Input
                    {...ties}
                    className={styles.short ?? ''}
                    inputMode="numeric"
                    value={form.seconds}
                    {...(ties['aria-invalid'] && { status: 'error' })}
                    onChange={(event) => change({ seconds: event.target.value.trim() })}
                  />
                )}
              </Field>
            </FormSection>
            <FormSection title={t('scripts.parameters')}>
              <ParameterRows
                parameters={form.parameters}
                problems={problems}
                problem={wrong('parameters')}
                onChange={(parameters) => change({ parameters })}
              />
            </FormSection>
            <CodeField form={form} problem={wrong('text')} onChange={(text) => change({ text })} />
          </div>
          <div className={styles.beside}>{children}</div>
        </div>
      </div>
      <SaveBar
        addLabel={isNew ? t('scripts.saveNew') : undefined}
        touched={isChanged}
        saving={isSaving}
        canSave={canSave}
        told={toldOf(problems, isChanged && !isNew)}
        onDiscard={onDiscard}
      />
    </form>
  );
}

/** A new script's id follows its name, as long as that can be one and nobody has written another. */
function idFor(name: string, { id, name: before }: ScriptForm): string {
  const isOwn = id !== before.trim() && !/^script-\d+$/.test(id);
  return isOwn || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(name.trim()) ? id : name.trim();
}
