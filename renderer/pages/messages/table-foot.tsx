import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { rowsKept } from '../../stores/message-rows.ts';
import styles from './table-foot.module.css';

interface Props {
  more: 'idle' | 'loading' | 'failed';
  failure: Failure | null;
  end: 'all' | 'full' | null;
  filtered: boolean;
  onMore: () => void;
}

/** The end of the list: more is coming, couldn't come, comes when asked for, or isn't there. */
export function TableFoot(props: Props) {
  return (
    <div className={styles.foot}>
      <Foot {...props} />
    </div>
  );
}

function Foot({ more, failure, end, filtered, onMore }: Props) {
  const { t } = useTranslation();
  if (more === 'failed' && failure) return <FailureNote failure={failure} onRetry={onMore} />;
  if (end === 'all') return t('messages.end');
  if (end === 'full') return t('messages.full', { n: rowsKept });
  if (filtered && more === 'idle') {
    return (
      <Button type="link" size="small" onClick={onMore}>
        {t('messages.searchOlder')}
      </Button>
    );
  }
  return t('messages.loadingMore');
}
