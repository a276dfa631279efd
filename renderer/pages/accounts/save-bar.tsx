import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Platform } from '../../../shared/account.ts';
import type { AccountField } from '../../../shared/account-fields.ts';
import type { FormProblems } from '../../stores/account-form.ts';
import styles from './save-bar.module.css';
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

/** Saves or discards, and says what is still in the way. */
export function SaveBar({ platform, isNew, problems, changed, hasSecrets, saving, canSave, onDiscard }: Props) {
  const { t } = useTranslation();
  const { labels } = useFieldTexts(platform);
  const fields = Object.entries(problems) as [AccountField, string][];
  const lacking = fields.filter(([, problem]) => problem === 'missing').map(([field]) => field);
  const wrong = fields.filter(([, problem]) => problem !== 'missing').map(([field]) => field);
  const touched = changed || hasSecrets;
  const told = saving
    ? t('accounts.saving')
    : wrong.length > 0
      ? t('accounts.wrong', { fields: labels(wrong) })
      : lacking.length > 0
        ? t('accounts.lacking', { fields: labels(lacking) })
        : hasSecrets
          ? t('accounts.secretsTyped')
          : touched && !isNew
            ? t('accounts.changed')
            : '';
  return (
    <div className={styles.bar}>
      <Button type="primary" htmlType="submit" disabled={!canSave} loading={saving}>
        {t(isNew ? 'accounts.saveNew' : 'accounts.save')}
      </Button>
      <Button disabled={!(touched || isNew) || saving} onClick={onDiscard}>
        {t(isNew ? 'accounts.cancel' : 'accounts.discard')}
      </Button>
      <p role="status" className={styles.told}>
        {told}
      </p>
    </div>
  );
}
