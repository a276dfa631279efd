import { type FailureText, say } from './failure-text.ts';
import { lostAppSecret } from './lost-app-secret.ts';

/** Why a call did not get an answer that could be used, or was not made. */
export const platformCallFailures = {
  'platform/unreachable': say(
    '连不上 {host}（{reason}）',
    '检查本机网络、DNS 和防火墙；若设置了代理或 SSH 出口，确认它在工作。',
    'Cannot reach {host} ({reason})',
    'Check the network, DNS and firewall of this computer, and the proxy or SSH server if one is set.',
  ),
  'platform/certificate': say(
    '{host} 的证书不可信（{reason}）',
    '多半是公司网关或代理替换了证书，请让网管放行该域名；也请核对本机时间。',
    'The certificate of {host} is not trusted ({reason})',
    'A company gateway or proxy most likely replaces it: ask for an exception for this host. Check the clock too.',
  ),
  'platform/proxy': say(
    '代理拒绝了连接（{reason}）',
    '核对代理地址、用户名和密码，并确认代理允许访问 {host}。',
    'The proxy refused the connection ({reason})',
    "Check the proxy's address, user and password, and that it allows {host}.",
  ),
  'platform/proxy-away': say(
    '代理 {proxy} 连不上，或没有按代理协议应答（{reason}）',
    '确认代理在运行，并核对地址、端口和协议（http://、https:// 或 socks5://）。',
    'The proxy {proxy} cannot be reached, or does not answer like one ({reason})',
    'See that it runs, and check its address, its port and its protocol (http://, https:// or socks5://).',
  ),
  'platform/way-out-silent': say(
    '出口 {way} 在 {seconds} 秒内没有连上 {host}',
    '出口的代理或 SSH 服务器可能没有响应，也可能连不到该主机，请登录出口机器检查。',
    '{way}, the way out, did not connect to {host} within {seconds} s',
    'The proxy or SSH server does not respond, or cannot reach this host: look at it there.',
  ),
  'platform/timeout': say(
    '{host} 没有及时应答',
    '稍后再试；若经常发生，检查网络或出口代理。',
    '{host} did not answer in time',
    'Try again later; if it happens often, check the network or the proxy.',
  ),
  'platform/unsure': say(
    '消息可能已送达，也可能没有（{reason}）',
    '自动重发次数有限，以免对方反复收到；手动重发前请先在微信里确认。',
    'The message may or may not have arrived ({reason})',
    'It is repeated a few times at most, so that nobody gets it again and again: look in WeChat before you send it again.',
  ),
  'platform/bad-answer': say(
    '{host} 的应答看不懂（{reason}）',
    '确认 API 地址正确，且中间没有登录页或代理改写内容。',
    'The answer of {host} makes no sense ({reason})',
    'Check the API address, and that no login page or proxy stands in between.',
  ),
  'platform/rate-limited': say(
    '{name} 已达上限（每 {window} {limit} 次）',
    '约 {seconds} 秒后可以继续。',
    '{name} has reached its limit ({limit} in {window})',
    'It goes on in about {seconds} s.',
  ),
  'platform/penalty': say(
    '平台暂停了 {name}',
    '约 {seconds} 秒后恢复，期间不再调用，以免延长处罚。',
    'The platform has suspended {name}',
    'It goes on in about {seconds} s; until then no call is made, so that it does not take longer.',
  ),
  'platform/queue-full': say(
    '等待发送的调用太多（{limit} 个）',
    '稍后再试，或减少发送量。',
    'Too many calls are waiting ({limit})',
    'Try again later, or send less.',
  ),
  'platform/no-secret': say(
    '没有填写 {name}',
    `在账号设置中填写。AgentID 和 Secret 在企业微信后台查看。${lostAppSecret['zh-CN']}`,
    'The {name} is not set',
    `Set it in the account's settings. The WeCom console shows AgentID and Secret. ${lostAppSecret.en}`,
  ),
  'platform/recipient': say(
    '收件人“{to}”不是单个成员',
    '填写一个 UserID 或 OpenID；这里不能群发。',
    'The recipient "{to}" is not one person',
    'Give one UserID or OpenID; nothing is sent to everybody from here.',
  ),
  'platform/unlicensed': say(
    '“{to}”没有接口许可，消息没有送达',
    '在企业微信管理后台给该成员分配接口许可，或换一个收件人。',
    '"{to}" has no API licence, so the message was not delivered',
    'Give the member a licence in the WeCom console, or write to somebody else.',
  ),
  'platform/way-out': say(
    '出口设置不可用：{reason}',
    '代理地址应以 http://、https:// 或 socks5:// 开头；SSH 出口需要先配置 SSH 隧道。',
    'The way out cannot be used: {reason}',
    'A proxy address starts with http://, https:// or socks5://; the SSH way out needs an SSH tunnel.',
  ),
  'platform/egress-moved': say(
    '出口 IP 变了，现在是 {ip}',
    '在微信后台把它加进“{list}”，否则接口会被拒绝；加好后在“接入”页点“已加好”。',
    'The egress IP has changed: it is {ip} now',
    'Add it to {list} in WeChat\'s console, or calls are refused; then click "Added" on the Connection page.',
  ),
  'platform/closed': say('账号已停用或程序正在退出', '重新启用账号后再试。', 'The account is being closed', 'Enable it, and try again.'),
  'platform/unknown': say(
    '平台返回错误 {errcode}：{errmsg}',
    '在微信官方文档中查询该错误码。',
    'The platform answered with error {errcode}: {errmsg}',
    "Look the code up in WeChat's documentation.",
  ),
} satisfies Record<string, FailureText>;
