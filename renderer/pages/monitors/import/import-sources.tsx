import { UploadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../../shared/limits.ts';
import { useStores } from '../../../stores/context.ts';
import { formatSize } from '../../../text/size.ts';
import styles from './import-sources.module.css';

/** Where monitors can come from: a file that is chosen or dropped, or text that is pasted. */
export function ImportSources() {
  const { t } = useTranslation();
  const { monitorImport } = useStores();
  const [pasted, setPasted] = useState('');
  const [isTooLarge, setTooLarge] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const { read } = monitorImport.getState();
  const take = async (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > limits.importChars);
    if (file.size <= limits.importChars) await read(await file.text(), file.name);
  };
  const preview = () => {
    setTooLarge(false);
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
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          data-testid="monitor-file"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            // why: the same file can be chosen again once it was mended
            event.target.value = '';
          }}
        />
        <Button icon={<UploadOutlined aria-hidden />} onClick={() => picker.current?.click()}>
          {t('monitorImport.file')}
        </Button>
        <p className={styles.quiet}>{t('monitorImport.drop')}</p>
        {isTooLarge && (
          <p role="alert" className={styles.wrong}>
            ▲ {t('monitorImport.tooLarge', { size: formatSize(limits.importChars) })}
          </p>
        )}
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
