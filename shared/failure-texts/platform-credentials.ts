import { type FailureText, say } from './failure-text.ts';
import { lostAppSecret } from './lost-app-secret.ts';
import { each } from './platform-code-text.ts';

/** Errcodes about who calls, from where, and how often (protocol reference, 6). */
export const platformCredentialFailures = {
  'platform/-1': say('平台繁忙', '稍后再试。', 'The platform is busy', 'Try again later.'),
  'platform/40001': say(
    'Secret 不对，或应用已停用',
    '在企业微信后台重新复制该应用的 Secret；多次填错会被封 IP 一小时。',
    'The Secret is wrong, or the app is disabled',
    'Copy the Secret of this app again from the WeCom console; many wrong tries block the IP for an hour.',
  ),
  'platform/40001-official-account': say(
    'AppSecret 不对，或 access_token 已失效',
    `核对填写的 AppSecret。${lostAppSecret['zh-CN']}若别的系统也在使用此公众号，让它改用 stable_token。`,
    'The AppSecret is wrong, or the access_token no longer holds',
    `Check the AppSecret that was entered. ${lostAppSecret.en} Let these use stable_token.`,
  ),
  'platform/40002': say('grant_type 不对', '这是程序错误，请附日志反馈。', 'The grant_type is wrong', 'Please report it with the log.'),
  'platform/40013': say(
    'CorpID 或 AppID 不对',
    '从微信后台重新复制，注意大小写和空格。',
    'The CorpID or AppID is wrong',
    'Copy it again from the WeChat console; mind case and spaces.',
  ),
  'platform/40014': say(
    'access_token 无效',
    '已自动换过一次仍无效；确认 Secret 属于这个应用。',
    'The access_token is not valid',
    'A new one did not help: check that the Secret belongs to this app.',
  ),
  'platform/40029': say('登录 code 无效或已用过', '重新登录。', 'The login code is invalid or used', 'Log in again.'),
  'platform/40091': say(
    'Secret 属于另一家企业',
    '核对 CorpID 和 Secret 是否来自同一家企业。',
    'The Secret belongs to another company',
    'Take CorpID and Secret from the same company.',
  ),
  'platform/40125': say('AppSecret 不对', lostAppSecret['zh-CN'], 'The AppSecret is wrong', lostAppSecret.en),
  'platform/40163': say('登录 code 已用过', '重新登录。', 'The login code was used before', 'Log in again.'),
  'platform/40164': say(
    '本机出口 IP {ip} 不在 IP 白名单中',
    '在微信后台的“IP白名单”中添加 {ip}，几分钟后生效。',
    'The address {ip} is not on the IP allow-list',
    'Add {ip} to the IP allow-list in the WeChat console; it takes a few minutes.',
  ),
  'platform/40243': say(
    'AppSecret 已被冻结',
    '在微信开发者平台解冻。',
    'The AppSecret is frozen',
    'Unfreeze it in the WeChat developer console.',
  ),
  'platform/41001': say(
    '请求缺少 access_token',
    '检查代理是否丢掉了网址参数。',
    'The access_token is missing',
    'See whether a proxy drops the query.',
  ),
  'platform/41002': say('缺少 CorpID 或 AppID', '在账号设置中补全。', 'The CorpID or AppID is missing', "Complete the account's settings."),
  'platform/42001': say(
    'access_token 已过期',
    '已自动换过一次仍过期；核对本机时间后再试。',
    'The access_token has expired',
    'A new one did not help: check the clock and try again.',
  ),
  'platform/42003': say('登录 code 已过期', '重新登录。', 'The login code has expired', 'Log in again.'),
  'platform/42022': say('登录 code 已用过', '重新登录。', 'The login code was used before', 'Log in again.'),
  'platform/45009': say(
    '调用次数超出限制',
    '超出分钟限制需等 1 分钟，超出小时限制需等 1 小时；请减少调用。',
    'Too many calls',
    'Wait a minute, or an hour where the hourly limit is used up, and call less often.',
  ),
  'platform/45009-official-account': say(
    '今天的调用次数已用完',
    '午夜后恢复；也可在微信后台清零（每月 10 次）。',
    "Today's calls are used up",
    'They come back at midnight, or reset the quota in the WeChat console (ten times a month).',
  ),
  'platform/45011': say('调用太快', '一分钟后再试。', 'Calls come too fast', 'Try again in a minute.'),
  'platform/45033': say('同时进行的调用太多', '稍后再试。', 'Too many calls at once', 'Try again later.'),
  'platform/60020': say(
    '本机出口 IP {ip} 不在企业可信 IP 中',
    '在企业微信后台该应用的“企业可信IP”中添加 {ip}，约 1 分钟后生效。',
    "The address {ip} is not one of the app's trusted IPs",
    'Add {ip} to the trusted IPs (企业可信IP) of the app in the WeCom console; it takes about a minute.',
  ),
  'platform/61024': say(
    '此公众号由第三方平台代管，不能直接取 access_token',
    '在微信后台解除第三方平台授权。',
    'The account is run by a third-party platform, which alone gets its access_token',
    'End that authorisation in the WeChat console.',
  ),
  ...each(
    [89501, 89502, 89503, 89504, 89505],
    say(
      'IP 正等待管理员确认',
      '请管理员在微信里点确认，然后重试。',
      'The address waits for the admin’s confirmation',
      'Let the admin confirm it in WeChat, then try again.',
    ),
  ),
  'platform/89506': say(
    '管理员拒绝了此 IP',
    '24 小时后才能再次申请。',
    'The admin refused this address',
    'It can be asked again after 24 hours.',
  ),
  'platform/89507': say(
    '管理员拒绝了此 IP',
    '1 小时后才能再次申请。',
    'The admin refused this address',
    'It can be asked again after an hour.',
  ),
} satisfies Record<string, FailureText>;
