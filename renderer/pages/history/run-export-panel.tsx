import { useTranslation } from 'react-i18next';
import type { ExportState } from '../../../shared/export.ts';
import { ExportTray } from '../../components/export-tray.tsx';
import { useRunExports, useRuns, useSettings, useStores } from '../../stores/context.ts';
import { askedRuns, isNarrowed } from '../../stores/run-list.ts';
import { formatCount } from '../../text/format.ts';
import { formatSize } from '../../text/size.ts';

const choices = ['jsonl', 'csv', 'trail'] as const;

/** The tray that exports the history as it is filtered, or the audit trail as a whole; while it is open. */
export function RunExportPanel() {
  const { t } = useTranslation();
  const { runExports, host } = useStores();
  const { isOpen, format, last, starting, failure } = useRunExports((state) => state);
  const filter = useRuns((state) => state.filter);
  const standing = useStanding(last);
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

/** How the export stands, in words. */
function useStanding(last: ExportState | null): string {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  if (!last) return '';
  const facts = { rows: formatCount(last.rows, language), size: formatSize(last.bytes), file: last.fileName };
  switch (last.phase) {
    case 'offered':
      return t('exports.offered');
    case 'running':
      return t('runExport.running', facts);
    case 'done':
      return `${t('runExport.done', facts)} · ${t('runExport.private')}`;
    case 'cancelled':
      return t('exports.cancelled');
    case 'failed':
      return '';
  }
}
