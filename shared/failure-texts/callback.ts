import { type FailureText, say } from './failure-text.ts';

/** Why a callback was not let in, or the listener does not listen. */
export const callbackFailures = {
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
  'callback/other-app': say(
    '消息来自 AgentID 为 {agent} 的应用，而账号“{account}”的 AgentID 是 {own}',
    '如果 AgentID 填错了，请在账号设置里改正；否则请在企业微信后台给每个应用填各自的回调地址。',
    'The message is from the app with the AgentID {agent}; the account "{account}" has {own}',
    "Correct the AgentID in the account's settings if it is wrong; otherwise give each app a callback URL of its own in WeCom's console.",
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
  'callback/from-future': say(
    '请求的时间戳在未来（{ahead} 秒后）',
    '可能是伪造的请求；若是本机时钟不准，请先校时。',
    'The timestamp of the request lies in the future ({ahead} s ahead)',
    "It may be forged; if this computer's clock is off, set it first.",
  ),
  'callback/nonce-reused': say(
    '随机数 {nonce} 已被另一条消息用过',
    '可能是有人截获签名后改了内容重放；若不断出现，请更换 Token，并改用安全模式。',
    'The nonce {nonce} has come with another message before',
    'Somebody may have recorded a signature and replayed it with other content; if it goes on, change the Token and use safe mode.',
  ),
  'callback/overloaded': say('请求过多，暂不受理', '稍后由微信重发。', 'Too many requests at once', 'WeChat delivers again by itself.'),
  'callback/busy': say(
    '待处理的消息过多，这一条未处理',
    '等积压消化后请对方重发；若经常如此，检查哪个账号或命令占用过多。',
    'Too many messages are being worked on; this one was not',
    'Have it sent again once the backlog is gone; if this is frequent, look which account or command takes so much.',
  ),
  'callback/store': say(
    '消息没能写入磁盘',
    '检查数据目录所在磁盘的空间和权限；微信会自动重发。',
    'The message could not be written to disk',
    'Check the space and permissions of the data folder; WeChat delivers again by itself.',
  ),

  'listener/port-taken': say(
    '地址 {address} 已被占用',
    '关闭占用它的程序，或换一个端口：改配置文件里的 listener.port 或 console.port；没有配置文件时，设置环境变量 WEIGUAN_LISTENER_PORT 或 WEIGUAN_CONSOLE_PORT。',
    'The address {address} is in use',
    'Close the program that holds it, or set another port: listener.port or console.port in the config file; without a file, the environment variable WEIGUAN_LISTENER_PORT or WEIGUAN_CONSOLE_PORT.',
  ),
  'listener/address': say(
    '无法监听 {address}：{reason}',
    '换一个本机地址，或换一个 1024 以上的端口：改配置文件里的 listener 或 console；没有配置文件时，端口由环境变量 WEIGUAN_LISTENER_PORT 和 WEIGUAN_CONSOLE_PORT 指定。',
    'Cannot listen on {address}: {reason}',
    'Use an address of this computer and a port above 1024: listener or console in the config file; without a file, WEIGUAN_LISTENER_PORT and WEIGUAN_CONSOLE_PORT in the environment set the ports.',
  ),
} satisfies Record<string, FailureText>;
