import { useTranslation } from 'react-i18next';
import { type ExportState, exportFormats } from '../../../shared/export.ts';
import { ExportTray } from '../../components/export-tray.tsx';
import { useExports, useMessages, useSettings, useStores } from '../../stores/context.ts';
import { formatCount } from '../../text/format.ts';
import { formatSize } from '../../text/size.ts';

/** The tray of exports, while it is open, for the filter that is applied. */
export function ExportPanel() {
  const { t } = useTranslation();
  const { exports, host } = useStores();
  const { isOpen, format, last, starting, failure } = useExports((state) => state);
  const filter = useMessages((state) => state.filter.text);
  const standing = useStanding(last);
  if (!isOpen) return null;
  const { open, choose, start, cancel } = exports.getState();
  const what =
    filter === '' ? (
      t('exports.all')
    ) : (
      <>
        {t('exports.filtered')} <code>{filter}</code>
      </>
    );
  return (
    <ExportTray
      {...{ what, format, last, standing, starting, failure }}
      title={t('exports.title')}
      formatLabel={t('exports.format')}
      formats={exportFormats.map((value) => ({ value, label: t(`exports.formats.${value}`) }))}
      about={t(`exports.about.${format}`)}
      asksForPlace={host.kind === 'electron'}
      onFormat={choose}
      onStart={() => void start(filter)}
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
      return t('exports.running', facts);
    case 'done':
      return `${t('exports.done', facts)} · ${t('exports.private')}`;
    case 'cancelled':
      return t('exports.cancelled');
    case 'failed':
      return '';
  }
}
