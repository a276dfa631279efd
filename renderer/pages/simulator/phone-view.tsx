import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../../shared/language.ts';
import type { Phone, PhoneAction } from '../../../shared/simulator.ts';
import frame from '../../components/phone.module.css';
import { ChatList } from './chat-list.tsx';
import { InputBar } from './input-bar.tsx';
import { MenuBar } from './menu-bar.tsx';
import styles from './phone-view.module.css';

interface Props {
  phone: Phone;
  language: Language;
  /** Id of the bubble whose deliveries are shown. */
  chosen: string | undefined;
  /** What is being typed. */
  draft: string;
  onDraft: (text: string) => void;
  onAct: (action: PhoneAction) => void;
  onChoose: (bubble: string) => void;
}

/** A phone with the account's chat open: as staff see it. */
export function PhoneView({ phone, language, chosen, draft, onDraft, onAct, onChoose }: Props) {
  const { t } = useTranslation();
  const [typing, setTyping] = useState(true);
  const hasMenu = phone.menu.length > 0;
  return (
    <section aria-label={t('simulator.phone', { account: phone.accountName })} className={frame.phone}>
      <div className={frame.screen}>
        <header className={`${frame.title} ${styles.title}`}>
          <span>{phone.accountName}</span>
          <span className={styles.person}>{phone.personName}</span>
        </header>
        <ChatList phone={phone} language={language} chosen={chosen} onAct={onAct} onChoose={onChoose} />
        {hasMenu && !typing ? (
          <MenuBar menu={phone.menu} onTap={(button) => onAct({ kind: 'tap', ...button })} onKeyboard={() => setTyping(true)} />
        ) : (
          <InputBar draft={draft} onDraft={onDraft} onAct={onAct} onMenu={hasMenu ? () => setTyping(false) : undefined} />
        )}
      </div>
    </section>
  );
}
