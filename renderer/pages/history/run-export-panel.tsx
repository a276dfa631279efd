import { useTranslation } from 'react-i18next';
import { ExportTray } from '../../components/export-tray.tsx';
import { useExportStanding } from '../../components/use-export-standing.ts';
import { useRunExports, useRuns, useStores } from '../../stores/context.ts';
import { askedRuns, isNarrowed } from '../../stores/run-list.ts';

const choices = ['jsonl', 'csv', 'trail'] as const;

/** The tray that exports the history as it is filtered, or the audit trail as a whole; while it is open. */
export function RunExportPanel() {
  const { t } = useTranslation();
  const { runExports, host } = useStores();
  const { isOpen, format, last, starting, failure } = useRunExports((state) => state);
  const filter = useRuns((state) => state.filter);
  const standing = useExportStanding(last, 'runExport');
  if (!isOpen) return null;
  const { open, choose, start, cancel } = runExports.getState();
  return (
    <ExportTray
      {...{ format, last, standing, starting, failure }}
      title={t('runExport.title')}
      what={t(format === 'trail' ? 'runExport.trailAll' : isNarrowed(filter) ? 'runExport.filtered' : 'runExport.all')}
      formatLabel={t('runExport.choice')}
      formats={choices.map((value) => ({ value, label: t(`runExport.choices.${value}`) }))}
      about={t(`runExport.about.${format}`)}
      asksForPlace={host.kind === 'electron'}
      onFormat={choose}
      onStart={() => void start(askedRuns(filter, Date.now()))}
      onCancel={() => void cancel()}
      onClose={() => open(false)}
    />
  );
}
