import { type Language, type Localized, listed } from './language.ts';
import type { Failure } from './result.ts';

const say = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });

/** What the gateway keeps under these names, as the console calls it. What the program records by itself says so. */
const words: Record<string, Localized> = {
  tunnel: say('“接入 › 隧道”', '"Connection › Tunnel"'),
  'tunnel.stopped': say('隧道是否已停用', 'whether the tunnel was stopped'),
  publicUrl: say('上次的公网地址（自动记录）', 'the last public URL (recorded)'),
  hostKeys: say('隧道服务器的主机密钥（自动记录）', "the host key of the tunnel's server (recorded)"),
  targetHostKeys: say('服务器的主机密钥（自动记录）', 'the host keys of servers (recorded)'),
  egress: say('出口 IP（自动记录）', 'egress IPs (recorded)'),
  usage: say('接口用量（自动记录）', 'API usage (recorded)'),
  'commands.held': say('是否暂停所有操作', 'whether everything is on hold'),
  'rights.servers': say('角色权限中的服务器（自动记录）', 'the servers in the rights of roles (recorded)'),
  desktop: say('“设置 › 桌面”', '"Settings › Desktop"'),
  statusPage: say('“设置 › 手机状态页”', '"Settings › Status page for phones"'),
  'notices.rules': say('“监控 › 通知”的规则', 'the rules of "Monitors › Notices"'),
  'notices.oncall': say('“监控 › 值班”', '"Monitors › On call"'),
  'monitors.muted': say('监控项的静音', 'muted monitors'),
  retention: say('“设置 › 保留期限”', '"Settings › Retention"'),
  'retention.last': say('上次清理（自动记录）', 'the last clean-up (recorded)'),
  'retention.seen': say('清理的进度（自动记录）', 'the state of cleaning up (recorded)'),
  redaction: say('“设置 › 脱敏规则”', '"Settings › Redaction rules"'),
  verificationNonces: say('用过的验证请求（自动记录）', 'verifications that were used (recorded)'),
};

/** The same failure with settings called as the console calls them; one that a newer version has added keeps its name. */
export function namedSettings(failure: Failure, language: Language): Failure {
  if (failure.code !== 'settings/unreadable') return failure;
  const names = (failure.params?.names ?? '').split(', ').map((name) => words[name]?.[language] ?? name);
  return { ...failure, params: { names: listed(names, language) } };
}
