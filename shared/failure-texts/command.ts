import { type FailureText, say } from './failure-text.ts';

/** Why a command was not carried out. */
export const commandFailures = {
  'command/unknown': say(
    '没有“{word}”这个命令',
    '发送“帮助”查看全部命令。',
    'There is no command "{word}"',
    'Send "help" to see them all.',
  ),
  'command/unknown-near': say(
    '没有“{word}”这个命令',
    '您是不是要找：{near}？发送“帮助”查看全部命令。',
    'There is no command "{word}"',
    'Did you mean {near}? Send "help" to see them all.',
  ),
  'command/stranger': say('您没有使用权限', '请联系管理员开通。', 'You have no access', 'Ask the administrator for it.'),
  'command/no-right': say(
    '您没有执行这个命令的权限',
    '请联系管理员开通。',
    'You have no right to run this command',
    'Ask the administrator for it.',
  ),
  'command/too-many-arguments': say('参数太多', '用法：{usage}', 'Too many arguments', 'Usage: {usage}'),
  'command/arguments': say('参数不对：{reason}', '用法：{usage}', 'The arguments do not fit: {reason}', 'Usage: {usage}'),
  'command/quote': say('引号没有配对', '补上另一半引号。', 'A quote is not closed', 'Close it.'),
  'command/failed': say(
    '命令“{command}”执行失败',
    '详情见控制台的运行日志。',
    'The command "{command}" failed',
    "The console's log has the details.",
  ),
  'command/unknown-target': say(
    '没有名为“{target}”的服务器',
    '目前只有本机（local）。',
    'There is no server "{target}"',
    'For now there is only this computer (local).',
  ),
  'command/interrupted': say(
    '执行途中程序重启，结果未知',
    '先查看实际状态，再决定是否重发。',
    'The program was restarted while this ran; its result is unknown',
    'Look at the actual state before you repeat it.',
  ),
  'command/not-started': say(
    '程序重启，这条命令没有执行',
    '需要的话请重新发送。',
    'The program was restarted before this was begun; nothing was done',
    'Send it again if you still want it.',
  ),
  'command/still-running': say('还在执行', '稍后回复 1 查看结果。', 'Still running', 'Reply 1 in a while for the result.'),
  'command/late-answers': say('另有 {count} 条结果未取', '回复 1 查看。', '{count} more results are waiting', 'Reply 1 to see them.'),
} satisfies Record<string, FailureText>;
