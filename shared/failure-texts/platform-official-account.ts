import { customServiceQuotas } from '../platform-limits.ts';
import { type FailureText, say } from './failure-text.ts';
import { each } from './platform-code-text.ts';

const written = customServiceQuotas.message;
const hours = written.validMs / 3_600_000;

/** Errcodes about rights and about what an Official Account may send (protocol reference, 6). */
export const platformOfficialAccountFailures = {
  'platform/43001': say('请求应使用 GET', '这是程序错误，请附日志反馈。', 'The call needs GET', 'Please report it with the log.'),
  'platform/43002': say('请求应使用 POST', '这是程序错误，请附日志反馈。', 'The call needs POST', 'Please report it with the log.'),
  'platform/43003': say(
    '请求应使用 HTTPS',
    'API 地址应以 https:// 开头。',
    'The call needs HTTPS',
    'The API address must start with https://.',
  ),
  'platform/43100': say('行业修改太频繁', '每月只能改一次。', 'The industry was changed too often', 'Once a month is allowed.'),
  'platform/45015': say(
    '对方超过 48 小时没有来信，或已取消关注',
    '等对方再次发来消息后才能回复。',
    'The person has not written for 48 hours, or no longer follows',
    'You can answer once they write again.',
  ),
  'platform/45026': say('模板数量已达上限', '删掉不用的模板。', 'There are too many templates', 'Remove unused ones.'),
  'platform/45027': say('模板与所在行业不符', '换一个模板或行业。', 'The template is of another industry', 'Change one of them.'),
  'platform/45028': say('群发次数已用完', '等下一个周期。', 'No mass message is left', 'Wait for the next period.'),
  'platform/45047': say(
    '客服消息已达上限',
    `对方每次来信后，${hours} 小时内最多发 ${written.count} 条；等对方再次来信。`,
    'The customer-service messages are used up',
    `There are ${written.count} within ${hours} hours of each message: wait until the person writes.`,
  ),
  ...each(
    [45048, 45049, 45050, 45051, 45052],
    say(
      '此公众号不能使用这种类型：{errmsg}',
      '换一种类型，或先完成认证。',
      'This account may not use this type: {errmsg}',
      'Use another one, or have the account verified.',
    ),
  ),
  'platform/45056': say('标签太多', '最多 100 个，删掉不用的。', 'There are too many tags', 'There may be 100: remove unused ones.'),
  'platform/45058': say('系统标签不能修改', '换一个标签。', 'A system tag cannot be changed', 'Use another one.'),
  'platform/45059': say('此人的标签太多', '每人最多 20 个。', 'The person has too many tags', 'There may be 20.'),
  'platform/45065': say('这条群发已提交过', '无需重发。', 'This mass message was submitted before', 'There is nothing to do.'),
  'platform/45066': say('重发太快', '1 分钟后再试。', 'It was repeated too soon', 'Try again in a minute.'),
  'platform/45067': say('clientmsgid 太长', '不超过 64 字节。', 'The clientmsgid is too long', 'It may have 64 bytes.'),
  'platform/45080': say(
    '现在不能显示“正在输入”',
    '对方刚来信的 30 秒内才可以。',
    '"Typing" cannot be shown now',
    'It can within 30 s of a message.',
  ),
  'platform/45083': say('群发速度不对', '取 0 至 4。', 'The mass speed is out of range', 'It is 0 to 4.'),
  'platform/45084': say('没有给出群发速度', '取 0 至 4。', 'The mass speed is missing', 'It is 0 to 4.'),
  'platform/45159': say('标签无效', '重新读取标签列表。', 'The tag is not valid', 'Read the list of tags again.'),
  'platform/48001': say(
    '没有使用此接口的权限',
    '未认证的账号大多不能用；请先认证，或在后台开通。',
    'This API is not open to the account',
    'Unverified accounts lack most of them: verify it, or have the API granted.',
  ),
  'platform/48002': say(
    '应用没有此接口的权限',
    '确认 Secret 属于自建应用，而不是通讯录同步。',
    'The app has no right to this API',
    'Use the Secret of a self-built app, not that of contact sync.',
  ),
  'platform/48002-official-account': say(
    '对方设置了不接收消息',
    '请对方在公众号资料页打开“接收消息”。',
    'The follower refuses messages',
    "Ask them to accept messages on the account's page.",
  ),
  'platform/48003-official-account': say(
    '还没有同意群发协议',
    '登录微信后台同意群发协议。',
    'The mass-message agreement is not accepted',
    'Accept it in the WeChat console.',
  ),
  'platform/48004': say('授权已失效', '在微信后台重新授权。', 'The authorisation is void', 'Grant it again in the console.'),
  'platform/48004-official-account': say(
    '接口已被封禁',
    '查看微信后台的通知。',
    'The API is banned for this account',
    'Look for a notice in the WeChat console.',
  ),
  'platform/48005': say(
    '素材正被菜单或自动回复使用',
    '先从那里移除。',
    'The menu or an auto-reply uses this asset',
    'Remove it there first.',
  ),
  'platform/48006': say(
    '权限因长期不用被收回',
    '在微信后台重新开启。',
    'The right was withdrawn because nobody used it',
    'Enable it again in the console.',
  ),
  'platform/48006-official-account': say(
    '本月的清零次数已用完',
    '下个月再清零。',
    "This month's quota resets are used up",
    'Wait for the next month.',
  ),
  'platform/48008-official-account': say(
    '没有发送这类消息的权限',
    '换一种消息类型。',
    'No right to send this type of message',
    'Use another type.',
  ),
  'platform/50001-official-account': say('用户没有授权', '请对方重新授权。', 'The user has not given consent', 'Ask for it again.'),
  'platform/50002': say(
    '账号或用户被限制',
    '查看微信后台的通知。',
    'The account or user is restricted',
    'Look for a notice in the WeChat console.',
  ),
  'platform/50004': say(
    '此公众号不能使用 access_token',
    '换用支持接口的公众号。',
    'This account may not use access_tokens',
    'Use an account that has the APIs.',
  ),
  'platform/50005': say('对方没有关注', '让对方先关注公众号。', 'The person does not follow the account', 'Let them follow it first.'),
  ...each(
    [61450, 61451, 61452, 61453, 61454, 61455, 61456, 61457],
    say('客服账号不对：{errmsg}', '按提示核对客服账号。', 'The customer-service account does not fit: {errmsg}', 'Check it.'),
  ),
} satisfies Record<string, FailureText>;
