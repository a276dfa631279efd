import { useTranslation } from 'react-i18next';
import type { ExportState } from '../../shared/export.ts';
import { useSettings } from '../stores/context.ts';
import { formatCount } from '../text/format.ts';
import { formatSize } from '../text/size.ts';

/** How an export of messages or of runs stands, in words; empty for none, and for one that failed, which says so itself. */
export function useExportStanding(last: ExportState | null, of: 'exports' | 'runExport'): string {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  if (!last) return '';
  const facts = { rows: formatCount(last.rows, language), size: formatSize(last.bytes), file: last.fileName };
  switch (last.phase) {
    case 'offered':
      return t('exports.offered');
    case 'running':
      return t(`${of}.running`, facts);
    case 'done':
      return `${t(`${of}.done`, facts)} · ${t(`${of}.private`)}`;
    case 'cancelled':
      return t('exports.cancelled');
    case 'failed':
      return '';
  }
}
