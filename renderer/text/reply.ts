import { limits } from '../../shared/limits.ts';

/** How much a reply by hand is: its UTF-8 bytes, in how many messages about it goes, and by how many characters it is too long. */
export interface ReplySize {
  bytes: number;
  parts: number;
  tooLongBy: number;
}

/** Measures what the gateway would send: the text without the blanks around it. */
export function replySize(text: string): ReplySize {
  const sent = text.trim();
  const bytes = new TextEncoder().encode(sent).length;
  return { bytes, parts: Math.ceil(bytes / limits.textReplyBytes), tooLongBy: Math.max(0, sent.length - limits.handReplyChars) };
}

/** Whether it can be sent at all. */
export const canSend = (text: string) => {
  const { bytes, tooLongBy } = replySize(text);
  return bytes > 0 && tooLongBy === 0;
};
