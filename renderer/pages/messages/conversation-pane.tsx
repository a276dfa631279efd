import type { MessageDetail } from '../../../shared/message-log.ts';
import { useAccountName, useConversation, useHolding, useReply } from '../../stores/context.ts';
import { samePartner } from '../../stores/conversation.ts';
import { ConversationHead } from './conversation-head.tsx';
import styles from './conversation-pane.module.css';
import { ConversationView } from './conversation-view.tsx';

interface Props {
  message: MessageDetail;
  onOpen: (id: string) => void;
}

/** The chat with the open message's person, live. */
export function ConversationPane({ message, onOpen }: Props) {
  const conversation = useConversation((state) => state);
  const sent = useReply((state) => state.sent);
  const held = useHolding((state) => state.accounts.includes(message.account));
  const { hold, failure } = useHolding((state) => state);
  const accountName = useAccountName();
  const { partner } = conversation;
  return (
    <div className={styles.pane}>
      {partner && (
        <ConversationHead
          person={partner.person}
          accountName={accountName(partner.account)}
          held={held}
          failure={failure}
          onHold={(on) => void hold(partner.account, on)}
        />
      )}
      <ConversationView
        key={`${partner?.account} ${partner?.person}`}
        conversation={conversation}
        sent={sent.filter((one) => samePartner(one, partner))}
        openId={message.id}
        onOpen={onOpen}
      />
    </div>
  );
}
