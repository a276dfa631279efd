import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../shared/account.ts';
import type { AccountField } from '../../../shared/account-fields.ts';
import { SaveBar } from '../../components/save-bar.tsx';
import type { FormProblems } from '../../stores/account-form.ts';
import { useFieldTexts } from './use-field-texts.ts';

interface Props {
  platform: Platform;
  isNew: boolean;
  problems: FormProblems;
  changed: boolean;
  hasSecrets: boolean;
  saving: boolean;
  canSave: boolean;
  onDiscard: () => void;
}

/** Saves or discards an account, and names the fields that are in the way. */
export function AccountSaveBar({ platform, isNew, problems, changed, hasSecrets, saving, canSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const { labels } = useFieldTexts(platform);
  const fields = Object.entries(problems) as [AccountField, string][];
  const lacking = fields.filter(([, problem]) => problem === 'missing').map(([field]) => field);
  const wrong = fields.filter(([, problem]) => problem !== 'missing').map(([field]) => field);
  const touched = changed || hasSecrets;
  const told =
    wrong.length > 0
      ? t('accounts.wrong', { fields: labels(wrong) })
      : lacking.length > 0
        ? t('accounts.lacking', { fields: labels(lacking) })
        : hasSecrets
          ? t('accounts.secretsTyped')
          : touched && !isNew
            ? t('accounts.changed')
            : '';
  return (
    <SaveBar
      addLabel={isNew ? t('accounts.saveNew') : undefined}
      touched={touched}
      saving={saving}
      canSave={canSave}
      told={told}
      onDiscard={onDiscard}
    />
  );
}
