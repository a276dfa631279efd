import { Button, Progress, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ExportState, isUnderWay } from '../../shared/export.ts';
import type { Failure } from '../../shared/result.ts';
import styles from './export-tray.module.css';
import { FailureNote } from './failure-note.tsx';

interface Props<Format extends string> {
  title: string;
  /** What will be in the file. */
  what: ReactNode;
  /** What the ways are called together. */
  formatLabel: string;
  formats: { value: Format; label: string }[];
  format: Format;
  /** What the chosen way is for. */
  about: string;
  last: ExportState | null;
  /** How the last export stands, in words; empty for one that failed, which says so itself. */
  standing: string;
  starting: boolean;
  failure: Failure | null;
  /** The system asks where the file is to go; a browser does that by itself. */
  asksForPlace: boolean;
  onFormat: (format: Format) => void;
  onStart: () => void;
  onCancel: () => void;
  onClose: () => void;
}

/** Exports what a list shows, all of it; opened below the list's filter line. */
export function ExportTray<Format extends string>({ title, what, formats, format, last, standing, failure, ...props }: Props<Format>) {
  const { t } = useTranslation();
  const running = last !== null && isUnderWay(last);
  return (
    <section aria-label={title} className={styles.tray}>
      <p className={styles.what}>{what}</p>
      <div className={styles.line}>
        <Segmented aria-label={props.formatLabel} disabled={running} value={format} onChange={props.onFormat} options={formats} />
        {running ? (
          <Button onClick={props.onCancel}>{t('app.cancel')}</Button>
        ) : (
          <Button type="primary" loading={props.starting} onClick={props.onStart}>
            {t(props.asksForPlace ? 'exports.start' : 'exports.download')}
          </Button>
        )}
        <Button onClick={props.onClose}>{t('app.close')}</Button>
      </div>
      <p className={styles.text}>{props.about}</p>
      {running && (
        <Progress
          aria-label={t('exports.progress')}
          percent={Math.floor(last.share * 100)}
          size="small"
          status={last.phase === 'offered' ? 'normal' : 'active'}
        />
      )}
      <p role="status" aria-live={running ? 'off' : 'polite'} className={styles.text}>
        {standing}
      </p>
      {failure ? <FailureNote failure={failure} /> : last?.phase === 'failed' && last.failure && <FailureNote failure={last.failure} />}
    </section>
  );
}
