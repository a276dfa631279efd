import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MessageItem, Relative } from '../../../shared/message-log.ts';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Time } from '../../components/time.tsx';
import { useNow } from '../../components/use-now.ts';
import { DetailSection } from './detail-section.tsx';
import styles from './related-messages.module.css';

interface Props {
  relatives: Relative[];
  onOpen: (id: string) => void;
  onCompare: (id: string) => void;
}

const kinds = ['answers', 'answer', 'replays', 'replay'] as const satisfies Relative['as'][];

/** What belongs to a message: what it answers, its answers, what it replays, its replays. */
export function RelatedMessages({ relatives, onOpen, onCompare }: Props) {
  const { t } = useTranslation();
  if (relatives.length === 0) return <p className={styles.none}>{t('related.none')}</p>;
  return kinds.map((kind) => {
    const ofKind = relatives.filter(({ as }) => as === kind);
    if (ofKind.length === 0) return null;
    const comparable = kind === 'replays' || kind === 'replay';
    return (
      <DetailSection key={kind} title={t(`related.${kind}`)}>
        <ul>
          {ofKind.map(({ item }) => (
            <li key={item.id} className={styles.relative}>
              <RelatedLink item={item} onOpen={onOpen} />
              {comparable && (
                <Button size="small" onClick={() => onCompare(item.id)}>
                  {t('related.compare')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </DetailSection>
    );
  });
}

/** A row in one line that opens it. */
export function RelatedLink({ item, onOpen }: { item: MessageItem; onOpen: (id: string) => void }) {
  const now = useNow();
  return (
    <button type="button" className={styles.link} data-testid="related-message" data-id={item.id} onClick={() => onOpen(item.id)}>
      <DirectionMark direction={item.direction} />
      <span className={styles.summary}>{item.summary || item.type}</span>
      <StateMark state={item.state} />
      <span className={styles.quiet}>
        <Time at={item.at} now={now} />
      </span>
    </button>
  );
}
