import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';

type Option = 'plaintext' | 'compatible' | 'safe' | 'subscription' | 'service' | 'direct' | 'proxy' | 'ssh';

interface Props<Value extends Option> {
  label: string;
  rule: string;
  options: readonly Value[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few. */
export function ChoiceField<Value extends Option>({ label, rule, options, value, onChange }: Props<Value>) {
  const { t } = useTranslation();
  return (
    <Field label={label} rule={rule}>
      {({ id }) => (
        <Segmented
          id={id}
          aria-label={label}
          value={value}
          onChange={onChange}
          options={options.map((option) => ({ value: option, label: t(`option.${option}`) }))}
        />
      )}
    </Field>
  );
}
