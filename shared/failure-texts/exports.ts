import { say } from './failure-text.ts';

/** Why messages could not be exported, or counted. */
export const exportFailures = {
  'filter/not-understood': say(
    '筛选条件没有全部看懂：{reason}',
    '改正筛选条件，免得结果多于所要。',
    'Not all of the filter is understood: {reason}',
    'Correct the filter, so that there is not more in it than was asked for.',
  ),
  'export/under-way': say(
    '已有一个导出正在进行',
    '等它完成，或先取消它。',
    'Another export is under way',
    'Wait until it has ended, or cancel it.',
  ),
  'export/disk-full': say(
    '磁盘已满，没有导出',
    '腾出空间，或换一个磁盘。',
    'The disk is full; nothing was exported',
    'Make room, or choose another disk.',
  ),
  'export/denied': say(
    '不能写入“{file}”',
    '换一个有写权限的文件夹；文件若正在别的程序里打开，先关闭它。',
    '"{file}" can\'t be written',
    'Choose a folder that you may write to; if the file is open in another program, close it first.',
  ),
  'export/unwritable': say(
    '写入“{file}”失败：{reason}',
    '换一个文件夹再试。',
    'Writing "{file}" failed: {reason}',
    'Choose another folder and try again.',
  ),
  'export/unreadable': say(
    '消息库读取失败：{reason}',
    '检查数据文件夹所在的磁盘，然后重试。',
    'The message store could not be read: {reason}',
    'Check the disk of the data folder, then try again.',
  ),
  'export/not-fetched': say(
    '浏览器没有取走文件',
    '允许本页下载文件，然后重试。',
    'The browser did not fetch the file',
    'Allow this page to download files, then try again.',
  ),
  'export/hung-up': say('下载中断了', '重新导出。', 'The download was broken off', 'Export it again.'),
  'export/not-found': say('这个下载链接已失效', '重新导出。', 'This download link is no longer valid', 'Export it again.'),
  'statistics/busy': say(
    '正在统计的太多',
    '等它们完成，或先取消。',
    'Too many statistics are being counted',
    'Wait until they are done, or cancel them.',
  ),
  'statistics/cancelled': say('统计已取消', '需要时重新统计。', 'The statistics were cancelled', 'Ask for them again when you need them.'),
};
