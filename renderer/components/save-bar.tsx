import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './save-bar.module.css';

interface Props {
  /** What the button says that adds something new; absent where something is changed. */
  addLabel: string | undefined;
  /** There is something to save or to discard. */
  touched: boolean;
  saving: boolean;
  canSave: boolean;
  /** What is still in the way, or what will be saved. */
  told: string;
  onDiscard: () => void;
}

/** The foot of a form: saves or discards, and says what is still in the way. */
export function SaveBar({ addLabel, touched, saving, canSave, told, onDiscard }: Props) {
  const { t } = useTranslation();
  const isNew = addLabel !== undefined;
  return (
    <div className={styles.bar}>
      <Button type="primary" htmlType="submit" disabled={!canSave} loading={saving}>
        {addLabel ?? t('accounts.save')}
      </Button>
      <Button disabled={!(touched || isNew) || saving} onClick={onDiscard}>
        {t(isNew ? 'accounts.cancel' : 'accounts.discard')}
      </Button>
      <p role="status" className={styles.told}>
        {saving ? t('accounts.saving') : told}
      </p>
    </div>
  );
}
