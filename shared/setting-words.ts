import { type Language, type Localized, listed, say } from './language.ts';
import type { Failure } from './result.ts';

const recorded = (zh: string, en: string) => say(`${zh}（会自动重新记录）`, `${en} (recorded anew by itself)`);

/** What the gateway keeps under these names, as the console calls it; of what it records by itself also what comes of it. */
const words: Record<string, Localized> = {
  tunnel: say('“接入 › 隧道”', '"Connection › Tunnel"'),
  'tunnel.stopped': say('隧道是否已停用', 'whether the tunnel was stopped'),
  'tunnel.program': recorded('上次启动的隧道程序', 'which tunnel program was started last'),
  publicUrl: say(
    '上次的公网地址（现在的地址会当作微信后台里填的那个，请核对）',
    "the last public URL (the present one is taken for the one in WeChat's console: compare them)",
  ),
  hostKeys: say(
    '隧道服务器的主机密钥（连接若被拒绝，核对后在“接入 › 隧道”里信任）',
    'the host key of the tunnel\'s server (where it is refused, compare it, then trust it in "Connection › Tunnel")',
  ),
  targetHostKeys: say(
    '服务器的主机密钥（连接若被拒绝，核对后到“服务器”页点主机密钥旁的“忘记”）',
    'the host keys of servers (where one is refused, compare it, then press "Forget" beside its host key on the Servers page)',
  ),
  egress: recorded('出口 IP', 'egress IPs'),
  usage: recorded('接口用量', 'API usage'),
  'commands.held': say('“历史”页的“暂停所有操作”', '"Hold everything" on the History page'),
  'rights.servers': say(
    '角色权限中哪些词指服务器（现在按同名的服务器理解，请核对“人员 › 角色”）',
    'which words in rights mean servers (now those that a server is called by: check "People › Roles")',
  ),
  desktop: say('“设置 › 桌面”', '"Settings › Desktop"'),
  statusPage: say('“设置 › 手机状态页”', '"Settings › Status page for phones"'),
  'notices.rules': say('“监控 › 通知”的规则', 'the rules of "Monitors › Notices"'),
  'notices.oncall': say('“监控 › 值班”', '"Monitors › On call"'),
  'monitors.muted': say('“监控”页的静音', 'what is muted on the Monitors page'),
  retention: say('“设置 › 保留期限”', '"Settings › Retention"'),
  'retention.last': recorded('上次清理', 'the last clean-up'),
  'retention.seen': recorded('清理时的时间', 'the time of cleaning up'),
  redaction: say('“设置 › 脱敏规则”', '"Settings › Redaction rules"'),
  verificationNonces: recorded('用过的验证请求', 'verifications that were used'),
};

/** The same failure with settings called as the console calls them; one that a newer version has added keeps its name. */
export function namedSettings(failure: Failure, language: Language): Failure {
  if (failure.code !== 'settings/unreadable') return failure;
  const names = (failure.params?.names ?? '').split(', ').map((name) => words[name]?.[language] ?? name);
  return { ...failure, params: { names: listed(names, language) } };
}
