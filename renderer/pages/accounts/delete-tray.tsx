import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import styles from './tray.module.css';
import { Tray } from './tray.tsx';

interface Props {
  name: string;
  busy: boolean;
  failure: Failure | undefined;
  onDelete: (typed: string) => void;
  onClose: () => void;
}

/** Deletes an account once its name has been typed; says what goes and what stays. */
export function DeleteTray({ name, busy, failure, onDelete, onClose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const id = useId();
  return (
    <Tray title={t('accounts.deleteTitle', { name })}>
      <p>{t('accounts.deleteGoes')}</p>
      <p className={styles.text}>{t('accounts.deleteStays')}</p>
      <label htmlFor={id}>{t('accounts.deleteType', { name })}</label>
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === name) onDelete(typed);
        }}
      >
        <Input id={id} autoFocus autoComplete="off" placeholder={name} value={typed} onChange={(event) => setTyped(event.target.value)} />
        <Button danger type="primary" htmlType="submit" disabled={typed.trim() !== name} loading={busy}>
          {t('accounts.deleteNow', { name })}
        </Button>
        <Button onClick={onClose}>{t('accounts.cancel')}</Button>
      </form>
      {failure && <FailureNote failure={failure} />}
    </Tray>
  );
}
