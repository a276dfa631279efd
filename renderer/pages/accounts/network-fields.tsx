import { useTranslation } from 'react-i18next';
import type { AccountForm, FormProblems } from '../../stores/account-form.ts';
import { AccountChoiceField } from './account-choice-field.tsx';
import { AccountTextField } from './account-text-field.tsx';

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
      <AccountTextField
        field="apiBase"
        platform={platform}
        value={form.apiBase}
        problem={problems.apiBase}
        onChange={(apiBase) => onChange({ apiBase })}
      />
      <AccountChoiceField
        label={t('field.wayOut')}
        rule={rules[via]}
        options={['direct', 'proxy', 'ssh']}
        value={via}
        onChange={(value) => onChange({ via: value })}
      />
      {via === 'proxy' && (
        <AccountTextField
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
