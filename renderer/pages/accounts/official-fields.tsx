import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/field.tsx';
import type { AccountForm } from '../../stores/account-form.ts';
import { AccountChoiceField } from './account-choice-field.tsx';

interface Props {
  form: AccountForm;
  onChange: (change: Partial<AccountForm>) => void;
}

/** What only Official Accounts have: their kind, which decides what they may do, and how their callbacks are encrypted. */
export function OfficialFields({ form, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <AccountChoiceField
        label={t('field.kind')}
        rule=""
        options={['subscription', 'service']}
        value={form.kind}
        onChange={(kind) => onChange({ kind })}
      />
      {(['verified', 'sandboxAccount'] as const).map((field) => (
        <Field key={field} label={t(`field.${field}`)} rule={t(`rule.${field}`)}>
          {({ 'aria-invalid': _, ...ties }) => (
            <Switch {...ties} checked={form[field]} onChange={(checked) => onChange({ [field]: checked })} />
          )}
        </Field>
      ))}
    </>
  );
}
