import { type FailureText, say } from './failure-text.ts';

/** What can go wrong with monitors, incidents and notices themselves. */
export const monitorFailures = {
  'monitors/unknown': say(
    '没有名为 {id} 的监控项',
    '它可能已被删除；刷新列表看看。',
    'There is no monitor {id}',
    'It may have been deleted: reload the list.',
  ),
  'monitors/id-taken': say('已有名为 {id} 的监控项', '换一个编号。', 'There is a monitor {id} already', 'Take another id.'),
  'monitors/too-many': say('监控项最多 {limit} 个', '先删除用不到的。', 'There can be {limit} monitors at most', 'Delete some first.'),
  'monitors/no-target': say(
    '这类监控项需要选一台服务器',
    '选择要在哪台服务器上检查。',
    'This kind of monitor needs a server',
    'Choose the server to check.',
  ),
  'monitors/unknown-target': say(
    '没有名为 {target} 的服务器',
    '选择一台已有的服务器。',
    'There is no server {target}',
    'Choose one that there is.',
  ),
  'monitors/import-no-target': say(
    '这类监控项要在一台服务器上检查，文件里没有写是哪台',
    '手动添加这个监控项并选一台服务器。',
    'This kind of monitor is checked on a server, and the file names none',
    'Add this monitor by hand and choose its server.',
  ),
  'monitors/import-unknown-target': say(
    '没有名为 {target} 的服务器',
    '先添加这台服务器，再导入一次，只勾选这一项。',
    'There is no server {target}',
    'Add the server first, then import again and choose only this one.',
  ),
  'monitors/unknown-parent': say(
    '没有名为 {parent} 的上级监控项',
    '选择一个已有的监控项。',
    'There is no monitor {parent} to be the parent',
    'Choose one that there is.',
  ),
  'monitors/circle': say('{id} 不能是自己的上级', '换一个上级监控项。', "{id} can't stand behind itself", 'Choose another parent.'),
  'monitors/token-taken': say(
    '这个报到地址已被 {id} 使用',
    '换一个新的地址。',
    'This push address belongs to {id} already',
    'Make a new one.',
  ),
  'monitors/no-secret': say('请求头 {name} 没有值', '在监控项里填写它的值。', 'The header {name} has no value', 'Type it in the monitor.'),
  'monitors/retype-secret': say(
    '地址换了，请重新填写请求头 {name} 的值',
    '已保存的值只发给原来的服务器。',
    'The address is another one: type the value of the header {name} again',
    'What is saved goes to the server that it was entered for only.',
  ),
  'monitors/gone': say(
    '{id} 已不能恢复',
    '删除一分钟后就不能撤销了；重新添加它。',
    "{id} can't be brought back",
    'A minute after it was deleted it is gone: add it anew.',
  ),
  'monitors/not-a-file': say(
    '这不是监控项的备份文件',
    '选择本程序导出的文件，或 Uptime Kuma 的 JSON 备份。',
    'This is no file of monitors',
    "Choose one that was exported here, or Uptime Kuma's JSON backup.",
  ),
  'monitors/import-kind': say(
    '不支持 {kind} 类监控项',
    '可改为监控端口或 HTTP。',
    'There are no monitors of the kind {kind} here',
    'Monitor a port or HTTP instead.',
  ),
  'monitors/import-fields': say(
    '有的内容不合要求',
    '在导出它的程序里改好，再导出一次；或在这里手动添加。',
    'Something in it is not as it has to be',
    'Correct it in the program that it comes from and export it again, or add it by hand here.',
  ),
  'incidents/unknown': say(
    '没有编号为 {number} 的故障',
    '发送“告警”查看进行中的故障。',
    'There is no incident {number}',
    'Send "alerts" to see those that are open.',
  ),
  'incidents/over': say(
    '故障 {number} 已经恢复',
    '不需要认领了。',
    'Incident {number} is over',
    'There is nothing to acknowledge any more.',
  ),
  'notices/unsendable': say(
    '{person} 现在收不到通知',
    '请对方给公众号发任意一条消息（48 小时内有效），或改用企业微信接收。',
    "{person} can't be told now",
    'Ask them to send the Official Account any message (good for 48 hours), or tell them through WeCom.',
  ),
  'notices/no-sender': say(
    '账号 {account} 不能主动发消息',
    '为它填写 Secret（订阅号还要完成微信认证），或在通知规则里换成其他账号的人。',
    'The account {account} cannot send messages by itself',
    'Give it its Secret (a subscription account has to be verified by WeChat, too), or choose people of another account in the rule.',
  ),
  'notices/no-account': say(
    '账号 {account} 已不存在',
    '在通知规则里换一个接收人。',
    'The account {account} is gone',
    'Choose somebody else in the rule.',
  ),
  'mute/time': say(
    '看不懂时长“{text}”',
    '例如：静音 web-01 2h，或 静音 web-01 30分钟。',
    '"{text}" is no length of time',
    'For example: mute web-01 2h, or mute web-01 30m.',
  ),
  'mute/too-long': say(
    '最长静音 7 天',
    '改短时长，例如 7d；要停更久，在控制台“监控”页暂停它。',
    'A monitor can be muted for 7 days at most',
    'Give a shorter time, such as 7d. To stop it for longer, pause it on the Monitors page.',
  ),
  'mute/unknown': say(
    '没有与“{word}”相符的监控项',
    '用监控项的编号、名称或所属服务器，在控制台“监控”页查看；也可用 @标签。',
    'No monitor is called "{word}"',
    'Use the id, name or server of a monitor (Monitors page), or @tag.',
  ),
} satisfies Record<string, FailureText>;
