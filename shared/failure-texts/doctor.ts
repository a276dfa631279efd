import { type FailureText, say } from './failure-text.ts';

/** What the doctor finds besides the failures of the rooms that it looks into. */
export const doctorFailures = {
  'doctor/needs': say(
    '要等“{check}”通过',
    '先解决上面那一项，再检查一次。',
    'It waits for "{check}"',
    'Mend that one first, then check again.',
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
  'doctor/app-disabled': say(
    '应用在微信后台已停用',
    '到企业微信后台启用该应用。',
    'The app is switched off in the WeChat console',
    'Enable it there.',
  ),
  'doctor/no-public-url': say(
    '还没有公网地址',
    '选一种隧道，或填写自己的域名：微信访问不到 127.0.0.1。',
    'There is no public URL yet',
    'Choose a tunnel, or fill in a domain of your own: WeChat cannot reach 127.0.0.1.',
  ),
  'doctor/no-credentials': say(
    'Token 或 EncodingAESKey 还没有设置',
    '到账号页生成或填写。',
    'The Token or the EncodingAESKey is not set yet',
    'Generate or fill them in on the Accounts page.',
  ),
  'doctor/public-url-unreachable': say(
    '公网地址访问不通：{reason}',
    '检查隧道是否在运行、域名是否解析到它。',
    'The public URL cannot be reached: {reason}',
    'See that the tunnel runs and that the name resolves to it.',
  ),
  'doctor/public-url-other': say(
    '公网地址由别的服务应答（HTTP {status}）',
    '检查反向代理的转发路径：/callback/ 要原样转到监听地址。',
    'Something else answers at the public URL (HTTP {status})',
    'Check the forwarding of the reverse proxy: /callback/ must reach the listener unchanged.',
  ),
  'doctor/public-url-altered': say(
    '应答被途中改动了',
    '关闭代理或隧道的内容改写、压缩注入和提示页。',
    'The answer was changed on its way',
    'Switch off whatever rewrites contents, or shows a page of its own, in the proxy or tunnel.',
  ),
  'doctor/certificate': say(
    '证书有问题：{reason}',
    '换成公共机构签发、链完整的证书；微信不接受自签名证书。',
    'The certificate is not good: {reason}',
    'Use one of a public authority with its complete chain; WeChat takes no self-signed ones.',
  ),
  'doctor/certificate-ends': say(
    '证书还有 {days} 天到期',
    '现在就续期，或检查自动续期是否在运行。',
    'The certificate ends in {days} days',
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
