import { type FailureText, say } from './failure-text.ts';

/** What can go wrong with saved scripts, and when one is run. */
export const scriptFailures = {
  'command/unknown-script': say(
    '没有名为“{script}”的脚本',
    '发送“脚本”查看可以运行的脚本。',
    'There is no script "{script}"',
    'Send "scripts" to see what you may run.',
  ),
  'command/script-changed': say(
    '脚本“{script}”刚刚被修改或删除',
    '重新发送这条命令，按新的内容执行。',
    'The script "{script}" has just been changed or removed',
    'Send the command again to run it as it is now.',
  ),
  'command/script-system': say(
    '脚本“{script}”不能在“{target}”的系统上运行',
    '它由 {interpreter} 执行，请选择相应系统的服务器。',
    'The script "{script}" does not run on the system of "{target}"',
    'It is a {interpreter} script, so choose a server that has it.',
  ),
  'command/script-exit': say(
    '脚本“{script}”执行失败，退出码 {code}',
    '按它的输出改正；没有输出时，到控制台“服务器”页的“脚本”里点“试运行”，看它停在哪一步。',
    'The script "{script}" failed with exit code {code}',
    'Fix what its output shows; where there is none, use "Try it" on the Servers page under Scripts.',
  ),
  'scripts/name': say(
    '“{name}”已被另一个脚本使用',
    '换一个名称或编号。',
    '"{name}" is what another script is called',
    'Choose another name or id.',
  ),
  'scripts/too-many': say(
    '最多保存 {limit} 个脚本',
    '先删除不再使用的脚本。',
    'At most {limit} scripts can be saved',
    'Delete one that is no longer used.',
  ),
} satisfies Record<string, FailureText>;
