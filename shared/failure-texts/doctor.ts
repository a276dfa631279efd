import { type FailureText, say } from './failure-text.ts';

/** What the doctor finds besides the failures of the rooms that it looks into. */
export const doctorFailures = {
  'doctor/needs': say('要等“{check}”通过', '先解决那一项，再检查一次。', 'It waits for "{check}"', 'Fix that one first, then check again.'),
  'doctor/gateway-busy': say(
    '微管正在这个数据目录上运行，但从命令行问不到它',
    '在它的窗口或控制台的“接入”页点“全面检查”；或在配置文件里设置 console.token，再带上 --config。',
    'A Weiguan runs on this data folder, and it cannot be asked from the command line',
    'Press "Run all checks" on the Connection page of its window or console, or set console.token in the config file and name that with --config.',
  ),
  'doctor/other-user': say(
    '当前用户无权使用数据目录 {folder}',
    '换成运行微管的用户再执行，例如 sudo -u <用户名>。',
    'This user may not use the data folder {folder}',
    'Run it as the user that Weiguan runs as, for example with "sudo -u <user>".',
  ),
  'doctor/gateway-gone': say(
    '微管在检查途中停止了',
    '重新启动它，看日志里写了什么，再检查一次。',
    'The gateway ended while it was asked',
    'Start it again, see what its log says, and check once more.',
  ),
  'doctor/clock-off': say(
    '本机时间与微信相差 {seconds} 秒',
    '打开系统的自动对时（NTP）；相差太多时回调会被当成重放而拒收。',
    'The clock of this computer is {seconds} s off',
    'Switch on automatic time (NTP): with a wrong clock callbacks are refused as replays.',
  ),
  'doctor/clock-unknown': say(
    '对方没有报告时间',
    '请自行核对本机时间。',
    'The server told no time',
    'Compare the clock of this computer by hand.',
  ),
  'doctor/network-slow': say(
    '连接微信服务器用了 {ms} 毫秒',
    '网络或代理太慢，调用可能超时：换一条出口，或检查 DNS 和代理。',
    'Reaching the server of WeChat takes {ms} ms',
    'The network or the proxy is slow, and calls may time out: use another way out, or check the DNS and the proxy.',
  ),
  'doctor/app-disabled': say(
    '应用在微信后台已停用',
    '到企业微信后台启用该应用。',
    'The app is switched off in the WeChat console',
    'Enable it there.',
  ),
  'doctor/app-unverified': say(
    '公众号未认证，不能主动发消息',
    '只有被动回复可用；需要通知时，到公众平台完成微信认证。',
    'An account that is not verified may not write first',
    'Only passive replies work; for notices, have the account verified on the platform.',
  ),
  'doctor/no-public-url': say(
    '还没有公网地址',
    '选一种隧道，或填写自己的域名：微信访问不到 127.0.0.1。',
    'There is no public URL yet',
    'Choose a tunnel, or fill in a domain of your own: WeChat cannot reach 127.0.0.1.',
  ),
  'doctor/tunnel-starting': say(
    '隧道还在连接',
    '稍等几秒再检查一次；若一直如此，看“接入”页的输出。',
    'The tunnel is still being opened',
    'Check again in a few seconds. If it goes on, see what it prints on the Connection page.',
  ),
  'doctor/public-url-changed': say(
    '公网地址变了：原来是 {before}',
    '到微信后台把回调地址改成 {url} 开头的新地址，再回来确认。',
    'The public URL has changed; it was {before}',
    'Change the callback URL in the WeChat console to the new one, {url}, then confirm it here.',
  ),
  'doctor/account-disabled': say(
    '账号已停用，不应答任何请求',
    '到账号页启用它。',
    'The account is disabled and answers nobody',
    'Enable it on the Accounts page.',
  ),
  'doctor/no-credentials': say(
    'Token 或 EncodingAESKey 还没有设置',
    '到账号页生成或填写。',
    'The Token or the EncodingAESKey is not set yet',
    'Generate or fill them in on the Accounts page.',
  ),
  'doctor/public-url-twin': say(
    '公网地址由另一台电脑上的微管应答，密钥与本机相同',
    '停掉那一台，或把公网地址、反向代理改到本机。',
    'Another Weiguan with the same keys answers at the public URL',
    'Stop that one, or lead the public URL and its reverse proxy here.',
  ),
  'doctor/certificate': say(
    '{host} 的证书有问题：{reason}',
    '换成公共机构签发、链完整的证书；微信不接受自签名证书。',
    'The certificate of {host} is not good: {reason}',
    'Use one of a public authority with its complete chain; WeChat takes no self-signed ones.',
  ),
  'doctor/certificate-ended': say(
    '{host} 的证书已过期',
    '现在就续期，并检查自动续期是否在运行。',
    'The certificate of {host} has expired',
    'Renew it now, and see that automatic renewal runs.',
  ),
  'doctor/certificate-self-signed': say(
    '{host} 的证书是自签名的',
    '换成公共机构签发的证书（例如 Let’s Encrypt）；微信不接受自签名证书。',
    'The certificate of {host} is self-signed',
    'Use one of a public authority, such as Let’s Encrypt; WeChat takes no self-signed ones.',
  ),
  'doctor/certificate-name': say(
    '证书不是签给 {host} 的',
    '为这个域名申请证书，或改用证书上的域名。',
    'The certificate is not for {host}',
    'Get one for this name, or use the name that it is for.',
  ),
  'doctor/certificate-chain': say(
    '{host} 的证书链不完整',
    '在服务器上配齐中间证书（fullchain）；浏览器会自己补，微信不会。',
    'The certificate chain of {host} is not complete',
    'Give the server the intermediate certificates too (fullchain): browsers fetch them, WeChat does not.',
  ),
  'doctor/certificate-ends': say(
    '证书还有 {days} 天到期',
    '现在就续期，或检查自动续期是否在运行。',
    'The certificate ends soon; days left: {days}',
    'Renew it now, or see that automatic renewal runs.',
  ),
  'doctor/plain-http': say(
    '公网地址是 http，内容虽已加密，仍建议 https',
    '有条件时换成 https。',
    'The public URL is plain http',
    'Messages are encrypted anyway, but https is better where it can be had.',
  ),
  'doctor/slow': say(
    '经公网往返用了 {ms} 毫秒',
    '企业微信验证网址只等 1 秒，消息只等 5 秒：换一个离得近的隧道服务器。',
    'The way through the public URL takes {ms} ms',
    'WeCom waits 1 s for a verification and 5 s for a message: use a tunnel server nearby.',
  ),
  'doctor/no-message': say(
    '还没有收到过真实消息',
    '用手机在微信里给应用发一条“状态”。',
    'No real message has come in yet',
    'Send "status" to the app from WeChat on a phone.',
  ),
} satisfies Record<string, FailureText>;
