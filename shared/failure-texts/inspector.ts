import { type FailureText, say } from './failure-text.ts';

/** Why something can't be done with a message of the log. */
export const inspectorFailures = {
  'inspector/no-account': say(
    '账号“{account}”已不存在或未启用',
    '在“账号”页启用它，或换一条消息。',
    'The account "{account}" is gone or disabled',
    'Enable it on the Accounts page, or take another message.',
  ),
  'inspector/not-incoming': say(
    '只有收到的消息才能这样处理',
    '选择它所回复的那条消息。',
    'This can be done with a message that came in only',
    'Choose the message that it answers.',
  ),
  'inspector/nobody': say(
    '这条记录没有发送人，无法回复',
    '选择某个人发来的消息。',
    'This row has no sender, so nobody can be answered',
    'Choose a message that a person sent.',
  ),
  'inspector/cannot-send': say(
    '账号“{account}”不能主动发消息',
    '补上应用的 Secret（企业微信）或完成微信认证（订阅号）；否则只能在对方的消息等待回复时人工回复。',
    'The account "{account}" cannot send messages by itself',
    'Enter its Secret (WeCom), or have it verified by WeChat (subscription account); otherwise answer by hand while a message waits.',
  ),
  'inspector/too-long': say(
    '回复太长，一条消息放不下',
    '本账号不能主动发消息，人工回复只有这一条：请缩短到 {most} 字节以内（一个汉字占 3 字节）。',
    'The reply does not fit into one message',
    'This account cannot send by itself, so the reply by hand has this one message: shorten it to {most} bytes.',
  ),
} satisfies Record<string, FailureText>;
