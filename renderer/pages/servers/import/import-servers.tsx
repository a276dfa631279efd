import { useTranslation } from 'react-i18next';
import { ImportPage } from '../../../components/import-page.tsx';
import { useStores, useTargetImport } from '../../../stores/context.ts';
import { isAddable } from '../../../stores/target-import.ts';
import { ImportSources } from './import-sources.tsx';
import { ImportTable } from './import-table.tsx';
import { SkippedLines } from './skipped-lines.tsx';

/** Imports servers. */
export function ImportServers({ onClose }: { onClose: (added: string[] | null) => void }) {
  const { t } = useTranslation();
  const { targetImport } = useStores();
  const { preview, from, chosen, busy, failure } = useTargetImport((state) => state);
  const { read, choose, add, clear } = targetImport.getState();
  return (
    <ImportPage
      {...{ from, busy, failure, onClose }}
      title={t('serverImport.title')}
      texts="serverImport"
      read={
        preview && {
          rows: preview.found.length,
          addable: preview.found.filter(isAddable).length,
          problems: preview.skipped.length + preview.found.filter(({ problems }) => problems.length > 0).length,
        }
      }
      chosen={chosen.length}
      onAdd={add}
      sources={<ImportSources busy={busy !== null} onRead={(source, name) => void read(source, name)} />}
      onAgain={clear}
    >
      {preview?.found.length === 0 && <p>{t('serverImport.nothingHint')}</p>}
      {preview && preview.found.length > 0 && <ImportTable found={preview.found} chosen={chosen} onChoose={choose} />}
      {preview && <SkippedLines skipped={preview.skipped} />}
    </ImportPage>
  );
}
