import { useTranslation } from 'react-i18next';
import type { AccountForm, FormProblems } from '../../stores/account-form.ts';
import { ChoiceField } from './choice-field.tsx';
import { TextField } from './text-field.tsx';

interface Props {
  form: AccountForm;
  problems: FormProblems;
  onChange: (change: Partial<AccountForm>) => void;
}

/** How the account's calls reach the platform. */
export function NetworkFields({ form, problems, onChange }: Props) {
  const { t } = useTranslation();
  const { platform, via } = form;
  const rules = { direct: t('rule.viaDirect'), proxy: t('rule.viaProxy'), ssh: t('rule.viaSsh') };
  return (
    <>
      <TextField
        field="apiBase"
        platform={platform}
        value={form.apiBase}
        problem={problems.apiBase}
        onChange={(apiBase) => onChange({ apiBase })}
      />
      <ChoiceField
        label={t('field.wayOut')}
        rule={rules[via]}
        options={['direct', 'proxy', 'ssh']}
        value={via}
        onChange={(value) => onChange({ via: value })}
      />
      {via === 'proxy' && (
        <TextField
          field="proxyUrl"
          platform={platform}
          value={form.proxyUrl}
          problem={problems.proxyUrl}
          onChange={(proxyUrl) => onChange({ proxyUrl })}
        />
      )}
    </>
  );
}
