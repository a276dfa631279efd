import { type FailureText, say } from './failure-text.ts';

/** What can go wrong with messages that are sent later. */
export const outboxFailures = {
  'outbox/not-dead': say(
    '这条消息不在待重发之列',
    '它可能已经重发，或已标为不再发送；看看它现在的状态。',
    'This message is not one that was given up',
    'It may have been sent again or put aside already: see its state.',
  ),
  'outbox/not-put-aside': say(
    '这条消息没有标为不再发送',
    '它可能已经撤销或重发；看看它现在的状态。',
    'This message is not one that was put aside',
    'It may have been taken back or sent again already: see its state.',
  ),
  'outbox/broken': say(
    '准备发送时出错（{reason}）',
    '会自动重试；如果一直如此，请附上数据目录 logs 下的日志反馈。',
    'An error came up before it could be sent ({reason})',
    'It is tried again by itself; if it goes on like this, report it with the log, which is in "logs" in the data folder.',
  ),
  'outbox/too-late': say(
    '这个问题已经过期，没有发送',
    '请对方重新发一次命令。',
    'The question expired before it could be sent',
    'Ask the person to send the command again.',
  ),
  'outbox/no-picture': say(
    '要发的图片已经不在了',
    '请对方重新发一次命令。',
    'The picture to be sent is not there any more',
    'Ask the person to send the command again.',
  ),
  'outbox/picture-stays': say(
    '图片发不到这里',
    '请在控制台的“历史”里查看。',
    "The picture can't be sent here",
    'It can be seen in the console, under History.',
  ),
} satisfies Record<string, FailureText>;
