import { type FailureText, say } from './failure-text.ts';

/** Why a yes, said by a code or on a card, or a choice, changed nothing; and what stands in the way of cards. */
export const confirmationFailures = {
  'command/confirm-expired': say(
    '确认已过期，没有执行',
    '确认只在 60 秒内有效。需要的话请重新发送命令。',
    'Too late: this has expired, and nothing was done',
    'A confirmation is good for 60 seconds. Send the command again if you still want it.',
  ),
  'command/confirm-replaced': say(
    '这个操作已被后来的一个取代，没有执行',
    '请确认最近的那个。',
    'A later wish has taken the place of this one; nothing was done',
    'Confirm the latest one.',
  ),
  'command/confirm-cancelled': say(
    '这个操作已经取消，没有执行',
    '需要的话请重新发送命令。',
    'This was cancelled; nothing was done',
    'Send the command again if you still want it.',
  ),
  'command/confirm-done': say(
    '没有等待确认的操作，这一个已经确认过',
    '在聊天里等待它的结果。',
    'Nothing waits for this code: it was confirmed already',
    'Its result comes into the chat.',
  ),
  'command/confirm-gone': say(
    '这个确认已失效，没有执行',
    '程序可能重启过。需要的话请重新发送命令。',
    'This confirmation is void; nothing was done',
    'The program may have been restarted. Send the command again if you still want it.',
  ),
  'command/not-replayed': say(
    '用验证码作出的回答不能重放',
    '验证码只在当时、由本人发出才算数。要确认等待中的操作，请在“历史”页的命令行输入“确认 验证码”。',
    'What somebody answered by a code cannot be replayed',
    'It counts at its moment only, from whoever sends it. To say yes to what waits, type "confirm" and its code in the command line on the page History.',
  ),
  'command/choice-over': say(
    '这个选择已失效，没有执行',
    '这个问题已经选过，或者已过期。需要的话请重新发送命令。',
    'This choice is void; nothing was done',
    'Its question was answered before, or is too old. Send the command again if you still want it.',
  ),
  'simulator/card-closed': say(
    '这张卡片的按钮已不能点',
    '重新发送命令，会收到新卡片。',
    'The buttons of this card are closed',
    'Send the command again to get a new card.',
  ),
  'platform/no-choice-menus': say('企业微信不支持选项消息', '改发文本消息。', 'WeCom has no messages with choices', 'Send a text instead.'),
  'platform/no-cards': say('公众号不支持模板卡片', '改发文本消息。', 'An Official Account has no template cards', 'Send a text instead.'),
} satisfies Record<string, FailureText>;
