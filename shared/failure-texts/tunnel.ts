import { type FailureText, say } from './failure-text.ts';

/** Why the listener has no public address, or one that leads nowhere. */
export const tunnelFailures = {
  'tunnel/off': say('隧道没有开启', '先在“接入”页开启它。', 'The tunnel is off', 'Turn it on on the Connection page first.'),
  'tunnel/kept-unreadable': say(
    '读不懂保存的隧道设置，隧道没有开启',
    '设置可能来自其他版本的微管：请在“接入”页重新设置隧道并保存。',
    'The kept tunnel settings could not be read, so the tunnel is off',
    'They may be from another version of Weiguan: set the tunnel up again on the Connection page, and save.',
  ),
  'tunnel/no-public-url': say(
    '没有填写公网地址',
    '填写微信访问本机所用的地址，例如 https://wx.example.com。',
    'No public URL is given',
    'Enter the URL under which WeChat reaches this computer, such as https://wx.example.com.',
  ),
  'tunnel/public-url': say(
    '公网地址“{url}”无效',
    '填写以 http:// 或 https:// 开头、不带参数的完整地址。',
    '"{url}" is not a usable public URL',
    'Enter a whole URL that begins with http:// or https:// and has no query.',
  ),
  'tunnel/server-url': say(
    'localtunnel 服务器地址“{server}”无效',
    '填写以 http:// 或 https:// 开头的完整地址，例如 https://localtunnel.me。',
    '"{server}" is not a usable localtunnel server',
    'Enter a whole URL that begins with http:// or https://, such as https://localtunnel.me.',
  ),
  'tunnel/server-unreachable': say(
    '连不上隧道服务器 {server}（{reason}）',
    '检查本机网络、防火墙和服务器地址；服务器恢复后会自动重连。',
    'The tunnel server {server} cannot be reached ({reason})',
    "Check this computer's network, the firewall and the server's address. Weiguan connects again as soon as the server is back.",
  ),
  'tunnel/server-refused': say(
    'localtunnel 服务器 {server} 拒绝登记：{reason}',
    '稍后会自动重试；若一直如此，换一个子域名或服务器。',
    'The localtunnel server {server} refused to register a tunnel: {reason}',
    'It is tried again by itself. If it goes on, use another subdomain or server.',
  ),
  'tunnel/port-blocked': say(
    'localtunnel 已登记，但连不上它分配的端口 {address}（{reason}）',
    '请网络管理员放行到该服务器高位端口的 TCP 出站连接，或改用 ssh 隧道。',
    'localtunnel registered the tunnel, but its port {address} cannot be reached ({reason})',
    'Have outgoing TCP to the high ports of that server allowed, or use an ssh tunnel.',
  ),
  'tunnel/lost': say(
    '与隧道服务器 {server} 的连接断了',
    '会自动重连；若经常发生，检查本机网络和服务器。',
    'The connection to the tunnel server {server} broke',
    'It is made again by itself. If this happens often, check the network and the server.',
  ),
  'tunnel/hangs-up': say(
    '隧道服务器 {server} 接受连接后又马上断开',
    '多半是服务器过载或有故障，会自动再试；若一直这样，请换一个服务器，或换一种隧道方式。',
    'The tunnel server {server} takes connections and hangs up at once',
    'It is most likely overloaded or broken. It is tried again by itself; if this goes on, use another server or another kind of tunnel.',
  ),
  'tunnel/moved': say(
    '公网地址变了，现在是 {url}',
    '在微信后台换成新地址之前，收不到消息；要改哪些地方，见“接入”页。',
    'The public URL has changed: it is {url} now',
    "No message comes in until the new one is saved in WeChat's console. The Connection page lists what has to be changed.",
  ),
  'tunnel/other-subdomain': say(
    '要的子域名是“{asked}”，服务器给的是“{given}”',
    '原来的名字正被占用。若公网地址因此改变，请到微信后台更新回调地址，或换一个少见的子域名。',
    'The subdomain "{asked}" was asked for; the server gave "{given}"',
    'The name is taken. If the public URL has changed by that, update the callback URL in the WeChat console, or choose a rarer name.',
  ),
  'tunnel/interstitial': say(
    '用浏览器打开 {url} 时，会先看到 localtunnel 的提示页',
    '这不影响微信：提示页只拦浏览器，微信的请求会直接到达。无需处理。',
    'In a browser, {url} shows a page of localtunnel first',
    "WeChat isn't affected: only browsers get that page, and WeChat's requests pass. There is nothing to do.",
  ),

  'tunnel/forward-refused': say(
    '{server} 不肯在 {address} 上监听',
    '端口可能仍被占用（旧连接未断时稍等即可）；否则检查服务器的 AllowTcpForwarding 和 GatewayPorts，并使用 1024 以上的端口。',
    '{server} refuses to listen on {address}',
    'The port may be in use, for a while still by a connection that broke. Else check AllowTcpForwarding and GatewayPorts in sshd_config, and use a port above 1024.',
  ),
  'tunnel/no-ssh': say(
    '当前隧道不是 ssh 隧道',
    '把隧道改为 ssh，或为账号换一种出网方式。',
    'The tunnel is not an ssh tunnel',
    'Make it one, or choose another way out for the account.',
  ),

  'tunnel/cloudflared-missing': say(
    '找不到 cloudflared（{command}）',
    '从 Cloudflare 官网下载安装（macOS：brew install cloudflared；Windows：winget install Cloudflare.cloudflared），或填写它的完整路径。',
    'cloudflared was not found ({command})',
    'Install it from Cloudflare (macOS: brew install cloudflared; Windows: winget install Cloudflare.cloudflared), or enter its full path.',
  ),
  'tunnel/frpc-missing': say(
    '找不到 frpc（{command}）',
    '从 github.com/fatedier/frp/releases 下载，解压后填写 frpc 的完整路径。',
    'frpc was not found ({command})',
    'Get it from github.com/fatedier/frp/releases, unpack it, and enter the full path of frpc.',
  ),
  'tunnel/frpc-config': say(
    '读不到 frpc 的配置文件 {file}（{reason}）',
    '把配置文件放到这个位置，或在参数里用 -c 写出它的完整路径；相对路径从数据目录算起。',
    "frpc's configuration file {file} cannot be read ({reason})",
    'Put it there, or give its full path after -c in the arguments; a relative path begins at the data folder.',
  ),
  'tunnel/program-start': say(
    '无法运行 {command}（{reason}）',
    '确认它是可执行文件，且当前用户有权运行。',
    '{command} cannot be run ({reason})',
    'See that it is a program and that you may run it.',
  ),
  'tunnel/program-ended': say(
    '{program} 退出了（{code}），最后一行是：{line}',
    '会自动重启；若反复退出，按它的输出改正参数或配置文件。',
    '{program} ended ({code}); its last line: {line}',
    'It is started again by itself. If it goes on ending, correct its arguments or configuration file as its output says.',
  ),
  'tunnel/program-silent': say(
    '{program} 启动 {seconds} 秒后仍未就绪',
    '查看它的输出；多半是连不上服务器，或配置有误。',
    '{program} was not ready after {seconds} s',
    'See its output: most likely it cannot reach its server, or its configuration is wrong.',
  ),

  'tunnel/probe-dns': say(
    '域名 {host} 解析不到',
    '检查域名的 DNS 记录；刚开通的域名可能要等几分钟。',
    'The name {host} cannot be resolved',
    'Check its DNS record; a new name may take some minutes.',
  ),
  'tunnel/probe-unreachable': say(
    '从公网地址 {host} 连不进来（{reason}）',
    '检查公网服务器是否在运行、端口和防火墙是否放行；ssh 隧道还要看 GatewayPorts。',
    'Nothing can connect to the public address {host} ({reason})',
    'See that the public server runs and that its port is open in the firewall; with ssh, check GatewayPorts too.',
  ),
  'tunnel/probe-timeout': say(
    '公网地址 {seconds} 秒内没有应答',
    '隧道可能已失效，会自动重连；若一直如此，检查公网服务器到本机这一段。',
    'The public URL did not answer within {seconds} s',
    'The tunnel may be dead and is opened again. If it goes on, check the way from the public server to this computer.',
  ),
  'tunnel/probe-certificate': say(
    '{host} 的 HTTPS 证书不可信（{reason}）',
    '换成公共机构签发的证书，并配齐中间证书；微信不接受自签名证书。',
    'The HTTPS certificate of {host} is not trusted ({reason})',
    'Use one from a public authority, with its intermediate certificates: WeChat takes no self-signed ones.',
  ),
  'tunnel/probe-elsewhere': say(
    '公网地址有应答，但不是本机答的（HTTP {status}：{what}）',
    '请求没有到达本机：检查反向代理把 /callback/ 转到哪里、隧道是否还连着，以及地址是否填对。',
    'The public URL was answered by somebody else (HTTP {status}: {what})',
    'The request did not get here. Check where the reverse proxy sends /callback/, whether the tunnel is still connected, and the URL itself.',
  ),
  'tunnel/probe-interstitial': say(
    '隧道服务用自己的提示页挡住了请求，微信的请求可能同样到不了',
    '换用自建的 localtunnel 服务器或其他隧道。',
    "The tunnel service answered with a page of its own; WeChat's requests may not get through either",
    'Use a localtunnel server of your own, or another kind of tunnel.',
  ),
  'tunnel/probe-altered': say(
    '请求到了本机，但途中被改动',
    '检查反向代理：网址参数和应答正文都必须原样转发，不要改写、压缩或插入内容。',
    'The request arrived, but something on the way changes requests or answers',
    'Check the reverse proxy: it has to pass the query and the answer on as they are, with nothing rewritten or added.',
  ),
  'tunnel/probe-answer-lost': say(
    '请求到了本机，但应答没能返回（{reason}）',
    '检查反向代理或隧道服务器的日志；会自动重试。',
    'The request arrived, but the answer did not get back ({reason})',
    'See the log of the reverse proxy or tunnel server. It is tried again by itself.',
  ),
  'tunnel/probe-slow': say(
    '公网来回用了 {ms} 毫秒，超过 1 秒',
    '企业微信保存回调地址时只等 1 秒，可能不通过；换一个离中国大陆更近的隧道服务器。',
    'The way there and back took {ms} ms, more than a second',
    'WeCom waits only one second when the callback URL is saved. Use a tunnel server nearer to mainland China.',
  ),
} satisfies Record<string, FailureText>;
