import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { jsonBlob, offerFile } from '../../components/offer-file.ts';

import styles from './tray.module.css';
import { Tray } from './tray.tsx';

interface Props {
  name: string;
  busy: boolean;
  failure: Failure | undefined;
  onExport: (passphrase: string | undefined) => Promise<{ fileName: string; text: string } | null>;
  onClose: () => void;
}

const shortestPassphrase = 8;

/** Exports an account into a file, its secrets only under a passphrase. */
export function ExportTray({ name, busy, failure, onExport, onClose }: Props) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const [exported, setExported] = useState<string | null>(null);
  const sealed = passphrase !== '';
  const tooShort = sealed && passphrase.length < shortestPassphrase;
  const save = async () => {
    if (tooShort) return;
    const file = await onExport(sealed ? passphrase : undefined);
    setExported(file?.fileName ?? null);
    if (!file) return;
    setPassphrase('');
    offerFile(file.fileName, jsonBlob(file.text));
  };
  return (
    <Tray title={t('accounts.exportTitle', { name })}>
      <p className={styles.text}>{t('accounts.exportText')}</p>
      <form
        className={styles.line}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Input.Password
          aria-label={t('accounts.passphrase')}
          placeholder={t('accounts.passphrase')}
          visibilityToggle={false}
          autoComplete="new-password"
          maxLength={256}
          value={passphrase}
          {...(tooShort && { status: 'error' })}
          onChange={(event) => setPassphrase(event.target.value)}
        />
        <Button type="primary" htmlType="submit" disabled={tooShort} loading={busy}>
          {t(sealed ? 'accounts.exportSealed' : 'accounts.exportPlain')}
        </Button>
        <Button onClick={onClose}>{t('app.close')}</Button>
      </form>
      <p role="status" className={styles.text}>
        {exported && !sealed ? t('accounts.exported', { file: exported }) : t('accounts.passphraseRule')}
      </p>
      {failure && <FailureNote failure={failure} />}
    </Tray>
  );
}
