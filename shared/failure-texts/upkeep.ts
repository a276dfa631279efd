import { type FailureText, say } from './failure-text.ts';

/** What can go wrong with retention and redaction. */
export const upkeepFailures = {
  'redaction/pattern': say(
    '规则“{name}”的正则表达式有误，在第 {position} 个字符：{reason}',
    '改正该处后再保存。',
    'The pattern of the rule "{name}" is wrong at character {position}: {reason}',
    'Correct that place and save again.',
  ),
  'redaction/slow': say(
    '规则“{name}”太慢：某些文本会让它算不完',
    '避免重复里再套重复，如 (a+)+；给重复加上限，如 {1,64}。',
    'The rule "{name}" is too slow: there are texts that it would never get through',
    'Avoid repeats within repeats, such as (a+)+; bound repeats, such as {1,64}.',
  ),
  'redaction/empty': say(
    '规则“{name}”会匹配空文本',
    '让它至少匹配一个字符，例如把 * 换成 +。',
    'The rule "{name}" matches where there is nothing',
    'Make it match at least one character, for example with + in place of *.',
  ),
  'redaction/same-id': say('两条规则的编号相同', '为其中一条换一个编号。', 'Two rules have the same id', 'Give one of them another id.'),
  'redaction/busy': say(
    '正在处理已存储的消息',
    '等它完成，或先停止。',
    'Stored messages are being gone through',
    'Wait until that is done, or stop it.',
  ),
  'settings/unreadable': say(
    '有些设置读不出来：{names}',
    '可能是更新的微管保存的：升级即可恢复。在各自的页面重新保存（自动记录的则在下次记录时）之前，原来的内容一直保留；之后仍以“.unreadable”结尾的名称留在数据库里。',
    'Some settings cannot be read: {names}',
    'A newer Weiguan may have saved them: update to have them back. They stay as they are until they are saved anew on their pages, or recorded anew; and even then in the database, under a name that ends in ".unreadable".',
  ),
  'redaction/not-usable': say(
    '有规则不能用，没有处理已存储的消息',
    '先改写或停用提示中的规则；读不出来的，升级微管或放弃。',
    'Nothing stored was touched: there are rules that cannot be used',
    'Rewrite the rules that are named above, or switch them off; for those that cannot be read, update Weiguan or give them up.',
  ),
  'redaction/no-rules': say('没有启用的规则', '先添加一条规则并启用。', 'No rule is on', 'Add a rule and switch it on first.'),
  'redaction/count-changed': say(
    '要脱敏的条数已不是 {expected}，没有脱敏',
    '规则可能改过，或已脱敏过。重新统计，再输入新的条数。',
    'Nothing was redacted: {expected} is no longer the number of messages that match',
    'Rules may have changed, or it was done already. Count again, then type the new number.',
  ),
  'redaction/altered': say(
    '这条消息已脱敏，不再是原来的内容',
    '先编辑内容再重放。',
    'This message was redacted, so it is not what was sent',
    'Edit it before you replay it.',
  ),
} satisfies Record<string, FailureText>;
