import type { MessageDetail } from '../../shared/message-log.ts';

/** What a message says in plain words: the answer, the text, the transcript; else its one-line summary. */
export function contentOf(detail: MessageDetail): string {
  if (detail.answer !== undefined) return detail.answer;
  const { message } = detail;
  if (message?.type === 'text') return message.content;
  if (message?.type === 'voice' && message.transcript) return message.transcript;
  return detail.summary;
}
