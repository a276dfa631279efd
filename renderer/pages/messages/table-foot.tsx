import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/result.ts';
import { FailureNote } from '../../components/failure-note.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSettings } from '../../stores/context.ts';
import { rowsReached } from '../../stores/message-pages.ts';
import { formatChatTime, formatCount } from '../../text/format.ts';
import styles from './table-foot.module.css';

export interface TableFootProps {
  more: 'idle' | 'loading' | 'failed';
  moreFailure: Failure | null;
  /** Why nothing older can be loaded; null where it can. */
  end: 'all' | 'full' | null;
  /** The search gave up here, in Unix ms. */
  searchedUntil: number | null;
  onMore: () => void;
}

/** The end of the list: more is coming, couldn't come, comes when asked for, or isn't there. */
export function TableFoot(props: TableFootProps) {
  return (
    <div className={styles.foot}>
      <Foot {...props} />
    </div>
  );
}

function Foot({ more, moreFailure, end, searchedUntil, onMore }: TableFootProps) {
  const { t } = useTranslation();
  const now = useNow();
  const language = useSettings((state) => state.language);
  if (more === 'failed' && moreFailure) return <FailureNote failure={moreFailure} onRetry={onMore} />;
  if (end === 'all') return t('messages.end');
  if (end === 'full') return t('messages.full', { n: formatCount(rowsReached, language) });
  if (searchedUntil !== null && more === 'idle') {
    return (
      <>
        {t('messages.searchedUntil', { time: formatChatTime(searchedUntil, now, language) })}
        <Button type="link" size="small" onClick={onMore}>
          {t('messages.goOn')}
        </Button>
      </>
    );
  }
  return searchedUntil === null ? t('messages.loadingMore') : t('messages.searchingOlder');
}
