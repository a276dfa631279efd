import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';

/** The log before its first message. */
export function NoMessages({ onSimulator }: { onSimulator: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty title={t('messages.emptyTitle')} text={t('messages.emptyText')}>
      <Button type="primary" onClick={onSimulator}>
        {t('messages.toSimulator')}
      </Button>
    </Empty>
  );
}

/** The log where the filter leaves nothing. */
export function NoneMatch({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty text={t('messages.noneMatch')}>
      <Button onClick={onClear}>{t('messages.clearFilter')}</Button>
    </Empty>
  );
}
