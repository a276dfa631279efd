import { fold } from '../fold.ts';

/** What a column of a table may hold, and how it may be called, in either language, without spaces, `-` and `_`. */
const columnNames = {
  id: ['编号', '标识', 'id'],
  name: ['名称', '名字', '服务器', '服务器名称', 'name', 'server', 'servername', 'displayname'],
  /** A name that is an address too, where there is no column for that. */
  hostname: ['主机名', '主机名称', '计算机名', 'hostname', 'computername', 'fqdn'],
  aliases: ['别名', 'aliases', 'alias'],
  host: ['地址', 'ip', 'ip地址', '主机', '主机地址', '主机ip', 'host', 'address', 'ipaddress', 'addr', 'sshhost'],
  port: ['端口', '端口号', 'ssh端口', 'port', 'sshport'],
  user: ['用户', '用户名', '账号', '登录用户', '登录名', 'ssh用户', 'user', 'username', 'login', 'sshuser'],
  keyFile: ['密钥', '密钥文件', '私钥', '私钥文件', 'keyfile', 'key', 'identityfile', 'privatekey'],
  jump: ['跳板', '跳板机', '堡垒机', 'jump', 'jumphost', 'proxyjump', 'bastion'],
  group: ['分组', '组', '部门', 'group', 'department'],
  tags: ['标签', 'tags', 'tag', 'labels', 'label'],
  mac: ['mac', 'mac地址', '物理地址', 'macaddress'],
  broadcast: ['广播', '广播地址', 'broadcast'],
  system: ['系统', '操作系统', 'os', 'system', 'platform', 'operatingsystem'],
  asset: ['资产', '资产编号', '资产号', '固定资产编号', 'asset', 'assettag', 'assetnumber', 'assetno'],
  notes: ['备注', '说明', '描述', 'notes', 'note', 'comment', 'comments', 'description', 'remark', 'remarks'],
  ipmiHost: ['ipmi', 'ipmi地址', 'bmc', 'bmc地址', '带外', '带外地址', 'ipmihost', 'ipmiaddress', 'bmchost', 'bmcaddress', 'idrac', 'ilo'],
  ipmiUser: ['ipmi用户', 'ipmi用户名', 'bmc用户', '带外用户', 'ipmiuser', 'bmcuser'],
  vncPort: ['vnc', 'vnc端口', 'vncport'],
  services: ['服务', 'services', 'service'],
  logs: ['日志', 'logs', 'log'],
  /** Nothing of it is taken. */
  secret: [
    '密码',
    '口令',
    'password',
    'passwd',
    'pwd',
    'secret',
    'ssh密码',
    'sshpassword',
    'ipmi密码',
    'ipmipassword',
    'bmc密码',
    'vnc密码',
    'vncpassword',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof columnNames;

const columns = Object.entries(columnNames) as [Column, readonly string[]][];

/** What a column holds, by its heading; a remark in brackets (`IP（必填）`) doesn't matter. */
export function columnOf(heading: string): Column | undefined {
  const name = fold(heading)
    .replace(/[([【].*$/u, '')
    .replace(/[\s_*:-]/g, '');
  return columns.find(([, names]) => names.includes(name))?.[0];
}
