import { type FailureText, say } from './failure-text.ts';
import { each } from './platform-code-text.ts';

const address = say(
  '菜单链接的域名不被允许',
  '写全 https://，并使用已登记的域名。',
  'The domain of a menu link is not allowed',
  'Write https:// in full and use a registered domain.',
);

const unlinked = say(
  '菜单里的小程序没有关联这个账号',
  '先在微信后台关联该小程序。',
  'The menu contains a Mini Program that is not linked',
  'Link it in the WeChat console first.',
);

/** Errcodes about menus (protocol reference, 4.2 and 6). */
export const platformMenuFailures = {
  'platform/40015': say('菜单类型不对', '换用支持的按钮类型。', 'The menu type is wrong', 'Use a supported kind of button.'),
  'platform/40016': say('一级菜单数量不对', '一级菜单为 1 至 3 个。', 'Wrong number of menu buttons', 'There may be one to three.'),
  'platform/40017': say('按钮类型不对', '换用支持的按钮类型。', 'The kind of a button is wrong', 'Use a supported one.'),
  'platform/40018': say('按钮名称长度不对', '一级菜单名不超过 16 字节。', "A button's name has a wrong length", 'It may have 16 bytes.'),
  'platform/40019': say('按钮 key 长度不对', 'key 不超过 128 字节。', "A button's key has a wrong length", 'It may have 128 bytes.'),
  'platform/40020': say('按钮链接长度不对', '缩短链接。', "A button's link has a wrong length", 'Make it shorter.'),
  'platform/40022': say('菜单层级太深', '菜单最多两级。', 'The menu is too deep', 'It may have two levels.'),
  'platform/40023': say('子菜单数量不对', '子菜单为 1 至 5 个。', 'Wrong number of sub-menu buttons', 'There may be one to five.'),
  'platform/40024': say('子菜单类型不对', '换用支持的按钮类型。', 'The kind of a sub-menu button is wrong', 'Use a supported one.'),
  'platform/40025': say(
    '子菜单名称长度不对',
    '企业微信不超过 40 字节，公众号不超过 60 字节。',
    "A sub-menu button's name has a wrong length",
    'WeCom takes 40 bytes, an Official Account 60.',
  ),
  'platform/40026': say(
    '子菜单 key 长度不对',
    'key 不超过 128 字节。',
    "A sub-menu button's key has a wrong length",
    'It may have 128 bytes.',
  ),
  'platform/40027': say('子菜单链接长度不对', '缩短链接。', "A sub-menu button's link has a wrong length", 'Make it shorter.'),
  'platform/40054': address,
  'platform/40055': address,
  'platform/40119': say('按钮类型不对', '换用支持的按钮类型。', 'The kind of a button is wrong', 'Use a supported one.'),
  'platform/40120': say('子菜单按钮类型不对', '换用支持的按钮类型。', 'The kind of a sub-menu button is wrong', 'Use a supported one.'),
  'platform/40086': unlinked,
  'platform/45064': unlinked,
  'platform/41102': say('按钮没有名称', '给每个按钮取一个名称。', 'A button has no name', 'Give each button one.'),
  'platform/46003': say('还没有菜单', '先发布一个菜单。', 'There is no menu', 'Publish one first.'),
  'platform/65301': say(
    '这个个性化菜单已经不在了',
    '点“拉取”刷新列表。',
    'This conditional menu is not there any more',
    'Pull from the platform to see what there is.',
  ),
  'platform/65302': say(
    '这个公众号没有这个用户',
    '核对 OpenID 或微信号，对方须已关注。',
    'This Official Account knows no such user',
    'Check the OpenID or WeChat ID; they have to follow the account.',
  ),
  ...each(
    [65303, 65304, 65305, 65306, 65307, 65308, 65309, 65310, 65311, 65312, 65313, 65314, 65315, 65316, 65317],
    say(
      '个性化菜单不合要求：{errmsg}',
      '按提示修改匹配规则或按钮。',
      'The conditional menu does not fit: {errmsg}',
      'Correct its rule or its buttons.',
    ),
  ),
} satisfies Record<string, FailureText>;
