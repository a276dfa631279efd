import { LoadingOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useMessages, useSettings } from '../../stores/context.ts';
import { matchingCount, rowCount } from '../../stores/message-pages.ts';
import { formatCount } from '../../text/format.ts';
import styles from './filter-count.module.css';

/** How many rows there are, or that the search is under way. */
export function FilterCount() {
  const { t } = useTranslation();
  const language = useSettings((state) => state.language);
  const loaded = useMessages(rowCount);
  const matching = useMessages(matchingCount);
  const atLeast = useMessages((state) => state.behind?.atLeast);
  const filtered = useMessages((state) => state.filter.text !== '');
  const searching = useMessages((state) => state.searching);
  return (
    <span className={styles.count}>
      {searching && <LoadingOutlined aria-label={t('messages.searching')} className={styles.progress ?? ''} />}
      <span role="status">{told()}</span>
    </span>
  );

  function told(): string {
    if (!filtered) return t('messages.loaded', { n: formatCount(loaded, language) });
    if (matching === null) return '';
    return t(atLeast ? 'messages.matchingAtLeast' : 'messages.matching', { n: formatCount(matching, language) });
  }
}
