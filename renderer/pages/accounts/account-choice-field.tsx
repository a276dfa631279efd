import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../components/choice-field.tsx';

type Option = 'plaintext' | 'compatible' | 'safe' | 'subscription' | 'service' | 'direct' | 'proxy' | 'ssh';

interface Props<Value extends Option> {
  label: string;
  rule: string;
  options: readonly Value[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few things that an account may be set to. */
export function AccountChoiceField<Value extends Option>({ options, ...field }: Props<Value>) {
  const { t } = useTranslation();
  return <ChoiceField {...field} options={options.map((value) => ({ value, label: t(`option.${value}`) }))} />;
}
