import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../../components/failure-note.tsx';
import { WayPage } from '../../../components/way-page.tsx';
import { useMonitorImport, useStores } from '../../../stores/context.ts';
import { ImportProblems } from './import-problems.tsx';
import { ImportSources } from './import-sources.tsx';
import { ImportTable } from './import-table.tsx';

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
          {preview.found.length > 0 && <ImportTable found={preview.found} chosen={chosen} onChoose={choose} />}
          <ImportProblems problems={preview.problems} />
        </>
      ) : (
        busy !== 'read' && <ImportSources />
      )}
    </WayPage>
  );
}
