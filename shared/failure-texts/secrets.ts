import { type FailureText, say } from './failure-text.ts';

/** Why secrets cannot be read or kept. */
export const secretFailures = {
  'secrets/no-keychain': say(
    '系统钥匙串用不了：{reason}',
    'Linux 桌面：安装 gnome-keyring 和 libsecret-1-0，重新登录桌面后再启动。没有桌面的服务器：改用加密文件，用环境变量 WEIGUAN_SECRETS_PASSPHRASE 给出口令（或用 WEIGUAN_SECRETS_KEY_FILE 给出密钥文件），也可以写在配置文件的 secrets 里。',
    "This system's keychain cannot be used: {reason}",
    'On a Linux desktop install gnome-keyring and libsecret-1-0, log in again and start anew. On a server without a desktop use the encrypted file: give a passphrase in the environment variable WEIGUAN_SECRETS_PASSPHRASE (or a key file in WEIGUAN_SECRETS_KEY_FILE), or under "secrets" in the config file.',
  ),
  'secrets/keychain-restarted': say(
    '系统钥匙串的服务重启过，微管连着的还是旧的那个',
    '退出微管再打开即可；其中的密钥都还在。无界面运行时，重启这个服务。',
    "The service behind this system's keychain was restarted, and Weiguan still talks to the old one",
    'Quit Weiguan and open it again; the secrets are all still there. Where it runs without a window, restart its service.',
  ),
  'secrets/locked': say(
    '系统钥匙串已锁定，没有应答',
    '解锁后重试：在弹出的窗口里输入钥匙串密码（Linux 上也可以在“密码和密钥”里解锁）。没有桌面的服务器请改用加密文件：设置环境变量 WEIGUAN_SECRETS_PASSPHRASE 或 WEIGUAN_SECRETS_KEY_FILE。',
    "This system's keychain is locked and does not answer",
    'Unlock it and try again: type its password into the window that asks for it (on Linux "Passwords and Keys" can unlock it too). On a server without a desktop use the encrypted file: set the environment variable WEIGUAN_SECRETS_PASSPHRASE or WEIGUAN_SECRETS_KEY_FILE.',
  ),
  'secrets/entry': say(
    '系统钥匙串里的密钥“{name}”已损坏',
    '重新填写这项密钥。',
    'The secret "{name}" in the system\'s keychain is damaged',
    'Enter this secret again.',
  ),
  'secrets/too-long': say(
    '密钥太长：最多 {limit} KB',
    '确认粘贴的是密钥本身，而不是整个文件或日志。',
    'The secret is too long: {limit} KB at most',
    'See that the secret itself was pasted, not a whole file or log.',
  ),
  'secrets/copied-folder': say(
    '数据目录 {dataDir} 是 {original} 的副本，不能共用它在系统钥匙串里的密钥',
    '要另起一套：删除 {file}，重启后重新填写密钥。原来的目录不再使用：先把它移走或删掉，再重启。',
    "The data folder {dataDir} is a copy of {original}, and must not share its secrets in this system's keychain",
    'To use it besides the original: delete {file}, start anew and enter the secrets again. To use it instead: move the original away, then start anew.',
  ),
  'secrets/open-to-others': say(
    '文件 {files} 里有密钥，本机的其他用户也能读或改',
    '改成只有自己能读写：chmod 600 {files}',
    'Other users of this computer may read or change secrets in {files}',
    'Keep them to yourself: chmod 600 {files}',
  ),
  'secrets/instance-id': say(
    '标识文件 {file} 用不了：{reason}',
    '确认数据目录可写；内容有误时从备份恢复。没有备份就删除它，再重新填写全部密钥。',
    'The id file {file} cannot be used: {reason}',
    'See that the data folder is writable. If its content is wrong put it back from a backup; without one delete it and enter all secrets again.',
  ),
  'secrets/wrong-passphrase': say(
    '口令不对，打不开加密文件 {file}',
    '换成创建该文件时用的口令。忘了口令就无法恢复：移走该文件，再重新填写全部密钥。',
    'The passphrase does not open the secrets file {file}',
    'Give the passphrase that the file was made with. A forgotten one cannot be recovered: move the file away and enter all secrets again.',
  ),
  'secrets/wrong-key-file': say(
    '密钥文件 {keyFile} 打不开 {file}',
    '换成创建 {file} 时用的密钥文件，内容必须一字不差。',
    'The key file {keyFile} does not open {file}',
    'Give the key file that {file} was made with, unchanged to the byte.',
  ),
  'secrets/needs-passphrase': say(
    '{file} 是用口令加密的，现在给的却是密钥文件',
    '把 WEIGUAN_SECRETS_KEY_FILE 换成 WEIGUAN_SECRETS_PASSPHRASE，或在配置文件的 secrets 里改写 passphrase。',
    '{file} was encrypted with a passphrase, but a key file is given',
    'Set WEIGUAN_SECRETS_PASSPHRASE in place of WEIGUAN_SECRETS_KEY_FILE, or "passphrase" under "secrets" in the config file.',
  ),
  'secrets/needs-key-file': say(
    '{file} 是用密钥文件加密的，现在给的却是口令',
    '把 WEIGUAN_SECRETS_PASSPHRASE 换成 WEIGUAN_SECRETS_KEY_FILE，或在配置文件的 secrets 里改写 keyFile。',
    '{file} was encrypted with a key file, but a passphrase is given',
    'Set WEIGUAN_SECRETS_KEY_FILE in place of WEIGUAN_SECRETS_PASSPHRASE, or "keyFile" under "secrets" in the config file.',
  ),
  'secrets/two-keys': say(
    'WEIGUAN_SECRETS_PASSPHRASE 和 WEIGUAN_SECRETS_KEY_FILE 只能设置一个',
    '去掉其中一个。',
    'Both WEIGUAN_SECRETS_PASSPHRASE and WEIGUAN_SECRETS_KEY_FILE are set',
    'Unset one of them.',
  ),
  'secrets/short-passphrase': say(
    '口令太短：至少 {least} 个字符',
    '换一个更长的口令，例如几个不相干的词。',
    'The passphrase is too short: {least} characters at least',
    'Take a longer one, such as a few words that have nothing to do with each other.',
  ),
  'secrets/key-file': say(
    '读不到密钥文件 {keyFile}：{reason}',
    '检查路径和读取权限。要新建一个：openssl rand -out {keyFile} 32',
    'Cannot read the key file {keyFile}: {reason}',
    'Check the path and the permissions. To make a new one: openssl rand -out {keyFile} 32',
  ),
  'secrets/key-file-size': say(
    '密钥文件 {keyFile} 大小不对：{size} 字节',
    '应为 32 字节到 1 MB 的随机内容，例如：openssl rand -out {keyFile} 32',
    'The key file {keyFile} has a wrong size (in bytes: {size})',
    'It has to hold between 32 bytes and 1 MB of random content; for example: openssl rand -out {keyFile} 32',
  ),
  'secrets/damaged': say(
    '加密文件 {file} 已损坏',
    '程序没有改动它。从备份恢复；没有备份就把它移走，再重新填写全部密钥。',
    'The secrets file {file} is damaged',
    'It was left as it is. Put it back from a backup; without one move it away and enter all secrets again.',
  ),
  'secrets/newer': say(
    '加密文件 {file} 由更新版本的微管写入',
    '请安装更新的版本，或换一个数据目录。',
    'The secrets file {file} was written by a newer Weiguan',
    'Install the newer version, or use another data folder.',
  ),
  'secrets/unusable': say(
    '加密文件 {file} 读写失败：{reason}',
    '确认数据目录可读写，磁盘未满。',
    'The secrets file {file} cannot be read or written: {reason}',
    'See that the data folder can be read and written, and that the disk is not full.',
  ),
} satisfies Record<string, FailureText>;
