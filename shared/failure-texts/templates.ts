import { type FailureText, say } from './failure-text.ts';

/** What goes wrong with an Official Account's template messages. */
export const templateFailures = {
  'notices/no-template': say(
    '{person} 超过 48 小时没有来信，公众号 {account} 又没有选通知模板',
    '在账号 {account} 的设置里选一个通知模板；或请对方给公众号发任意一条消息。',
    '{person} has not written for 48 hours, and the account {account} has no template for notices',
    'Choose a notice template in the settings of {account}, or ask them to send the Official Account any message.',
  ),
  'templates/none-here': say(
    '这个账号不能发模板消息',
    '模板消息需要已认证的服务号，或测试号。',
    'This account has no template messages',
    'They take a verified service account, or a test account (测试号).',
  ),
  'templates/blocked': say(
    '{person} 拒收了模板消息',
    '请对方在公众号资料页打开“接收消息”，再重新发送。',
    '{person} blocks template messages',
    "Ask them to accept messages on the account's page, then send it again.",
  ),
  'templates/failed': say(
    '微信没能送达模板消息：{status}',
    '稍后重新发送；一直如此时，请对方给公众号发任意一条消息，改用客服消息接收。',
    'WeChat could not deliver the template message: {status}',
    'Send it again later. If that goes on, ask them to send the Official Account any message, so that customer messages reach them.',
  ),
} satisfies Record<string, FailureText>;
