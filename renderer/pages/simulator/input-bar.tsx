import { MenuOutlined, PlusOutlined } from '@ant-design/icons';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneAction } from '../../../shared/simulator.ts';
import { ActionPanel } from './action-panel.tsx';
import styles from './input-bar.module.css';

interface Props {
  /** What is being typed: it outlasts a look at the menu, and a message that could not be sent. */
  draft: string;
  onDraft: (text: string) => void;
  onAct: (action: PhoneAction) => void;
  /** Absent where the account has no menu. */
  onMenu: (() => void) | undefined;
}

const mostLines = 4;

/** Where the person types; "+" offers what can't be typed. */
export function InputBar({ draft, onDraft, onAct, onMenu }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLTextAreaElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const [panel, setPanel] = useState(false);
  const [speaking, setSpeaking] = useState(false);
  const text = draft.trim();
  const sendable = speaking || text !== '';

  const send = () => {
    if (!sendable) return;
    if (speaking) onAct(text ? { kind: 'voice', transcript: text } : { kind: 'voice' });
    else onAct({ kind: 'text', text });
    setSpeaking(false);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && speaking) setSpeaking(false);
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className={styles.bar}>
      <div className={styles.line}>
        {onMenu && (
          <button type="button" className={styles.icon} aria-label={t('simulator.toMenu')} title={t('simulator.toMenu')} onClick={onMenu}>
            <MenuOutlined />
          </button>
        )}
        <textarea
          ref={input}
          aria-label={t('simulator.input')}
          placeholder={speaking ? t('simulator.voiceInput') : ''}
          className={styles.input}
          rows={Math.min(mostLines, draft.split('\n').length)}
          maxLength={2048}
          value={draft}
          onChange={(event) => onDraft(event.target.value)}
          onKeyDown={press}
        />
        {sendable ? (
          <button type="button" className={styles.send} onClick={send}>
            {speaking ? t('simulator.sendVoice') : t('simulator.send')}
          </button>
        ) : (
          <button
            ref={more}
            type="button"
            className={styles.icon}
            aria-label={t('simulator.more')}
            title={t('simulator.more')}
            aria-expanded={panel}
            onClick={() => setPanel(!panel)}
          >
            <PlusOutlined />
          </button>
        )}
      </div>
      {panel && (
        <ActionPanel
          onAct={(action) => {
            setPanel(false);
            more.current?.focus();
            onAct(action);
          }}
          onSpeak={() => {
            setPanel(false);
            setSpeaking(true);
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}
