import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/card.tsx';
import { FailureNote } from '../../../components/failure-note.tsx';
import { useStores, useUpkeep } from '../../../stores/context.ts';
import { formatSize } from '../../../text/size.ts';
import styles from '../part.module.css';
import { RetentionForm } from './retention-form.tsx';
import { RetentionFacts } from './retention-state.tsx';

const dayMs = 86_400_000;

/** How long messages are kept. */
export function RetentionCard() {
  const { t } = useTranslation();
  const { upkeep } = useStores();
  const retention = useUpkeep((state) => state.retention);
  const disk = retention.value?.disk;
  const ahead = retention.value?.clockAheadMs ?? 0;
  return (
    <Card title={t('retention.title')}>
      <div className={styles.body}>
        <p className={styles.intro}>{t('retention.intro')}</p>
        {disk?.short && (
          <p role="alert" className={styles.warning}>
            <span aria-hidden>▲ </span>
            {t('retention.diskShort', { free: formatSize(disk.free) })}
          </p>
        )}
        {ahead > 0 && (
          <p role="alert" className={styles.warning}>
            <span aria-hidden>▲ </span>
            {t('retention.clockAhead', { days: Math.round(ahead / dayMs) })}
          </p>
        )}
        {retention.state === 'failed' && <FailureNote failure={retention.failure} onRetry={() => void upkeep.getState().load()} />}
        {retention.value && (
          <>
            <RetentionForm key={JSON.stringify(retention.value.retention)} saved={retention.value.retention} />
            <RetentionFacts state={retention.value} />
          </>
        )}
        {retention.state === 'loading' && <Skeleton active paragraph={{ rows: 3 }} />}
      </div>
    </Card>
  );
}
