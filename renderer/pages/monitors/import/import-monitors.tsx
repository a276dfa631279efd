import { useTranslation } from 'react-i18next';
import { ImportPage } from '../../../components/import-page.tsx';
import { useMonitorImport, useStores } from '../../../stores/context.ts';
import { ImportProblems } from './import-problems.tsx';
import { ImportSources } from './import-sources.tsx';
import { ImportTable } from './import-table.tsx';

/** Imports monitors: what can't be added is said as well. */
export function ImportMonitors({ onClose }: { onClose: (added: string[] | null) => void }) {
  const { t } = useTranslation();
  const { monitorImport } = useStores();
  const { preview, from, chosen, busy, failure } = useMonitorImport((state) => state);
  const { add, clear, choose } = monitorImport.getState();
  return (
    <ImportPage
      {...{ from, busy, failure, onClose }}
      title={t('monitors.importTitle')}
      texts="monitorImport"
      read={preview && { rows: preview.found.length, addable: preview.found.length, problems: preview.problems.length }}
      chosen={chosen.length}
      onAdd={add}
      sources={<ImportSources />}
      onAgain={clear}
    >
      {preview && preview.found.length > 0 && (
        <ImportTable found={preview.found} changes={preview.changes} chosen={chosen} onChoose={choose} />
      )}
      {preview && <ImportProblems problems={preview.problems} />}
    </ImportPage>
  );
}
