import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import styles from './table-foot.module.css';

interface Props {
  more: 'idle' | 'loading' | 'failed';
  failure: Failure | null;
  atEnd: boolean;
  onMore: () => void;
}

/** The end of the list: more is coming, couldn't come, or isn't there. */
export function TableFoot({ more, failure, atEnd, onMore }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.foot}>
      {more === 'failed' && failure ? (
        <FailureNote failure={failure} onRetry={onMore} />
      ) : atEnd ? (
        t('messages.end')
      ) : (
        t('messages.loadingMore')
      )}
    </div>
  );
}
