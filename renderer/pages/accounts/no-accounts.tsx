import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';

/** Before there is an account of one's own. */
export function NoAccounts({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty title={t('accounts.emptyTitle')} text={t('accounts.emptyText')}>
      <Button type="primary" onClick={onAdd}>
        {t('accounts.addAccount')}
      </Button>
    </Empty>
  );
}

/** An address that names no account. */
export function NoSuchAccount({ id, onBack }: { id: string; onBack: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty text={t('accounts.noSuch', { id })}>
      <Button onClick={onBack}>{t('app.backToList')}</Button>
    </Empty>
  );
}
