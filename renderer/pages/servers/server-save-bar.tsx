import { useTranslation } from 'react-i18next';
import { SaveBar } from '../../components/save-bar.tsx';
import { type TargetProblems, targetFields } from '../../stores/target-form.ts';
import { useTargetTexts } from './use-target-texts.ts';

interface Props {
  isNew: boolean;
  problems: TargetProblems;
  touched: boolean;
  hasSecrets: boolean;
  saving: boolean;
  canSave: boolean;
  onDiscard: () => void;
}

/** Saves or discards a server, and names the fields that are in the way. */
export function ServerSaveBar({ isNew, problems, touched, hasSecrets, saving, canSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const { labels } = useTargetTexts();
  const fields = targetFields.filter((field) => problems[field]);
  const lacking = fields.filter((field) => problems[field]?.kind === 'missing');
  const wrong = fields.filter((field) => problems[field]?.kind !== 'missing');
  const told =
    wrong.length > 0
      ? t('servers.wrong', { fields: labels(wrong) })
      : lacking.length > 0
        ? t('servers.lacking', { fields: labels(lacking) })
        : hasSecrets
          ? t('servers.secretsTyped')
          : touched && !isNew
            ? t('servers.changed')
            : '';
  return (
    <SaveBar
      addLabel={isNew ? t('servers.saveNew') : undefined}
      touched={touched}
      saving={saving}
      canSave={canSave}
      told={told}
      onDiscard={onDiscard}
    />
  );
}
