import { Button, Input } from 'antd';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../../shared/limits.ts';
import type { ImportSource } from '../../../../shared/target-import.ts';
import { FileButton } from '../../../components/file-button.tsx';
import { formatSize } from '../../../text/size.ts';
import styles from './import-sources.module.css';
import { isSshConfig, sourceOfFile } from './read-file.ts';

interface Props {
  busy: boolean;
  /** @param from what it is called to whoever looks at the preview; null for what was pasted */
  onRead: (source: ImportSource, from: string | null) => void;
}

/** The largest file that is taken, in bytes: base64 makes four characters of three bytes. */
const largestFile = Math.floor(limits.importChars / 4) * 3;

/** From where servers can be imported: the ssh configuration, a file, or a text that is pasted. */
export function ImportSources({ busy, onRead }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isOver, setOver] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);

  const take = async (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > largestFile);
    if (file.size <= largestFile) onRead(await sourceOfFile(file), file.name);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className={styles.sources}>
      <div className={styles.source}>
        <Button type="primary" loading={busy} onClick={() => onRead({ kind: 'ssh-config' }, '~/.ssh/config')}>
          {t('serverImport.sshConfig')}
        </Button>
        <p className={styles.text}>{t('serverImport.sshConfigText')}</p>
      </div>
      <section
        aria-label={t('serverImport.csv')}
        className={styles.source}
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileButton label={t('serverImport.csv')} disabled={busy} onPick={(file) => void take(file)} />
        <p className={styles.text}>{t('serverImport.csvText')}</p>
        {isTooLarge && (
          <p role="alert" className={styles.wrong}>
            <span aria-hidden>▲ </span>
            {t('serverImport.tooLarge', { size: formatSize(largestFile) })}
          </p>
        )}
      </section>
      <form
        className={styles.paste}
        onSubmit={(event) => {
          event.preventDefault();
          setTooLarge(false);
          onRead({ kind: isSshConfig(text) ? 'ssh-config' : 'csv', text }, null);
        }}
      >
        <Input.TextArea
          aria-label={t('serverImport.paste')}
          placeholder={`${t('serverImport.paste')}\n${t('serverImport.pasteHint')}`}
          className={styles.field ?? ''}
          rows={8}
          spellCheck={false}
          maxLength={limits.importChars}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit" disabled={text.trim() === '' || busy}>
          {t('serverImport.preview')}
        </Button>
      </form>
    </div>
  );
}
