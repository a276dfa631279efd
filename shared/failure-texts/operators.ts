import { type FailureText, say } from './failure-text.ts';

/** Why somebody was not given a role. */
export const operatorFailures = {
  'operators/role': say('没有“{role}”这个角色', '选择列表里的角色。', 'There is no role "{role}"', 'Choose one of the list.'),
  'operators/kept-out-changed': say(
    '被移除的人员或账号设置刚刚变过，没有恢复',
    '看一下现在的说明，再决定一次。',
    "Who is kept out, or the account's settings, have just changed; nothing was done",
    'Read what it says now, and decide again.',
  ),
  'operators/undo-over': say(
    '已经过了可以撤销的时间',
    '要收回权限，请到账号设置里修改可以使用的人员。',
    'It is too late to undo that',
    'To take rights away, change who may use the account in its settings.',
  ),
  'operators/code': say(
    '绑定码不对或已过期',
    '请管理员在控制台“人员”里重新生成。',
    'This code is wrong or has expired',
    'Ask the administrator for a new one, made on the People page.',
  ),
  'operators/not-bound': say(
    '“{person}”不在人员列表里',
    '先在“人员”里给对方一个角色。',
    '"{person}" is not in the list of people',
    'Give them a role on the People page first.',
  ),
  'operators/unsubscribed': say(
    '对方已取消关注，什么都发不到',
    '请对方重新关注公众号。',
    'They no longer follow the account, so nothing reaches them',
    'Ask them to follow the Official Account again.',
  ),
  'operators/window-closed': say(
    '现在不能给对方发消息：公众号只能回复最近有过互动的人',
    '请对方发一条消息，之后 48 小时内可发 5 条。',
    'Nothing can be sent to them now: an Official Account may only write to people who did something lately',
    'Ask them to send any message: for 48 hours after it, 5 messages may be sent.',
  ),
  'operators/used-up': say(
    '能发给对方的条数已用完',
    '请对方再发一条消息，之后又可发 5 条。',
    'All messages that may be sent to them are used up',
    'Ask them to send a message: after it, 5 more may be sent.',
  ),
  'operators/too-often': say(
    '发给对方的消息太频繁',
    '约 {minutes} 分钟后再试；没有发出任何内容。',
    'Too many messages were sent to them',
    'Try again in about {minutes} min; nothing was sent.',
  ),
  'operators/account-used-up': say(
    '这个应用一天能发的条数已用完',
    '约 {minutes} 分钟后再试；没有发出任何内容。',
    'This app has sent all that it may send in a day',
    'Try again in about {minutes} min; nothing was sent.',
  ),
  'operators/no-contacts': say(
    '公众号没有成员列表',
    '从发过消息的人里选，或生成绑定码。',
    'An Official Account has no list of members',
    'Choose somebody who has written, or make a code.',
  ),
} satisfies Record<string, FailureText>;
