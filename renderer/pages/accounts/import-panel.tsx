import { Button, Input } from 'antd';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../shared/limits.ts';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { textOfFile } from '../../text/file-text.ts';
import styles from './import-panel.module.css';

interface Props {
  busy: boolean;
  failure: Failure | undefined;
  /** An id that is free, for where the file's own is taken. */
  freeId: (wish: string) => string;
  onImport: (file: { text: string; passphrase?: string; id?: string }) => void;
  onCancel: () => void;
}

/** Imports an account from a file; asks for a passphrase or another id only where they are needed. */
export function ImportPanel({ busy, failure, freeId, onImport, onCancel }: Props) {
  const { t } = useTranslation();
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [id, setId] = useState<string | null>(null);
  const [isOver, setOver] = useState(false);
  const [unread, setUnread] = useState<Failure | null>(null);
  const told = unread ?? failure;

  const wantsPassphrase = passphrase !== '' || ['accounts/needs-passphrase', 'accounts/wrong-passphrase'].includes(failure?.code ?? '');
  const isTaken = ['accounts/id-taken', 'accounts/id-case'].includes(failure?.code ?? '');
  const wish = id ?? (isTaken ? freeId(failure?.params?.id ?? '') : undefined);

  const take = async (picked: File | undefined) => {
    if (!picked) return;
    const text = await textOfFile(picked, limits.apiBodyBytes / 2);
    setUnread(text.ok ? null : text.error);
    if (!text.ok) return;
    setFile({ name: picked.name, text: text.value });
    setPassphrase('');
    setId(null);
    onImport({ text: text.value });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const goOn = () => {
    if (!file) return;
    if (wish !== undefined) setId(wish);
    onImport({ text: file.text, ...(passphrase !== '' && { passphrase }), ...(wish !== undefined && { id: wish }) });
  };

  return (
    <div className={styles.place}>
      <h2 className={styles.title}>{t('accounts.importTitle')}</h2>
      <section
        aria-label={t('accounts.importText')}
        className={styles.drop}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p className={styles.text}>{file ? t('accounts.importFile', { file: file.name }) : t('accounts.importText')}</p>
        <div className={styles.line}>
          <FileButton
            label={t('accounts.importPick')}
            type={file ? 'default' : 'primary'}
            loading={busy && !wantsPassphrase}
            accept=".json,application/json"
            onPick={(picked) => void take(picked)}
          />
          <Button onClick={onCancel}>{t('accounts.cancel')}</Button>
        </div>
      </section>
      {told && (
        <div className={styles.wide}>
          <FailureNote failure={told} />
        </div>
      )}
      {file && (wantsPassphrase || wish !== undefined) && (
        <form
          className={styles.line}
          onSubmit={(event) => {
            event.preventDefault();
            goOn();
          }}
        >
          {wantsPassphrase && (
            <Input.Password
              autoFocus
              aria-label={t('accounts.importPassphrase')}
              placeholder={t('accounts.importPassphrase')}
              visibilityToggle={false}
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          )}
          {wish !== undefined && (
            <Input
              aria-label={t('accounts.importId')}
              prefix={t('accounts.importId')}
              value={wish}
              onChange={(event) => setId(event.target.value.trim())}
            />
          )}
          <Button type="primary" htmlType="submit" loading={busy} disabled={(wantsPassphrase && passphrase === '') || wish === ''}>
            {t('accounts.importRetry')}
          </Button>
        </form>
      )}
    </div>
  );
}
