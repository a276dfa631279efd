import { Segmented } from 'antd';
import { Field } from './field.tsx';

interface Props<Value extends string> {
  label: string;
  rule: string;
  options: { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few. */
export function ChoiceField<Value extends string>({ label, rule, options, value, onChange }: Props<Value>) {
  return (
    <Field label={label} rule={rule}>
      {({ id }) => <Segmented id={id} aria-label={label} value={value} onChange={onChange} options={options} />}
    </Field>
  );
}
