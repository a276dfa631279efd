import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

/** The overview while it is on the way. */
export function OverviewSkeleton() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('app.loading')}>
      <Skeleton active paragraph={{ rows: 10 }} />
    </div>
  );
}
