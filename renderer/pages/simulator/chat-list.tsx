import { Fragment, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { Phone, PhoneAction } from '../../../shared/simulator.ts';
import { useNow } from '../../components/use-now.ts';
import { showsTime } from '../../text/chat.ts';
import { formatChatTime } from '../../text/format.ts';
import { Bubble } from './bubble.tsx';
import styles from './chat-list.module.css';
import { TryChips } from './try-chips.tsx';

interface Props {
  phone: Phone;
  language: Language;
  chosen: string | undefined;
  onAct: (action: PhoneAction) => void;
  onChoose: (bubble: string) => void;
}

/** Whoever is this near to the bottom wants to see what comes. */
const nearPx = 48;

/** The chat, newest at the bottom; in view, unless somebody reads further up. */
export function ChatList({ phone, language, chosen, onAct, onChoose }: Props) {
  const { t } = useTranslation();
  const now = useNow();
  const list = useRef<HTMLDivElement>(null);
  const lastId = phone.bubbles.at(-1)?.id;
  const atBottom = useRef(true);
  const ownWords = phone.bubbles.at(-1)?.side === 'person';
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new bubble scrolls, a changed one doesn't
  useEffect(() => {
    if (atBottom.current || ownWords) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lastId]);
  const follow = (element: HTMLElement) => {
    atBottom.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
  };
  return (
    <div
      ref={list}
      onScroll={(event) => follow(event.currentTarget)}
      role="log"
      aria-label={t('simulator.phone', { account: phone.accountName })}
      className={styles.list}
    >
      {phone.bubbles.length === 0 && (
        <div className={styles.empty}>
          <p className={styles.title}>{t('simulator.emptyTitle')}</p>
          <p>{t('simulator.emptyText')}</p>
        </div>
      )}
      {phone.bubbles.map((bubble, index) => (
        <Fragment key={bubble.id}>
          {showsTime(bubble, phone.bubbles[index - 1]) && <p className={styles.time}>{formatChatTime(bubble.at, now, language)}</p>}
          <Bubble
            bubble={bubble}
            name={bubble.side === 'person' ? phone.personName : phone.accountName}
            chosen={bubble.id === chosen}
            onChoose={onChoose}
            onTap={(id, key) => onAct({ kind: 'card', bubble: id, key })}
            onChoice={({ id, content }) => onAct({ kind: 'text', text: content, menuChoice: id })}
          />
        </Fragment>
      ))}
      <TryChips onAct={onAct} />
    </div>
  );
}
