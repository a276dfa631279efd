import { Input, InputNumber, Select, Switch } from 'antd';
import type { ReactNode } from 'react';
import { ChoiceField } from '../../../components/choice-field.tsx';
import styles from '../../../components/field.module.css';
import { Field } from '../../../components/field.tsx';
import { TextField } from '../../../components/text-field.tsx';
import type { MonitorForm } from '../../../stores/monitor-form.ts';
import type { SectionProps } from './section-props.ts';
import { useMonitorTexts } from './use-monitor-texts.ts';

/** The fields of the form that hold something of a type. */
type FieldsOf<Type> = {
  [Name in keyof MonitorForm]: MonitorForm[Name] extends Type ? (Type extends MonitorForm[Name] ? Name : never) : never;
}[keyof MonitorForm];

interface Props<Name> extends SectionProps {
  field: Name;
  rule: string;
}

/** A line of text. */
export function MonitorText({
  field,
  rule,
  isWire = true,
  placeholder = '',
  ...section
}: Props<FieldsOf<string>> & { isWire?: boolean; placeholder?: string }) {
  const texts = useMonitorTexts();
  return (
    <TextField
      label={texts.label(field)}
      rule={rule}
      value={section.form[field]}
      problem={texts.problem(field, section.problems[field])}
      isWire={isWire}
      placeholder={placeholder}
      onChange={(typed) => section.onChange({ [field]: typed })}
    />
  );
}

/** Several lines of text. */
export function MonitorLines({
  field,
  rule,
  rows = 3,
  placeholder = '',
  isWire = true,
  ...section
}: Props<FieldsOf<string>> & { rows?: number; placeholder?: string; isWire?: boolean }) {
  const texts = useMonitorTexts();
  return (
    <Field label={texts.label(field)} rule={rule} problem={texts.problem(field, section.problems[field])}>
      {(ties) => (
        <Input.TextArea
          {...ties}
          rows={rows}
          spellCheck={false}
          placeholder={placeholder}
          {...(isWire && { className: styles.wire })}
          {...(ties['aria-invalid'] && { status: 'error' })}
          value={section.form[field]}
          onChange={(event) => section.onChange({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
}

/** A number with its unit. */
export function MonitorNumber({
  field,
  rule,
  unit,
  placeholder = '',
  ...section
}: Props<FieldsOf<number | null>> & { unit?: string; placeholder?: string }) {
  const texts = useMonitorTexts();
  return (
    <Field label={texts.label(field)} rule={rule} problem={texts.problem(field, section.problems[field])}>
      {(ties) => (
        <>
          <InputNumber
            {...ties}
            controls={false}
            placeholder={placeholder}
            {...(ties['aria-invalid'] && { status: 'error' })}
            value={section.form[field]}
            onChange={(value) => section.onChange({ [field]: value })}
          />
          {unit !== undefined && <span>{unit}</span>}
        </>
      )}
    </Field>
  );
}

/** Yes or no. */
export function MonitorSwitch({ field, rule, ...section }: Props<FieldsOf<boolean>>) {
  const texts = useMonitorTexts();
  return (
    <Field label={texts.label(field)} rule={rule}>
      {({ id, 'aria-describedby': describedBy }) => (
        <Switch
          id={id}
          aria-describedby={describedBy}
          size="small"
          checked={section.form[field]}
          onChange={(checked) => section.onChange({ [field]: checked })}
        />
      )}
    </Field>
  );
}

interface ChoiceProps<Name extends keyof MonitorForm> extends Props<Name> {
  options: readonly { value: MonitorForm[Name] & string; label: string }[];
}

/** One of a few, all seen at once. */
export function MonitorChoice<Name extends 'severity' | 'redirects'>({ field, rule, options, ...section }: ChoiceProps<Name>) {
  const texts = useMonitorTexts();
  return (
    <ChoiceField
      label={texts.label(field)}
      rule={rule}
      options={[...options]}
      value={section.form[field] as MonitorForm[Name] & string}
      onChange={(value) => section.onChange({ [field]: value })}
    />
  );
}

/** One of many, with a search; or none of them. */
export function MonitorSelect({
  field,
  rule,
  options,
  isClearable = false,
  extra,
  ...section
}: Props<'target' | 'parent' | 'metric' | 'record' | 'method'> & {
  options: { value: string; label: string }[];
  isClearable?: boolean;
  extra?: ReactNode;
}) {
  const texts = useMonitorTexts();
  return (
    <Field label={texts.label(field)} rule={rule} problem={texts.problem(field, section.problems[field])}>
      {(ties) => (
        <>
          <Select
            {...ties}
            className={styles.state ?? ''}
            showSearch={options.length > 8}
            optionFilterProp="label"
            allowClear={isClearable}
            {...(ties['aria-invalid'] && { status: 'error' })}
            value={section.form[field]}
            options={options}
            onChange={(value: string | undefined) => section.onChange({ [field]: value ?? null } as Partial<MonitorForm>)}
          />
          {extra}
        </>
      )}
    </Field>
  );
}

/** Several words, each with Enter. */
export function MonitorNames({ field, rule, offered, ...section }: Props<'tags' | 'statuses' | 'secretHeaders'> & { offered: string[] }) {
  const texts = useMonitorTexts();
  return (
    <Field label={texts.label(field)} rule={rule} problem={texts.problem(field, section.problems[field])}>
      {(ties) => (
        <Select
          {...ties}
          mode="tags"
          suffixIcon={null}
          className={styles.state ?? ''}
          {...(ties['aria-invalid'] && { status: 'error' })}
          options={offered.map((value) => ({ value, label: value }))}
          value={section.form[field]}
          tokenSeparators={[',', ';', '，', '；', '、', ' ', '\n']}
          onChange={(names: string[]) =>
            section.onChange({ [field]: [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))] })
          }
        />
      )}
    </Field>
  );
}
