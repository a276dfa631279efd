import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MessageItem } from '../../../shared/message-log.ts';
import type { Failure } from '../../../shared/result.ts';
import { Card } from '../../components/card.tsx';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { FailureNote } from '../../components/failure-note.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { formatRoute } from '../../stores/route.ts';
import styles from './last-messages.module.css';

interface Props {
  rows: MessageItem[];
  state: 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  accountName: (id: string) => string;
  onOpen: (id: string) => void;
  onRetry: () => void;
}

/** The newest rows of the log; a click opens one in Messages. */
export function LastMessages({ rows, state, failure, accountName, onOpen, onRetry }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <Card title={t('overview.lastMessages')} aside={<a href={formatRoute('messages')}>{t('overview.allMessages')}</a>}>
      {state === 'loading' && (
        <div className={styles.padded}>
          <Skeleton active title={false} paragraph={{ rows: 4 }} />
        </div>
      )}
      {state === 'failed' && failure && (
        <div className={styles.padded}>
          <FailureNote failure={failure} onRetry={onRetry} />
        </div>
      )}
      {state === 'ready' && rows.length === 0 && <p className={styles.none}>{t('overview.noMessages')}</p>}
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className={styles.row} onClick={() => onOpen(row.id)}>
              <span className={styles.time}>
                <Time at={row.at} now={now} />
              </span>
              <DirectionMark direction={row.direction} />
              <span className={styles.who}>{row.person || accountName(row.account)}</span>
              <span className={styles.summary}>{row.summary}</span>
              <StateMark state={row.state} />
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
