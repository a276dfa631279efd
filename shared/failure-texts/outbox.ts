import { type FailureText, say } from './failure-text.ts';

/** What can go wrong with messages that are sent later. */
export const outboxFailures = {
  'outbox/not-dead': say(
    '这条消息不在待重发之列',
    '它可能已经重发；看看它现在的状态。',
    'This message is not one that was given up',
    'It may have been sent again already: see its state.',
  ),
} satisfies Record<string, FailureText>;
