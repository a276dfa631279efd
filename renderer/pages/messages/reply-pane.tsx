import { useEffect } from 'react';
import type { MessageDetail } from '../../../shared/message-log.ts';
import { useConversation, useHolding, useReply, useStores } from '../../stores/context.ts';
import { draftName } from '../../stores/reply.ts';
import { ReplyBox } from './reply-box.tsx';

/** The reply to the open message's person: into the response of a message that waits, where there is one. */
export function ReplyPane({ message }: { message: MessageDetail }) {
  const { reply, host } = useStores();
  const { open, wanted, drafts, outlook, target } = useReply((state) => state);
  const waiting = useHolding((state) => state.messages);
  const rows = useConversation((state) => state.rows);
  const { account, person } = message;
  const held = waiting.find(({ id }) => id === message.id || rows.some((row) => row.id === id));
  const answered = message.direction === 'in' ? message.id : (message.related ?? message.id);
  const aimedAt = held?.id ?? answered;
  useEffect(() => reply.getState().aim({ id: aimedAt, account, person }), [reply, aimedAt, account, person]);
  const partner = { account, person };
  const { write, focused, close, type, send } = reply.getState();
  return (
    <ReplyBox
      key={draftName(partner)}
      person={person}
      open={open}
      wanted={wanted}
      draft={drafts[draftName(partner)]}
      mod={host.os === 'macos' ? '⌘' : 'Ctrl'}
      heldUntil={held?.until}
      outlook={target === aimedAt ? outlook : { state: 'loading' }}
      onOpen={write}
      onFocused={focused}
      onClose={close}
      onText={(text) => type(partner, text)}
      onSend={() => void send(partner)}
    />
  );
}
