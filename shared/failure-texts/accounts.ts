import { type FailureText, say } from './failure-text.ts';

/** Why an account could not be changed, and why WeChat could not verify its callback URL. */
export const accountFailures = {
  'accounts/unknown': say(
    '没有编号为 {id} 的账号',
    '它可能刚被删除，请刷新列表。',
    'There is no account {id}',
    'It may just have been deleted: reload the list.',
  ),
  'accounts/id-taken': say(
    '编号 {id} 已被使用',
    '换一个编号；它是回调地址的一部分。',
    'The id {id} is in use',
    'Choose another one; it is part of the callback URL.',
  ),
  'accounts/id-case': say(
    '编号 {id} 与已有的 {other} 只有大小写不同',
    '换一个编号：有的系统钥匙串不区分大小写，两个账号的密钥会互相覆盖。',
    'The id {id} differs from {other} only in upper and lower case',
    'Choose another one: some keychains take both for the same and would mix up their secrets.',
  ),
  'accounts/unkept-locked': say(
    '新的 Token 和 EncodingAESKey 已通过微信验证，但没能保存：系统钥匙串已锁定',
    '请解锁钥匙串，之后会自动保存。在此之前新旧两套都有效。',
    'WeChat has verified the new Token and EncodingAESKey, but they could not be kept: the keychain is locked',
    'Unlock the keychain; they are then kept by themselves. Until then the old and the new ones both count.',
  ),
  'accounts/unkept': say(
    '新的 Token 和 EncodingAESKey 已通过微信验证，但没能保存：{reason}',
    '请确认密钥存储可用（钥匙串已解锁，磁盘可写），之后会自动保存。在此之前新旧两套都有效。',
    'WeChat has verified the new Token and EncodingAESKey, but they could not be kept: {reason}',
    'See that the secret store works (keychain unlocked, disk writable); they are then kept by themselves. Until then the old and the new ones both count.',
  ),
  'accounts/fixed': say(
    '账号 {id} 不在控制台里管理',
    '它来自配置文件或沙盒，请到那里修改。',
    'The account {id} is not managed in the console',
    'It comes from the config file or the sandbox: change it there.',
  ),
  'accounts/field': say(
    '{field} 填写有误',
    '按该项下方的规则改正。',
    '{field} is not valid',
    'Correct it as the rule below the field says.',
  ),
  'accounts/retype': say(
    '换了地址，要重新填写密钥：{secret}',
    '密钥只发给填写时的那个地址；请连同新地址一起再填一次。',
    'The address has changed, so this secret has to be typed again: {secret}',
    'A secret goes to no other server than the one that it was entered for.',
  ),
  'accounts/disabled': say('账号已停用', '启用后再试。', 'The account is disabled', 'Enable it and try again.'),
  'verification/incomplete': say(
    '地址是对的，但本账号还没有 Token 或 EncodingAESKey',
    '先在这里生成或填写，再到微信后台保存一次。',
    'The URL is right, but this account has no Token or EncodingAESKey yet',
    'Generate or fill them in here, then save once more in the WeChat console.',
  ),
  'accounts/not-confirmed': say(
    '输入的名称与账号名称不一致',
    '照原样输入账号名称后再删除。',
    'What was typed is not the name of the account',
    'Type its name exactly to delete it.',
  ),
  'accounts/no-clipboard': say(
    '这里没有剪贴板可用',
    '在微信后台点“随机获取”，把生成的值粘贴回来。',
    'There is no clipboard here',
    'Press 随机获取 (random) in the WeChat console and paste what it shows.',
  ),
  'accounts/no-secret': say('还没有设置 {secret}', '先填写，或点“生成”。', '{secret} is not set yet', 'Fill it in first, or generate it.'),
  'accounts/not-an-export': say(
    '这不是微管导出的账号文件',
    '请选择从微管导出的 .json 文件。',
    'This is no account exported by Weiguan',
    'Choose a .json file that Weiguan exported.',
  ),
  'accounts/needs-passphrase': say(
    '文件里有密钥，需要口令',
    '输入导出时设置的口令。',
    'The file holds secrets and needs its passphrase',
    'Type the passphrase that it was exported with.',
  ),
  'accounts/wrong-passphrase': say(
    '口令不对',
    '输入导出时设置的口令；忘了就只能重新填写密钥。',
    'The passphrase is wrong',
    'Type the one that the file was exported with; without it the secrets have to be entered again.',
  ),
  'verification/wrong-token': say(
    'Token 不一致',
    'EncodingAESKey 是对的，只有 Token 不同：从微管重新复制 Token，粘贴到微信后台再保存。',
    'The Token differs',
    'The EncodingAESKey agrees, only the Token does not: copy the Token again from here into the WeChat console and save.',
  ),
  'verification/wrong-key': say(
    'EncodingAESKey 不一致',
    'Token 是对的，只有 EncodingAESKey 不同：从微管重新复制后再保存。',
    'The EncodingAESKey differs',
    'The Token agrees, only the EncodingAESKey does not: copy it again from here and save.',
  ),
  'verification/wrong-both': say(
    'Token 和 EncodingAESKey 都对不上',
    '微信后台填的可能是另一个账号的值，或尚未粘贴新值：两项都从微管重新复制。',
    'Neither the Token nor the EncodingAESKey agrees',
    'The WeChat console may hold the values of another account, or the old ones: copy both again from here.',
  ),
  'verification/unsigned': say(
    'Token 不一致',
    '签名对不上：从微管重新复制 Token，粘贴到微信后台再提交。',
    'The Token differs',
    'The signature does not match: copy the Token again from here into the WeChat console and submit.',
  ),
  'verification/other-account': say(
    '请求是用账号“{account}”的 Token 签名的',
    '两个账号填反了回调地址：各用各的地址。',
    'The request is signed with the Token of "{account}"',
    'The callback URLs of two accounts are swapped: use for each its own.',
  ),
  'verification/foreign-receiver': say(
    '请求属于另一个企业或公众号（{received}）',
    '核对这里填写的 CorpID 或 AppID。',
    'The request belongs to another corp or account ({received})',
    'Compare the CorpID or AppID that is filled in here.',
  ),
  'verification/other-path': say(
    '微信访问的是 {path}，不是本账号的回调地址',
    '把上方的回调地址完整复制到微信后台。',
    'WeChat asked for {path}, not for the callback URL of this account',
    'Copy the whole callback URL above into the WeChat console.',
  ),
  'verification/slow': say(
    '应答用了 {ms} 毫秒，企业微信只等 1 秒',
    '多半是隧道太慢：换一个离得近的服务器，再保存一次。',
    'The answer took {ms} ms; WeCom waits 1 second',
    'The tunnel is too slow: use a server nearby, and save once more.',
  ),
} satisfies Record<string, FailureText>;
