import { type FailureText, say } from './failure-text.ts';

/** Why a program on a target, here or over ssh, was not run or was ended. */
export const shellFailures = {
  'shell/timeout': say(
    '{program} 超过 {seconds} 秒仍未结束，已终止',
    '缩小它要做的事，或放宽时限。',
    '{program} did not end within {seconds} s and was ended',
    'Give it less to do, or more time.',
  ),
  'shell/aborted': say('{program} 已被取消', '需要时可再次执行。', '{program} was called off', 'Run it again when you need it.'),
  'shell/too-long': say(
    '参数太长：{length} 字节，上限是 {limit} 字节',
    '缩短参数，或分几次执行。',
    'The arguments are too long: {length} bytes, where {limit} are allowed',
    'Shorten them, or do it in several runs.',
  ),
  'shell/nul': say(
    '参数里含有 NUL 字符，无法传给程序',
    '去掉这个不可见字符后再试。',
    'An argument holds a NUL character, which no program can be given',
    'Remove this invisible character and try again.',
  ),
  'shell/batch-file': say(
    '{program} 是批处理文件，不会运行',
    'Windows 用 cmd 解释批处理的参数，其中的文字可能变成命令。改用 .exe 程序。',
    '{program} is a batch file, which is not run',
    'Windows has cmd interpret the arguments of batch files, so that text could become a command. Use an .exe program.',
  ),
  'shell/start': say(
    '无法运行 {program}（{reason}）',
    '确认它是可执行文件，且当前用户有权运行。',
    '{program} cannot be run ({reason})',
    'See that it is a program and that you may run it.',
  ),
} satisfies Record<string, FailureText>;
