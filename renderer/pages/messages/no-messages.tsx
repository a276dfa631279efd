import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty.tsx';
import styles from './no-messages.module.css';

/** The log before its first message. @param onSimulator absent where there is no sandbox account to try */
export function NoMessages({ onSimulator }: { onSimulator: (() => void) | undefined }) {
  const { t } = useTranslation();
  if (!onSimulator) return <Empty title={t('messages.emptyTitle')} text={t('messages.emptyOwn')} />;
  return (
    <Empty title={t('messages.emptyTitle')} text={t('messages.emptyText')}>
      <Button type="primary" onClick={onSimulator}>
        {t('messages.toSimulator')}
      </Button>
    </Empty>
  );
}

interface Props {
  /** The filter's last term, as it is written, where there are others. */
  lastTerm: string | null;
  onClear: () => void;
  onRemoveLast: () => void;
}

/** The log where the filter leaves nothing. */
export function NoneMatch({ lastTerm, onClear, onRemoveLast }: Props) {
  const { t } = useTranslation();
  return (
    <Empty title={t('messages.noneMatch')} text={t('messages.noneMatchHint')}>
      <div className={styles.acts}>
        {lastTerm !== null && (
          <Button type="primary" onClick={onRemoveLast}>
            <span className={styles.term}>{t('messages.removeTerm', { term: lastTerm })}</span>
          </Button>
        )}
        <Button onClick={onClear}>{t('messages.clearFilter')}</Button>
      </div>
    </Empty>
  );
}
