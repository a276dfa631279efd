import { Button, Skeleton } from 'antd';
import { Fragment, useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureNote } from '../../components/failure-note.tsx';
import { useNow } from '../../components/use-now.ts';
import { useSettings } from '../../stores/context.ts';
import type { ConversationState } from '../../stores/conversation.ts';
import type { SentReply } from '../../stores/reply.ts';
import { showsTime } from '../../text/chat.ts';
import { formatChatTime } from '../../text/format.ts';
import { ConversationBubble, SendingBubble } from './conversation-bubble.tsx';
import styles from './conversation-view.module.css';

interface Props {
  conversation: ConversationState;
  /** Replies of this conversation that have no row yet. */
  sent: SentReply[];
  openId: string;
  onOpen: (id: string) => void;
}

/** Whoever is this near to an end wants to see what is there, in px. */
const nearPx = 48;

/** What was said with the person, newest at the bottom; older ones come when one scrolls up. */
export function ConversationView({ conversation, sent, openId, onOpen }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const language = useSettings((state) => state.language);
  const { partner, rows, next, latest, state, failure, more, loadOlder, toLatest, reload } = conversation;
  const list = useRef<HTMLDivElement>(null);
  const openBubble = useRef<HTMLButtonElement>(null);
  const atBottom = useRef(true);
  const shownBefore = useRef({ oldest: '', height: 0 });
  const oldest = rows.at(-1)?.id ?? '';
  const newest = rows[0]?.id;
  const ready = state === 'ready';

  // What is added above pushes nothing away that is being read.
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const before = shownBefore.current;
    if (before.oldest !== '' && before.oldest !== oldest) element.scrollTop += element.scrollHeight - before.height;
    shownBefore.current = { oldest, height: element.scrollHeight };
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new bubble scrolls, a changed one doesn't
  useEffect(() => {
    if (atBottom.current) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest, sent.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another message scrolls, or its arrival
  useEffect(() => {
    openBubble.current?.scrollIntoView({ block: 'nearest' });
  }, [openId, ready]);

  const follow = (element: HTMLElement) => {
    atBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    if (element.scrollTop < nearPx && ready && more === 'idle' && next !== null) void loadOlder();
  };
  if (!partner) return <p className={styles.none}>{t('conversation.none')}</p>;
  return (
    <div className={styles.place}>
      <div
        ref={list}
        role="log"
        aria-label={t('conversation.with', { person: partner.person })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
        tabIndex={0}
        className={styles.list}
        onScroll={(event) => follow(event.currentTarget)}
      >
        {state === 'loading' && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
        {state === 'failed' && failure && <FailureNote failure={failure} onRetry={() => void reload()} />}
        {ready && <OlderEnd {...{ next, more, failure }} onMore={() => void loadOlder()} />}
        {rows.toReversed().map((row, index, shown) => (
          <Fragment key={row.id}>
            {showsTime(row, shown[index - 1]) && <p className={styles.time}>{formatChatTime(row.at, now, language)}</p>}
            <ConversationBubble {...(row.id === openId && { ref: openBubble })} row={row} open={row.id === openId} onOpen={onOpen} />
          </Fragment>
        ))}
        {latest &&
          sent.filter(({ id }) => !rows.some((row) => row.id === id)).map(({ key, text }) => <SendingBubble key={key} text={text} />)}
      </div>
      {ready && !latest && (
        <Button size="small" className={styles.latest ?? ''} onClick={() => void toLatest()}>
          ↓ {t('conversation.toLatest')}
        </Button>
      )}
    </div>
  );
}

function OlderEnd({ next, more, failure, onMore }: Pick<ConversationState, 'next' | 'more' | 'failure'> & { onMore: () => void }) {
  const { t } = useTranslation();
  if (more === 'failed' && failure) return <FailureNote failure={failure} onRetry={onMore} />;
  if (next === null) return <p className={styles.time}>{t('conversation.begin')}</p>;
  if (more === 'loading') return <p className={styles.time}>{t('conversation.olderLoading')}</p>;
  return (
    <p className={styles.time}>
      <Button type="link" size="small" onClick={onMore}>
        {t('conversation.older')}
      </Button>
    </p>
  );
}
