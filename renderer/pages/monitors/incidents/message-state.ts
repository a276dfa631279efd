import { type MessageState, messageStates } from '../../../../shared/message-log.ts';

const known: readonly string[] = Object.values(messageStates).flat();

/** Whether a word names a state of a message. */
export const isMessageState = (word: string): word is MessageState => known.includes(word);
