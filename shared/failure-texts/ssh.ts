import { type FailureText, say } from './failure-text.ts';

/** Why a server can't be used over ssh, by itself or as the far end of a tunnel. */
export const sshFailures = {
  'ssh/auth-key': say(
    '{server} 不接受用户 {user} 的这把密钥',
    '把对应的公钥加入服务器上该用户的 ~/.ssh/authorized_keys，并核对用户名。',
    '{server} does not accept this key for the user {user}',
    "Add the public key to that user's ~/.ssh/authorized_keys on the server, and check the user name.",
  ),
  'ssh/auth-agent': say(
    '{server} 不接受 ssh-agent 中的任何一把密钥（用户 {user}）',
    '用 ssh-add -l 查看已加载的密钥，把其中一把的公钥加入服务器的 authorized_keys。',
    '{server} accepts none of the keys in the ssh agent for the user {user}',
    "List the loaded keys with ssh-add -l, and add the public part of one to the server's authorized_keys.",
  ),
  'ssh/auth-password': say(
    '{server} 不接受用户 {user} 的密码',
    '核对用户名和密码；服务器也可能禁用了密码登录（PasswordAuthentication no），此时请改用密钥。',
    '{server} does not accept the password of the user {user}',
    'Check user name and password. The server may not allow passwords at all (PasswordAuthentication no): then use a key.',
  ),
  'ssh/handshake': say(
    '与 {server} 的 SSH 握手失败：{reason}',
    '确认该端口上是 SSH 服务，且版本不太旧。',
    'The SSH handshake with {server} failed: {reason}',
    'See that an SSH server answers at that port, and that it is not too old.',
  ),
  'ssh/host-key-changed': say(
    '{server} 的主机密钥变了，已拒绝连接。记住的是 {expected}，现在是 {actual}',
    '可能有人冒充服务器。先在服务器上运行 ssh-keygen -lf 核对指纹；若确是重装或更换了服务器，再点“信任新的主机密钥”。',
    'The host key of {server} has changed; the connection was refused. Remembered: {expected}. Shown now: {actual}',
    'Somebody may be posing as the server. Compare with ssh-keygen -lf on the server itself; only if it was reinstalled or replaced, choose "Trust the new host key".',
  ),
  'ssh/server-key-changed': say(
    '{server} 的主机密钥变了，已拒绝连接。记住的是 {expected}，现在是 {actual}',
    '可能有人冒充服务器。先在服务器上运行 ssh-keygen -lf 核对指纹；若确是重装或更换了服务器，到“服务器”页打开它，点主机密钥旁的“忘记”，再连一次。',
    'The host key of {server} has changed; the connection was refused. Remembered: {expected}. Shown now: {actual}',
    'Somebody may be posing as the server. Compare with ssh-keygen -lf on the server itself; only if it was reinstalled or replaced, open it on the Servers page, press "Forget" beside its host key, and connect again.',
  ),
  'ssh/key-file': say(
    '读不到密钥文件 {file}（{reason}）',
    '检查路径和读取权限。',
    'The key file {file} cannot be read ({reason})',
    'Check the path and the permissions.',
  ),
  'ssh/key-format': say(
    '{file} 不是可用的 SSH 私钥',
    '选择私钥文件（不是 .pub 公钥），格式为 OpenSSH、PEM 或 PuTTY。',
    '{file} is not a usable SSH private key',
    'Choose the private key, not the .pub file, in OpenSSH, PEM or PuTTY format.',
  ),
  'ssh/key-passphrase-missing': say(
    '密钥 {file} 有口令保护，但没有填写口令',
    '填写密钥的口令，或改用 ssh-agent。',
    'The key {file} is protected by a passphrase, and none is given',
    "Enter the key's passphrase, or use the ssh agent.",
  ),
  'ssh/key-passphrase-wrong': say(
    '密钥 {file} 的口令不对',
    '重新填写密钥的口令。',
    'The passphrase of the key {file} is wrong',
    "Enter the key's passphrase again.",
  ),
  'ssh/no-agent': say(
    '找不到可用的 ssh-agent',
    '启动 ssh-agent 并用 ssh-add 加载密钥（Windows 上启动“OpenSSH Authentication Agent”服务），或改用密钥文件。',
    'No usable ssh agent is running',
    'Start ssh-agent and load a key with ssh-add (on Windows, the service "OpenSSH Authentication Agent"), or use a key file.',
  ),
  'ssh/no-password': say('没有填写 SSH 密码', '填写密码，或改用密钥。', 'No SSH password is given', 'Enter it, or use a key.'),
  'ssh/dial-refused': say(
    'ssh 服务器连不上 {address}：{reason}',
    '检查该地址，以及服务器的 AllowTcpForwarding 和出站网络。',
    'The ssh server could not connect to {address}: {reason}',
    "Check that address, AllowTcpForwarding in sshd_config and the server's own network.",
  ),

  'ssh/unreachable': say(
    '连不上 {server}（{reason}）',
    '确认机器已开机，并检查地址、端口、网络和防火墙。',
    '{server} cannot be reached ({reason})',
    'See that the machine is on, and check the address, the port, the network and the firewall.',
  ),
  'ssh/timeout': say(
    '{server} 在 {seconds} 秒内没有应答',
    '确认机器已开机且不繁忙；若总是这样，检查网络。脚本和监控项各有自己的时限，可以调大。',
    '{server} did not answer within {seconds} s',
    'See that the machine is on and not overloaded. If it goes on, check the network; a script or a monitor has a time limit of its own, which can be raised.',
  ),
  'ssh/lost': say(
    '与 {server} 的连接中途断了，不知道程序是否已执行完',
    '下次使用时会自动重连。再次执行前，先核对它是否已经生效。',
    'The connection to {server} broke while the program ran, so how it ended is not known',
    'It is made again at the next use. Before you run the program once more, see whether it has taken effect.',
  ),
  'ssh/not-begun': say(
    '没有在 {server} 上执行：一直没有轮到，或连接刚好断开',
    '同时在它上面执行的程序可能太多。等它们结束后再试。',
    'Nothing was run on {server}: its turn did not come, or the connection was just closed',
    'Too many programs may be running there at once. Try again when they have ended.',
  ),
  'ssh/session-refused': say(
    '{server} 不肯运行程序：{reason}',
    '检查该用户能否登录 shell，以及 sshd 的 MaxSessions、ForceCommand 等限制。',
    '{server} refuses to run programs: {reason}',
    'See that this user has a login shell, and check MaxSessions, ForceCommand and the like in sshd_config.',
  ),
  'ssh/not-set': say(
    '服务器 {target} 没有设置 SSH',
    '在“服务器”页它的设置里填写 SSH 的地址、用户和登录方式。',
    'The server {target} has no SSH set up',
    'Enter the SSH address, user and login in its settings on the Servers page.',
  ),
  'ssh/jump-missing': say(
    '{target} 的跳板机 {jump} 不存在，或没有设置 SSH',
    '改选另一台跳板机，或先为 {jump} 设置 SSH。',
    'The jump host {jump} of {target} does not exist, or has no SSH set up',
    'Choose another jump host, or set up SSH for {jump} first.',
  ),
  'ssh/jump-loop': say(
    '跳板机绕成了圈：{chain}',
    '把其中一台改为直接连接。',
    'The jump hosts go round in a circle: {chain}',
    'Have one of them reached directly.',
  ),
  'ssh/jump-too-many': say(
    '跳板机超过 {most} 级：{chain}',
    '改用更近的跳板机，减少级数。',
    'More than {most} jump hosts in a row: {chain}',
    'Use a jump host that is nearer to the server.',
  ),
} satisfies Record<string, FailureText>;
