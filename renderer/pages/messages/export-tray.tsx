import { Button, Progress, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { type ExportFormat, type ExportState, exportFormats, isUnderWay } from '../../../shared/export.ts';
import type { Language } from '../../../shared/language.ts';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { formatCount } from '../../text/format.ts';
import { formatSize } from '../../text/size.ts';
import styles from './export-tray.module.css';

interface Props {
  /** The filter that is applied, as text. */
  filter: string;
  format: ExportFormat;
  last: ExportState | null;
  starting: boolean;
  failure: Failure | null;
  language: Language;
  /** The system asks where the file is to go; a browser does that by itself. */
  asksForPlace: boolean;
  onFormat: (format: ExportFormat) => void;
  onStart: () => void;
  onCancel: () => void;
  onClose: () => void;
}

/** Exports what the list shows, all of it; opened below the filter line. */
export function ExportTray({ filter, format, last, starting, failure, language, asksForPlace, ...on }: Props) {
  const { t } = useTranslation();
  const running = last !== null && isUnderWay(last);
  return (
    <section aria-label={t('exports.title')} className={styles.tray}>
      <p className={styles.what}>
        {filter === '' ? (
          t('exports.all')
        ) : (
          <>
            {t('exports.filtered')} <code>{filter}</code>
          </>
        )}
      </p>
      <div className={styles.line}>
        <Segmented
          aria-label={t('exports.format')}
          disabled={running}
          value={format}
          onChange={on.onFormat}
          options={exportFormats.map((value) => ({ value, label: t(`exports.formats.${value}`) }))}
        />
        {running ? (
          <Button onClick={on.onCancel}>{t('app.cancel')}</Button>
        ) : (
          <Button type="primary" loading={starting} onClick={on.onStart}>
            {t(asksForPlace ? 'exports.start' : 'exports.download')}
          </Button>
        )}
        <Button onClick={on.onClose}>{t('app.close')}</Button>
      </div>
      <p className={styles.text}>{t(`exports.about.${format}`)}</p>
      {running && (
        <Progress
          aria-label={t('exports.progress')}
          percent={Math.floor(last.share * 100)}
          size="small"
          status={last.phase === 'offered' ? 'normal' : 'active'}
        />
      )}
      <p role="status" aria-live={running ? 'off' : 'polite'} className={styles.text}>
        {last && <Standing last={last} language={language} />}
      </p>
      {failure ? <FailureNote failure={failure} /> : last?.phase === 'failed' && last.failure && <FailureNote failure={last.failure} />}
    </section>
  );
}

/** How the export stands, in words. */
function Standing({ last, language }: { last: ExportState; language: Language }) {
  const { t } = useTranslation();
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
      return null;
  }
}
