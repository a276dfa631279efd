import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../components/failure-note.tsx';
import { WayPage } from '../../../components/way-page.tsx';
import { useStores, useTargetImport } from '../../../stores/context.ts';
import { isAddable } from '../../../stores/target-import.ts';
import { ImportSources } from './import-sources.tsx';
import { ImportTable } from './import-table.tsx';
import { SkippedLines } from './skipped-lines.tsx';

/** Imports servers: first where from, then a look at what would be added. */
export function ImportPage({ onClose }: { onClose: (added: number | null) => void }) {
  const { t } = useTranslation();
  const { targetImport } = useStores();
  const { preview, from, chosen, busy, failure } = useTargetImport((state) => state);
  const { read, choose, add, clear } = targetImport.getState();
  const addable = preview?.found.filter(isAddable).length ?? 0;
  const foot = preview && (
    <>
      <Button
        type="primary"
        disabled={chosen.length === 0}
        loading={busy === 'add'}
        onClick={() => void add().then((added) => added !== null && onClose(added))}
      >
        {t('serverImport.add', { n: chosen.length })}
      </Button>
      <Button onClick={clear}>{t('serverImport.again')}</Button>
      <p role="status">
        {preview.found.length === 0 ? t('serverImport.nothing') : t('serverImport.found', { n: addable, chosen: chosen.length })}
        {' · '}
        {t('serverImport.from', { from })}
      </p>
    </>
  );
  return (
    <WayPage title={t('serverImport.title')} intro={t('serverImport.intro')} foot={foot} onClose={() => onClose(null)}>
      {failure && <FailureNote failure={failure} />}
      {busy === 'read' && (
        <div role="status" aria-label={t('serverImport.reading')}>
          <Skeleton active paragraph={{ rows: 4 }} />
        </div>
      )}
      {preview ? (
        <>
          {preview.found.length === 0 && <p>{t('serverImport.nothingHint')}</p>}
          {preview.found.length > 0 && <ImportTable found={preview.found} chosen={chosen} onChoose={choose} />}
          <SkippedLines skipped={preview.skipped} />
        </>
      ) : (
        busy !== 'read' && <ImportSources busy={busy !== null} onRead={(source, name) => void read(source, name)} />
      )}
    </WayPage>
  );
}
