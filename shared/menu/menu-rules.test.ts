import { expect, test } from 'vitest';
import type { MenuAccount } from './button-place.ts';
import type { Menu, MenuButton } from './menu.ts';
import { checkMenu, offeredTypes } from './menu-rules.ts';

const wecom: MenuAccount = { platform: 'wecom' };
const service: MenuAccount = { platform: 'official-account', kind: 'service', verified: true };
const unverifiedService: MenuAccount = { platform: 'official-account', kind: 'service', verified: false };
const unverifiedSubscription: MenuAccount = { platform: 'official-account', kind: 'subscription', verified: false };
const testAccount: MenuAccount = { platform: 'official-account', kind: 'subscription', verified: false, sandboxAccount: true };

const click = (name = '状态', key = 'cmd:status'): MenuButton => ({ type: 'click', name, key });
const view = (url: string, name = '网页'): MenuButton => ({ type: 'view', name, url });
const opening = (...subs: MenuButton[]): MenuButton => ({ name: '更多', sub_button: subs });
const bar = (...button: MenuButton[]): Menu => ({ button });
const many = (count: number) => Array.from({ length: count }, (_, index) => click(`按钮${index}`));
/** `count` Chinese characters have three times as many bytes. */
const han = (count: number) => '管'.repeat(count);
const a = (count: number) => 'a'.repeat(count);

const typesWithKey: MenuButton[] = [
  ...['click', 'scancode_push', 'scancode_waitmsg', 'pic_sysphoto', 'pic_photo_or_album', 'pic_weixin', 'location_select'],
].map((type) => ({ type, name: type.slice(0, 16), key: 'k' }));

test.each<[what: string, account: MenuAccount, menu: Menu]>([
  ['one button', wecom, bar(click())],
  ['three buttons', wecom, bar(...many(3))],
  ['one button below another', service, bar(opening(click()))],
  ['three buttons that open five each', service, bar(opening(...many(5)), opening(...many(5)), opening(...many(5)))],
  ['the empty list that the platform gives to every button', service, bar({ ...click(), sub_button: [] })],
  ['empty lists below as well', wecom, bar(opening({ ...click(), sub_button: [] }))],
  ['a name of 16 bytes: five Chinese characters and a letter', wecom, bar(click(`${han(5)}a`))],
  ['a name of 16 bytes: four emoji', wecom, bar(click('🖥🖥🖥🖥'))],
  ['a name of 16 letters', wecom, bar(click(a(16)))],
  ['a name of 40 bytes below', wecom, bar(opening(click(`${han(13)}a`)))],
  ['a name of 40 letters below', wecom, bar(opening(click(a(40))))],
  ['a key of 128 bytes', wecom, bar(click('a', a(128)))],
  ['a key of 128 bytes in Chinese', service, bar(click('a', `${han(42)}ab`))],
  ['a link of 1024 bytes', service, bar(view(`https://example.com/${a(1004)}`))],
  ['a link without encryption', service, bar(view('http://example.com'))],
  ['a link with a port and a query', wecom, bar(view('HTTPS://example.com:8443/?q=状态#top'))],
  ['a payment link in WeCom', wecom, bar(view('weixin://wxpay/bizpayurl?pr=abc'))],
  ['every type that both platforms have', wecom, bar(opening(...typesWithKey.slice(0, 4)), opening(...typesWithKey.slice(4)))],
  ['the same for an Official Account', service, bar(opening(...typesWithKey.slice(0, 4)), opening(...typesWithKey.slice(4)))],
  ['a Mini Program in WeCom', wecom, bar({ type: 'view_miniprogram', name: '小程序', pagepath: 'pages/index', appid: 'wx1' })],
  [
    'a Mini Program in a verified Official Account',
    service,
    bar({ type: 'miniprogram', name: '小程序', url: 'https://example.com', appid: 'wx1', pagepath: 'pages/index' }),
  ],
  [
    'a Mini Program in a test account',
    testAccount,
    bar({ type: 'miniprogram', name: '小程序', url: 'https://example.com', appid: 'wx1', pagepath: 'pages/index' }),
  ],
  ['an asset', service, bar({ type: 'media_id', name: '图片', media_id: 'm1' })],
  ['a published article', service, bar({ type: 'article_id', name: '文章', article_id: 'a1' })],
  ['a published article to open', service, bar({ type: 'article_view_limited', name: '文章', article_id: 'a1' })],
  ['an unverified service account', unverifiedService, bar(click())],
  ['an account of an unknown kind', { platform: 'official-account' }, bar(click())],
  ['a field that nobody knows', service, bar({ ...click(), emphasis: 'bold' })],
  ['a conditional menu by tag', service, { ...bar(click()), matchrule: { tag_id: '2' } }],
  ['a conditional menu as the platform gives it', service, { ...bar(click()), matchrule: { tag_id: 2, client_platform_type: '' } }],
  ['a conditional menu by language and phone', service, { ...bar(click()), matchrule: { language: 'en', client_platform_type: '1' } }],
  [
    'a conditional menu with links to three domains and to WeChat',
    service,
    {
      ...bar(
        opening(...['a', 'b', 'c'].map((name) => view(`https://${name}.example/`)), view('https://mp.weixin.qq.com/s/1')),
        view('https://a.example/other'),
      ),
      matchrule: { language: 'en' },
    },
  ],
])('is taken without a word: %s', (_, account, menu) => {
  expect(checkMenu(menu, account)).toEqual([]);
});

test.each<[what: string, account: MenuAccount, menu: Menu, path: (number | string)[], code: string, errcode: number]>([
  ['no button', wecom, bar(), [], 'menu/no-buttons', 40016],
  ['four buttons', service, bar(...many(4)), [], 'menu/too-many-top', 40016],
  ['six buttons below one', service, bar(click(), opening(...many(6))), [1, 'sub_button'], 'menu/too-many-sub', 40023],
  ['a button that opens nothing and does nothing', wecom, bar(opening()), [0, 'sub_button'], 'menu/no-subs', 40023],
  ['a third level', wecom, bar(opening(click(), opening(click()))), [0, 'sub_button', 1, 'sub_button'], 'menu/too-deep', 40022],
  ['a type on a button that opens others', wecom, bar({ ...opening(click()), type: 'click' }), [0, 'type'], 'menu/parent-acts', 40017],
  ['a key on a button that opens others', service, bar({ ...opening(click()), key: 'k' }), [0, 'key'], 'menu/parent-acts', 40019],
  ['a link on one that opens others', service, bar({ ...opening(click()), url: 'https://x.cn' }), [0, 'url'], 'menu/parent-acts', 40020],
  ['no type', wecom, bar({ name: '状态' }), [0, 'type'], 'menu/type-missing', 40017],
  ['no type below', service, bar(opening({ name: '状态' })), [0, 'sub_button', 0, 'type'], 'menu/type-missing', 40024],
  ['an unknown type', wecom, bar({ type: 'tap', name: '状态' }), [0, 'type'], 'menu/type-unknown', 40017],
  ['a type in capitals', service, bar({ ...click(), type: 'CLICK' }), [0, 'type'], 'menu/type-unknown', 40017],
  ['WeCom: an asset', wecom, bar({ type: 'media_id', name: '图片', media_id: 'm' }), [0, 'type'], 'menu/type-elsewhere', 40017],
  [
    "WeCom: the other platform's Mini Program",
    wecom,
    bar(opening(miniprogram())),
    [0, 'sub_button', 0, 'type'],
    'menu/type-elsewhere',
    40024,
  ],
  ["the other one: WeCom's", service, bar({ ...miniprogram(), type: 'view_miniprogram' }), [0, 'type'], 'menu/type-elsewhere', 40017],
  ['a Mini Program without verification', unverifiedService, bar(miniprogram()), [0, 'type'], 'menu/type-unverified', 45048],
  ['what only the web console makes', service, bar({ type: 'news', name: '图文', value: 'v' }), [0, 'type'], 'menu/type-website', 40017],
  ['no name in WeCom', wecom, bar(click('')), [0, 'name'], 'menu/name-missing', 41102],
  ['no name in an Official Account', service, bar(click('')), [0, 'name'], 'menu/name-missing', 40018],
  ['no name below', service, bar(opening({ type: 'click', key: 'k' })), [0, 'sub_button', 0, 'name'], 'menu/name-missing', 40025],
  ['six Chinese characters (18 bytes) in the bar', wecom, bar(click(), click(han(6))), [1, 'name'], 'menu/name-long', 40018],
  ['17 letters in the bar', service, bar(click(a(17))), [0, 'name'], 'menu/name-long', 40018],
  ['one emoji of 25 bytes in the bar', wecom, bar(click('👨‍👩‍👧‍👦')), [0, 'name'], 'menu/name-long', 40018],
  ['a name of 41 bytes below in WeCom', wecom, bar(opening(click(a(41)))), [0, 'sub_button', 0, 'name'], 'menu/name-long', 40025],
  ['21 Chinese characters (63 bytes) below', service, bar(opening(click(han(21)))), [0, 'sub_button', 0, 'name'], 'menu/name-long', 40025],
  ['no key', wecom, bar(click('状态', '')), [0, 'key'], 'menu/key-missing', 40019],
  [
    'no key to scan with',
    service,
    bar(opening({ type: 'scancode_waitmsg', name: '扫' })),
    [0, 'sub_button', 0, 'key'],
    'menu/key-missing',
    40026,
  ],
  ['a key of 129 bytes', wecom, bar(click('a', a(129))), [0, 'key'], 'menu/key-long', 40019],
  ['a key of 129 bytes in Chinese', service, bar(opening(click('a', han(43)))), [0, 'sub_button', 0, 'key'], 'menu/key-long', 40026],
  ['no link', service, bar({ type: 'view', name: '网页' }), [0, 'url'], 'menu/url-missing', 40020],
  ['a link of 1025 bytes', wecom, bar(view(`https://example.com/${a(1005)}`)), [0, 'url'], 'menu/url-long', 40020],
  ['a long link below', service, bar(opening(view(`https://example.com/${a(1005)}`))), [0, 'sub_button', 0, 'url'], 'menu/url-long', 40027],
  ['a link without https://', service, bar(view('example.com')), [0, 'url'], 'menu/url-scheme', 40055],
  ['a link that is a script', wecom, bar(opening(view('javascript:alert(1)'))), [0, 'sub_button', 0, 'url'], 'menu/url-scheme', 40054],
  ['a payment link elsewhere than in WeCom', service, bar(view('weixin://wxpay/bizpayurl?pr=a')), [0, 'url'], 'menu/url-scheme', 40055],
  ['a link without a domain', service, bar(view('https://')), [0, 'url'], 'menu/url-scheme', 40055],
  [
    'no page of a Mini Program',
    wecom,
    bar({ type: 'view_miniprogram', name: '小', appid: 'wx1' }),
    [0, 'pagepath'],
    'menu/field-missing',
    40063,
  ],
  ['no app of a Mini Program', service, bar({ ...miniprogram(), appid: '' }), [0, 'appid'], 'menu/field-missing', 40035],
  ['a Mini Program without a page to fall back on', service, bar({ ...miniprogram(), url: '' }), [0, 'url'], 'menu/url-missing', 40020],
  ['no asset', service, bar({ type: 'media_id', name: '图片' }), [0, 'media_id'], 'menu/field-missing', 40007],
  ['no article', service, bar({ type: 'article_id', name: '文章' }), [0, 'article_id'], 'menu/field-missing', 40035],
  ['an unverified subscription account', unverifiedSubscription, bar(click()), [], 'menu/no-right', 48001],
  ['WeCom: a rule', wecom, { ...bar(click()), matchrule: { tag_id: '1' } }, ['matchrule'], 'menu/rule-wecom', 40058],
  ['a rule that says nothing', service, { ...bar(click()), matchrule: {} }, ['matchrule'], 'menu/rule-empty', 65304],
  ['a rule of empty texts', service, { ...bar(click()), matchrule: { tag_id: '', language: '' } }, ['matchrule'], 'menu/rule-empty', 65304],
  ['a tag by its name', service, { ...bar(click()), matchrule: { tag_id: '管理员' } }, ['matchrule', 'tag_id'], 'menu/rule-tag', 40035],
  [
    'an unknown phone',
    service,
    { ...bar(click()), matchrule: { client_platform_type: '4' } },
    ['matchrule', 'client_platform_type'],
    'menu/rule-platform',
    40035,
  ],
  [
    'an unknown language',
    service,
    { ...bar(click()), matchrule: { language: 'zh' } },
    ['matchrule', 'language'],
    'menu/rule-language',
    40035,
  ],
  [
    'a conditional menu with links to four domains',
    service,
    { ...bar(opening(...['a', 'b', 'c', 'd'].map((name) => view(`https://${name}.example/`)))), matchrule: { language: 'en' } },
    [],
    'menu/too-many-domains',
    65316,
  ],
])('is refused at the right place: %s', (_, account, menu, path, code, errcode) => {
  const errors = checkMenu(menu, account).filter(({ severity }) => severity === 'error');
  expect(errors.map((problem) => ({ path: problem.path, code: problem.code, errcode: problem.errcode }))).toEqual([
    { path, code, errcode },
  ]);
});

const commands = [{ name: 'status', aliases: ['状态', 'st'] }];

test.each<[what: string, account: MenuAccount, menu: Menu, path: (number | string)[], code: string]>([
  ['a name that phones do not show whole', service, bar(click('服务器状态')), [0, 'name'], 'menu/name-wide'],
  ['the same below', service, bar(opening(click('查看所有服务器状态'))), [0, 'sub_button', 0, 'name'], 'menu/name-wide'],
  ['a type that is on its way out', service, bar({ type: 'view_limited', name: '文', media_id: 'm' }), [0, 'type'], 'menu/type-deprecated'],
  ['a command that there is not', wecom, bar(click('a', 'cmd:statsu web-01')), [0, 'key'], 'menu/key-unanswered'],
  ['a command behind a Chinese colon that there is not', wecom, bar(click('a', 'cmd：statsu')), [0, 'key'], 'menu/key-unanswered'],
  ['a command without what marks it as one', wecom, bar(click('a', 'status')), [0, 'key'], 'menu/key-plain'],
  ['a key for another program', service, bar(click('a', 'anything')), [0, 'key'], 'menu/key-plain'],
  ['no command at all', wecom, bar(click('a', 'cmd:')), [0, 'key'], 'menu/key-unanswered'],
  ['a command where nothing runs it', wecom, bar({ type: 'pic_weixin', name: '图', key: 'CMD：status' }), [0, 'key'], 'menu/key-not-run'],
  ['a rule by sex', service, { ...bar(click()), matchrule: { sex: '1' } }, ['matchrule', 'sex'], 'menu/rule-retired'],
])('is taken with a warning: %s', (_, account, menu, path, code) => {
  const problems = checkMenu(menu, account, commands);
  expect(problems.map((problem) => ({ path: problem.path, code: problem.code, severity: problem.severity }))).toEqual([
    { path, code, severity: 'warning' },
  ]);
});

test.each(['cmd:status web-01', 'cmd:  ST', 'cmd:状态', 'cmd:"status" web-01', 'cmd：status', 'CMD:状态', ' ｃｍｄ:status', ''])(
  'is a key that is fine: %s',
  (key) => {
    const problems = checkMenu(bar(click('a', key)), wecom, commands);
    expect(problems.filter(({ code }) => code.startsWith('menu/key-') && code !== 'menu/key-missing')).toEqual([]);
  },
);

test('several mistakes are told in the order in which they stand in the menu', () => {
  const menu = bar(click(''), opening(view('x'), click('a', '')), { name: 'c' });
  expect(checkMenu(menu, service).map(({ path }) => path.join('.'))).toEqual([
    '0.name',
    '1.sub_button.0.url',
    '1.sub_button.1.key',
    '2.type',
  ]);
});

test('a problem says in both languages how much is too much', () => {
  const [problem] = checkMenu(bar(click(han(6))), wecom);
  expect(problem?.message).toEqual({ 'zh-CN': '名称 18 字节，最多 16 字节', en: 'The name is 18 bytes; the limit is 16' });
  expect(problem?.params).toEqual({ bytes: '18', most: '16' });
});

test('types that an account cannot use are offered last, with the reason', () => {
  const offered = offeredTypes(wecom);
  expect(offered.filter(({ refused }) => !refused).map(({ type }) => type.type)).toEqual([
    ...['click', 'view', 'scancode_waitmsg', 'scancode_push', 'pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'],
    ...['location_select', 'view_miniprogram'],
  ]);
  expect(offered.find(({ type }) => type.type === 'media_id')?.refused?.message.en).toBe('WeCom has no "Send an asset" (media_id)');
  const unverified = offeredTypes(unverifiedService).find(({ type }) => type.type === 'miniprogram');
  expect(unverified?.refused?.message['zh-CN']).toBe('“打开小程序”只有认证过的公众号能用');
});

function miniprogram(): MenuButton {
  return { type: 'miniprogram', name: '小', url: 'https://example.com', appid: 'wx1', pagepath: 'pages/index' };
}
