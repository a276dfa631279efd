import { useTranslation } from 'react-i18next';
import { exportFormats } from '../../../shared/export.ts';
import { ExportTray } from '../../components/export-tray.tsx';
import { useExportStanding } from '../../components/use-export-standing.ts';
import { useExports, useMessages, useStores } from '../../stores/context.ts';

/** The tray of exports, while it is open, for the filter that is applied. */
export function ExportPanel() {
  const { t } = useTranslation();
  const { exports, host } = useStores();
  const { isOpen, format, last, starting, failure } = useExports((state) => state);
  const filter = useMessages((state) => state.filter.text);
  const standing = useExportStanding(last, 'exports');
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
