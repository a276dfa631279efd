import { useTranslation } from 'react-i18next';
import type { RetentionState } from '../../../../shared/retention.ts';
import { Time } from '../../../components/time.tsx';
import { useNow } from '../../../components/use-now.ts';
import { useSettings } from '../../../stores/context.ts';
import { formatCount } from '../../../text/format.ts';
import { formatSize } from '../../../text/size.ts';
import styles from '../part.module.css';

/** What the last sweep did, and how full the database and the disk are. */
export function RetentionFacts({ state: { last, sweeping, file, disk } }: { state: RetentionState }) {
  const { t } = useTranslation();
  const language = useSettings((settings) => settings.language);
  const now = useNow();
  return (
    <div className={styles.quiet}>
      <p role="status">
        {sweeping && t('retention.sweeping')}
        {!sweeping && !last && t('retention.never')}
        {!sweeping && last && (
          <>
            {t('retention.last')} <Time at={last.at} now={now} />{' '}
            {last.rows + last.pictures === 0
              ? t('retention.lastNothing')
              : t('retention.lastFound', {
                  n: formatCount(last.rows, language),
                  pictures: formatCount(last.pictures, language),
                  size: formatSize(last.bytes),
                  back: formatSize(last.givenBack),
                })}
          </>
        )}
      </p>
      {file && (
        <p>
          {t('retention.file', { size: formatSize(file.bytes), free: formatSize(file.reusable) })}
          {!file.shrinks && ` ${t('retention.fileStays')}`}
        </p>
      )}
      {disk && !disk.short && <p>{t('retention.disk', { free: formatSize(disk.free), total: formatSize(disk.total) })}</p>}
    </div>
  );
}
