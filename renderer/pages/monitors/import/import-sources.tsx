import { UploadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../../shared/limits.ts';
import type { Failure } from '../../../../shared/result.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { FileButton } from '../../../components/file-button.tsx';
import { useStores } from '../../../stores/context.ts';
import { textOfFile } from '../../../text/file-text.ts';
import styles from './import-sources.module.css';

/** Where monitors can come from: a file that is chosen or dropped, or text that is pasted. */
export function ImportSources() {
  const { t } = useTranslation();
  const { monitorImport } = useStores();
  const [pasted, setPasted] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const { read } = monitorImport.getState();
  const take = async (file: File | undefined) => {
    if (!file) return;
    const text = await textOfFile(file, limits.importChars);
    setFailure(text.ok ? null : text.error);
    if (text.ok) await read(text.value, file.name);
  };
  const preview = () => {
    setFailure(null);
    void read(pasted, null);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a file can be dropped here, or chosen with the button
    <div className={styles.sources} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <div className={styles.file}>
        <FileButton
          label={t('monitorImport.file')}
          icon={<UploadOutlined aria-hidden />}
          accept=".json,application/json"
          onPick={(file) => void take(file)}
        />
        <p className={styles.quiet}>{t('monitorImport.drop')}</p>
        {failure && <FailureNote failure={failure} />}
      </div>
      <div className={styles.paste}>
        <span aria-hidden>{t('monitorImport.paste')}</span>
        <Input.TextArea
          aria-label={t('monitorImport.paste')}
          rows={8}
          spellCheck={false}
          value={pasted}
          maxLength={limits.importChars}
          onChange={(event) => setPasted(event.target.value)}
        />
      </div>
      <div>
        <Button type="primary" disabled={pasted.trim() === ''} onClick={preview}>
          {t('monitorImport.preview')}
        </Button>
      </div>
    </div>
  );
}
