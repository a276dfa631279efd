import { UploadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Skeleton } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '../../../../shared/limits.ts';
import type { Monitor, MonitorImport } from '../../../../shared/monitor/monitor.ts';
import { FailureNote } from '../../../components/failure-note.tsx';
import { useFailureText } from '../../../components/use-failure-text.ts';
import { useMonitorImport, useStores } from '../../../stores/context.ts';
import { formatSize } from '../../../text/size.ts';
import { TagLabels } from '../../servers/labels.tsx';
import { WayPage } from '../../servers/way-page.tsx';
import { useLooks } from '../use-looks.ts';
import styles from './import-view.module.css';

/** Imports monitors: first where from, then a look at what would be added and what can't be. */
export function ImportView({ onClose }: { onClose: (added: number | null) => void }) {
  const { t } = useTranslation();
  const { monitorImport } = useStores();
  const { preview, from, chosen, busy, failure } = useMonitorImport((state) => state);
  const { add, clear, choose } = monitorImport.getState();
  const foot = preview && (
    <>
      <Button
        type="primary"
        disabled={chosen.length === 0}
        loading={busy === 'add'}
        onClick={() => void add().then((added) => added !== null && onClose(added))}
      >
        {t('monitorImport.add', { n: chosen.length })}
      </Button>
      <Button onClick={clear}>{t('monitorImport.again')}</Button>
      <p role="status">
        {preview.found.length === 0
          ? t('monitorImport.nothing')
          : t('monitorImport.found', { n: preview.found.length, chosen: chosen.length })}
        {' · '}
        {t('monitorImport.from', { from })}
      </p>
    </>
  );
  return (
    <WayPage title={t('monitors.importTitle')} intro={t('monitorImport.intro')} foot={foot} onClose={() => onClose(null)}>
      {failure && <FailureNote failure={failure} />}
      {busy === 'read' && (
        <div role="status" aria-label={t('monitorImport.reading')}>
          <Skeleton active paragraph={{ rows: 4 }} />
        </div>
      )}
      {preview ? (
        <>
          {preview.found.length > 0 && <Found found={preview.found} chosen={chosen} onChoose={choose} />}
          <Problems problems={preview.problems} />
        </>
      ) : (
        busy !== 'read' && <Sources />
      )}
    </WayPage>
  );
}

function Sources() {
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
          onChange={(event) => void take(event.target.files?.[0])}
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
        <Button type="primary" disabled={pasted.trim() === ''} onClick={() => void read(pasted, t('monitorImport.pasted'))}>
          {t('monitorImport.preview')}
        </Button>
      </div>
    </div>
  );
}

interface FoundProps {
  found: Monitor[];
  chosen: string[];
  onChoose: (ids: string[], isChosen: boolean) => void;
}

function Found({ found, chosen, onChoose }: FoundProps) {
  const { t } = useTranslation();
  const looks = useLooks();
  const ids = found.map(({ id }) => id);
  const isAll = ids.every((id) => chosen.includes(id));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <Checkbox
              checked={isAll}
              indeterminate={chosen.length > 0 && !isAll}
              aria-label={t('monitors.chooseAll')}
              onChange={({ target }) => onChoose(ids, target.checked)}
            />
          </th>
          <th scope="col">{t('monitors.column.name')}</th>
          <th scope="col">{t('monitorField.kind')}</th>
          <th scope="col">{t('monitors.column.looks')}</th>
          <th scope="col">{t('monitorField.intervalSeconds')}</th>
          <th scope="col">{t('monitors.column.tags')}</th>
        </tr>
      </thead>
      <tbody>
        {found.map((monitor) => (
          <tr key={monitor.id}>
            <td>
              <Checkbox
                checked={chosen.includes(monitor.id)}
                aria-label={t('monitors.choose', { name: monitor.name })}
                onChange={({ target }) => onChoose([monitor.id], target.checked)}
              />
            </td>
            <td title={monitor.id}>{monitor.name}</td>
            <td>{t(`monitorKind.${monitor.check.kind}`)}</td>
            <td className={styles.looks}>{looks(monitor)}</td>
            <td>
              {monitor.intervalSeconds} {t('monitorForm.seconds')}
            </td>
            <td>
              <TagLabels tags={monitor.tags} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Problems({ problems }: { problems: MonitorImport['problems'] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  return (
    <section aria-label={t('monitorImport.problems', { n: problems.length })}>
      <h3 className={styles.title}>▲ {t('monitorImport.problems', { n: problems.length })}</h3>
      <ul>
        {problems.map(({ name, reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names can be the same
          <li key={index} className={styles.problem}>
            <b>{name}</b> <Reason failure={reason} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reason({ failure }: { failure: MonitorImport['problems'][number]['reason'] }) {
  const { message, hint } = useFailureText(failure);
  return (
    <>
      {message} <span className={styles.quiet}>{hint}</span>
    </>
  );
}
