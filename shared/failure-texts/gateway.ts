import { type FailureText, say } from './failure-text.ts';

/** What can go wrong with calls, the config file, the store and the simulator. */
export const gatewayFailures = {
  'api/unknown-call': say(
    '没有“{call}”这个调用',
    '名称相近的调用：{near}。',
    'There is no call "{call}"',
    'The calls with the closest names: {near}.',
  ),
  'api/input': say(
    '输入不合要求：{reason}',
    '按调用的说明改正后重试。',
    'The input does not fit: {reason}',
    "Correct it as the call's description says.",
  ),
  'api/unauthorized': say(
    '没有权限',
    '填写或带上配置文件里的 console.token；没有设置时，用启动终端里的一次性链接打开。',
    'Not authorised',
    'Give the console.token of the config file. Where none is set, open the one-time link from the terminal.',
  ),
  'api/bug': say(
    '内部错误',
    '请附上数据目录 logs 下的日志反馈。',
    'Internal error',
    'Please report it with the log, which is in "logs" in the data folder.',
  ),
  'api/unreachable': say(
    '连不上网关',
    '确认程序仍在运行，然后重试。',
    'The gateway cannot be reached',
    'See that the program is still running, and try again.',
  ),
  'api/no-answer': say(
    '网关一直没有答复，不知道这一步做成了没有',
    '关掉多开的控制台页面（一个浏览器最多同时连六个），看看做成了没有，没有再试一次。',
    'The gateway did not answer: this may have been done or not',
    'Close console pages that you have open besides this one (a browser opens six connections at most), see whether it was done, and if not, try again.',
  ),
  'messages/not-found': say('没有这条消息', '它可能已被清理。', 'There is no such message', 'It may have been cleared away.'),
  'messages/cursor': say('翻页位置无效', '从第一页重新开始。', 'The page cursor is not valid', 'Start again from the first page.'),
  'simulator/unavailable': say(
    '没有沙盒账号“{account}”',
    '模拟器只服务于沙盒账号。',
    'There is no sandbox account "{account}"',
    'The simulator serves the sandbox accounts only.',
  ),
  'config/unreadable': say(
    '读不到配置文件 {file}：{reason}',
    '检查路径和读取权限。',
    'Cannot read the config file {file}: {reason}',
    'Check the path and the permissions.',
  ),
  'config/syntax': say(
    '配置文件 {file} 第 {line} 行第 {column} 列不是合法的 JSON：{reason}',
    '改正该处后重试。',
    'The config file {file} is not JSON at line {line}, column {column}: {reason}',
    'Correct that place and start again.',
  ),
  'config/value': say(
    '配置文件 {file} 的 {place}有误：{reason}',
    '改正该处后重试；各项说明见 README。',
    'The config file {file} is wrong at {place}: {reason}',
    'Correct that place and start again; the README documents every setting.',
  ),
  'config/secret': say(
    '配置文件 {file} 的 {place}指向的密钥取不到：{reason}',
    '设置该环境变量，或检查密钥文件的路径和权限。',
    'The secret at {place} of the config file {file} cannot be read: {reason}',
    "Set that environment variable, or check the secret file's path and permissions.",
  ),
  'store/unusable': say(
    '数据库 {file} 打不开：{reason}',
    '确认数据目录可写，磁盘未满。',
    'The database {file} cannot be opened: {reason}',
    'See that the data folder is writable and the disk is not full.',
  ),
  'store/damaged': say(
    '数据库 {file} 已损坏：{reason}',
    '先退出微管，把 {file} 连同同名的 -wal、-shm 文件移到别处留存；有备份就放回备份再启动，没有备份直接启动会新建一个空库。程序不会删除任何文件。',
    'The database {file} is damaged: {reason}',
    'End Weiguan, and move {file} and the -wal and -shm files beside it to a safe place. Then put back a copy, or start afresh without one. The program deletes nothing.',
  ),
  'store/refused': say(
    '数据库没有写入，这次改动没有生效（{reason}）',
    '多半是磁盘满了：腾出空间后再试。磁盘没满时，确认数据目录可写，并查看日志。',
    'The database did not take it: nothing was changed ({reason})',
    'The disk is most likely full: make room and try again. If it is not, see that the data folder is writable, and look into the log.',
  ),
  'store/in-use': say(
    '另一个微管正在使用数据库 {file}',
    '先退出那一个（无界面运行的也算），或换一个数据目录。',
    'Another Weiguan is using the database {file}',
    'End that one first (it may run without a window), or use another data folder.',
  ),
  'store/newer': say(
    '数据由更新版本的微管写入',
    '请安装更新的版本，或换一个数据目录。',
    'The data was written by a newer Weiguan',
    'Install the newer version, or use another data folder.',
  ),
  'store/ended': say(
    '数据库线程意外退出：{reason}',
    '微管已无法收发消息，请重新启动；反复出现请附上数据目录 logs 下的日志反馈。',
    "The database's thread has ended: {reason}",
    'Weiguan can neither receive nor send until it is started again. If it happens again, report it with the log, which is in "logs" in the data folder.',
  ),
  'data/unusable': say(
    '数据目录 {folder} 不能用：{reason}',
    '确认它可写，磁盘未满，或换一个数据目录。',
    'The data folder {folder} cannot be used: {reason}',
    'See that it is writable and the disk is not full, or use another data folder.',
  ),
  'gateway/no-start': say(
    '启动失败：{reason}',
    '重试一次；仍然失败请附上数据目录 logs 下的日志反馈。',
    'Weiguan could not start: {reason}',
    'Try again; if it fails again, report it with the log, which is in "logs" in the data folder.',
  ),
  'gateway/slow-stop': say(
    '{seconds} 秒内未能正常停止，已强制退出',
    '当时仍在执行的命令，下次启动时会标为“结果未知”。',
    'It did not stop within {seconds} s and was ended',
    'Commands that were still running will be marked "Unknown" at the next start.',
  ),
} satisfies Record<string, FailureText>;
