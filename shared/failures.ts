import { fill, type Language, type Localized } from './language.ts';
import type { Failure } from './result.ts';

/** What a failure says: what is wrong, and the one thing to do about it. `{name}` places are filled when it happens. */
interface FailureText {
  message: Localized;
  hint: Localized;
}

const say = (zhMessage: string, zhHint: string, enMessage: string, enHint: string): FailureText => ({
  message: { 'zh-CN': zhMessage, en: enMessage },
  hint: { 'zh-CN': zhHint, en: enHint },
});

/**
 * Every expected failure, once. The codes `wechat/-40001` … `wechat/-40011` are those of the official WXBizMsgCrypt
 * libraries (protocol reference, 1.7).
 */
export const failureTexts = {
  'wechat/-40001': say(
    '签名不符',
    '核对 Token 是否与微信后台一致；若一致，检查中间代理是否改动了网址或正文。',
    'The signature does not match',
    'Compare the Token with the one in the WeChat console; if they agree, look for a proxy that rewrites the query or the body.',
  ),
  'wechat/-40002': say(
    '正文不是可接受的 XML 或 JSON：{reason}',
    '检查正文是否为空、被截断，或被代理换成了网页；带有 DTD 或实体的 XML 一律拒收。',
    'The body is not acceptable XML or JSON: {reason}',
    'Check whether it is empty, cut, or replaced with a page by a proxy; XML with a DTD or entities is always refused.',
  ),
  'wechat/-40003': say(
    '签名计算失败',
    '这是内部错误，请附上日志反馈。',
    'The signature could not be computed',
    'This is an internal error: please report it with the log.',
  ),
  'wechat/-40004': say(
    'EncodingAESKey 不合法',
    'EncodingAESKey 为 43 位字母和数字，请从微信后台原样复制。',
    'The EncodingAESKey is not valid',
    'It has 43 letters and digits: copy it from the WeChat console as it is.',
  ),
  'wechat/-40005': say(
    '接收方不是本账号（收到 {received}）',
    '核对 CorpID 或 AppID；也可能是两个账号填了同一个回调地址。',
    'The message is addressed to another account ({received})',
    'Compare the CorpID or AppID; two accounts may share one callback URL.',
  ),
  'wechat/-40006': say(
    '加密失败',
    '这是内部错误，请附上日志反馈。',
    'Encryption failed',
    'This is an internal error: please report it with the log.',
  ),
  'wechat/-40007': say(
    '解密失败',
    'EncodingAESKey 与微信后台不一致，或密文不完整。',
    'The message cannot be decrypted',
    'The EncodingAESKey differs from the one in the WeChat console, or the ciphertext is cut.',
  ),
  'wechat/-40008': say(
    '解密后的内容不合法',
    '多半是 EncodingAESKey 与微信后台不一致。',
    'What was decrypted is not a message',
    'Most likely the EncodingAESKey differs from the one in the WeChat console.',
  ),
  'wechat/-40009': say(
    'Base64 编码失败',
    '这是内部错误，请附上日志反馈。',
    'Base64 encoding failed',
    'This is an internal error: please report it with the log.',
  ),
  'wechat/-40010': say(
    'Base64 解码失败',
    '密文受损，常见原因是代理把“+”变成了空格。',
    'The ciphertext is not base64',
    'It was damaged on the way, typically by a proxy that turns "+" into a space.',
  ),
  'wechat/-40011': say(
    '生成回复失败：{reason}',
    '这是内部错误，请附上日志反馈。',
    'The reply could not be built: {reason}',
    'This is an internal error: please report it with the log.',
  ),

  'callback/unknown-account': say(
    '没有名为“{account}”的账号',
    '核对微信后台填写的回调地址，路径应为 /callback/<账号>。',
    'There is no account "{account}"',
    'Check the callback URL in the WeChat console: its path is /callback/<account>.',
  ),
  'callback/wrong-path': say(
    '此地址不接收任何内容',
    '回调路径为 /callback/<账号>。',
    'Nothing is served at this address',
    'Callbacks go to /callback/<account>.',
  ),
  'callback/wrong-method': say(
    '不支持 {method} 方法',
    '微信只用 GET 和 POST。',
    'The method {method} is not served',
    'WeChat uses GET and POST only.',
  ),
  'callback/too-large': say(
    '正文超过 {limit} 字节',
    '微信消息不会这么大；请求多半不是来自微信。',
    'The body is larger than {limit} bytes',
    'WeChat sends nothing of that size: the request is most likely not from WeChat.',
  ),
  'callback/incomplete': say(
    '正文没有收完',
    '连接中途断开或太慢；微信会自动重发。',
    'The body did not arrive whole',
    'The connection broke or was too slow; WeChat delivers again by itself.',
  ),
  'callback/missing-query': say(
    '网址缺少参数 {names}',
    '请求不是微信发出的，或代理丢掉了网址参数。',
    'The query lacks {names}',
    'The request is not from WeChat, or a proxy dropped the query.',
  ),
  'callback/not-encrypted': say(
    '请求没有加密',
    '本账号只接受加密消息；核对微信后台的消息加解密方式是否与账号设置一致。',
    'The request is not encrypted',
    "This account takes encrypted messages only: compare the encryption mode in the WeChat console with the account's.",
  ),
  'callback/no-key': say(
    '请求已加密，但本账号没有填写 EncodingAESKey',
    '从微信后台复制 EncodingAESKey，或在微信后台改用明文模式。',
    'The request is encrypted, but this account has no EncodingAESKey',
    'Copy the EncodingAESKey from the WeChat console, or choose plaintext mode there.',
  ),
  'callback/replayed': say(
    '请求的时间戳已过期（{age} 秒前）',
    '可能是重放攻击；若是本机时钟不准，请先校时。',
    'The request was signed too long ago ({age} s)',
    "It may be a replay; if this computer's clock is off, set it first.",
  ),
  'callback/overloaded': say('请求过多，暂不受理', '稍后由微信重发。', 'Too many requests at once', 'WeChat delivers again by itself.'),
  'callback/store': say(
    '消息没能写入磁盘',
    '检查数据目录所在磁盘的空间和权限；微信会自动重发。',
    'The message could not be written to disk',
    'Check the space and permissions of the data folder; WeChat delivers again by itself.',
  ),
  'listener/port-taken': say(
    '地址 {address} 已被占用',
    '关闭占用它的程序，或换一个端口。',
    'The address {address} is in use',
    'Close the program that holds it, or choose another port.',
  ),
  'listener/address': say(
    '无法监听 {address}：{reason}',
    '换一个本机地址，或换一个 1024 以上的端口。',
    'Cannot listen on {address}: {reason}',
    'Use an address of this computer and a port above 1024.',
  ),

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

  'api/unknown-call': say('没有“{call}”这个调用', '可用的调用见 README。', 'There is no call "{call}"', 'The README lists the calls.'),
  'api/input': say(
    '输入不合要求：{reason}',
    '按调用的说明改正后重试。',
    'The input does not fit: {reason}',
    "Correct it as the call's description says.",
  ),
  'api/unauthorized': say(
    '没有权限',
    '用启动时显示的链接打开，或带上正确的令牌。',
    'Not authorised',
    'Open the link shown at start, or send the right token.',
  ),
  'api/bug': say('内部错误', '请附上运行日志反馈。', 'Internal error', 'Please report it with the log.'),
  'api/unreachable': say(
    '连不上网关',
    '确认程序仍在运行，然后重试。',
    'The gateway cannot be reached',
    'See that the program is still running, and try again.',
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
    '配置文件 {file} 的 {place} 有误：{reason}',
    '改正该处后重试；各项说明见 README。',
    'The config file {file} is wrong at {place}: {reason}',
    'Correct that place and start again; the README documents every setting.',
  ),
  'config/secret': say(
    '配置文件 {file} 的 {place} 指向的密钥取不到：{reason}',
    '设置该环境变量，或检查密钥文件的路径和权限。',
    'The secret at {place} of the config file {file} cannot be had: {reason}',
    "Set that environment variable, or check the secret file's path and permissions.",
  ),
  'store/unusable': say(
    '数据库 {file} 打不开：{reason}',
    '确认数据目录可写，磁盘未满。',
    'The database {file} cannot be opened: {reason}',
    'See that the data folder is writable and the disk is not full.',
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
} satisfies Record<string, FailureText>;

export type FailureCode = keyof typeof failureTexts;

/** Builds the failure `code` with its texts filled in and in one language. */
export function failure(code: FailureCode, params: Record<string, string> = {}, language: Language = 'zh-CN'): Failure {
  const { message, hint } = failureTexts[code];
  return { code, message: fill(message[language], params), hint: fill(hint[language], params), params };
}

/** The same failure in another language. A code that this version does not know keeps the text it came with. */
export function translateFailure(original: Failure, language: Language): Failure {
  return original.code in failureTexts ? failure(original.code as FailureCode, original.params, language) : original;
}
