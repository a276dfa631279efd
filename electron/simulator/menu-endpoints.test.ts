import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PhoneMenuButton } from '../../shared/simulator.ts';
import type { SandboxAccount } from './account.ts';
import type { ApiAnswer } from './api-server-answer.ts';
import { linkedMiniProgram, menuEndpoints } from './menu-endpoints.ts';
import { messageOf } from './message.ts';
import { phoneMenuOf } from './phone-menu.ts';
import { sandboxAccounts } from './sandbox.ts';

const [wecom, official] = sandboxAccounts(randomBytes) as [SandboxAccount, SandboxAccount];

/** The platform as one account calls it. */
function platformOf(account: SandboxAccount) {
  let shown: PhoneMenuButton[] = [];
  const { endpoints, put } = menuEndpoints({
    accounts: [account],
    holder: () => account,
    onMenu: (_, menu) => {
      shown = phoneMenuOf(menu);
    },
  });
  function call(name: string, body: unknown = '', query: Record<string, string> = { agentid: account.agentId ?? '' }): ApiAnswer {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const request = { query: new URLSearchParams(query), body: text, bytes: Buffer.from(text), contentType: '' };
    return { ...endpoints[name]?.answer(request) };
  }
  return { call, put, shown: () => shown };
}

const click = (name: string, key = 'k') => ({ type: 'click', name, key });
const many = (count: number) => Array.from({ length: count }, (_, index) => click(String(index)));

test.each<[what: string, account: SandboxAccount, menu: unknown, errcode: number]>([
  ['no JSON', wecom, '{', 47001],
  ['no button', wecom, { button: [] }, 40016],
  ['four buttons', official, { button: many(4) }, 40016],
  ['a name that is too long', wecom, { button: [click('服务器状态总览')] }, 40018],
  ['a name without letters', wecom, { button: [click('')] }, 41102],
  ['the same of an Official Account', official, { button: [click('')] }, 40018],
  ['an unknown type', official, { button: [{ type: 'tap', name: 'a' }] }, 40017],
  ['six buttons below one', official, { button: [{ name: 'a', sub_button: many(6) }] }, 40023],
  ['a third level', wecom, { button: [{ name: 'a', sub_button: [{ name: 'b', sub_button: many(1) }] }] }, 40022],
  ['an asset that there is not', official, { button: [{ type: 'media_id', name: 'a', media_id: 'm' }] }, 40007],
  [
    'a Mini Program that is not linked',
    official,
    { button: [{ type: 'miniprogram', name: 'a', url: 'https://x.cn', appid: 'wx1', pagepath: 'p' }] },
    45064,
  ],
  ['the same in WeCom', wecom, { button: [{ type: 'view_miniprogram', name: 'a', appid: 'wx1', pagepath: 'p' }] }, 40086],
])('a menu is refused as the platform does: %s', (_, account, menu, errcode) => {
  const platform = platformOf(account);
  expect(platform.call('menu/create', menu).errcode).toBe(errcode);
  expect(platform.shown()).toEqual([]);
});

test('a WeCom app names itself', () => {
  const platform = platformOf(wecom);
  expect(platform.call('menu/get', '', {}).errcode).toBe(41011);
  expect(platform.call('menu/get', '', { agentid: '7' }).errcode).toBe(301002);
});

test('what was published is given back field for field, and shown on the phone', () => {
  const platform = platformOf(wecom);
  const menu = {
    button: [
      { x_new: 1, name: '看', type: 'view', url: 'https://x.cn' },
      { name: '更多', sub_button: [click('状态', 'cmd:status')] },
    ],
  };
  expect(platform.call('menu/create', menu)).toEqual({ errcode: 0, errmsg: 'ok' });
  expect(JSON.stringify(platform.call('menu/get'))).toBe(`{"errcode":0,"errmsg":"ok",${JSON.stringify(menu).slice(1)}`);
  expect(platform.shown()).toEqual([
    { name: '看', type: 'view', key: 'https://x.cn' },
    { name: '更多', children: [{ name: '状态', type: 'click', key: 'cmd:status' }] },
  ]);
  expect(platform.call('menu/delete').errcode).toBe(0);
  expect(platform.call('menu/get').errcode).toBe(46003);
  expect(platform.shown()).toEqual([]);
});

test('a menu of the web console is one that the API does not know', () => {
  const platform = platformOf(official);
  platform.put(official.id, { by: 'website', selfmenu_info: { button: [{ type: 'text', name: 'a', value: 'b' }] } });
  expect(platform.call('menu/get').errcode).toBe(46003);
  expect(platform.call('get_current_selfmenu_info')).toEqual({
    is_menu_open: 1,
    selfmenu_info: { button: [{ type: 'text', name: 'a', value: 'b' }] },
  });
  platform.put(official.id, null);
  expect(platform.call('get_current_selfmenu_info').is_menu_open).toBe(0);
});

test('of conditional menus the newest that fits is shown; they need a menu for everybody, and go with it', () => {
  const platform = platformOf(official);
  const forThem = (name: string, matchrule: object) => ({ button: [click(name)], matchrule });
  platform.put(official.id, null);
  expect(platform.call('menu/addconditional', forThem('a', { language: 'en' })).errcode).toBe(65303);
  platform.call('menu/create', { button: [click('all')] });
  expect(platform.call('menu/addconditional', { button: [click('a')] }).errcode).toBe(65304);
  const first = platform.call('menu/addconditional', forThem('first', { language: 'zh_CN' }));
  const second = platform.call('menu/addconditional', forThem('second', { client_platform_type: '2', tag_id: '2' }));
  platform.call('menu/addconditional', forThem('other', { language: 'en' }));
  const seen = () => (platform.call('menu/trymatch', { user_id: official.person }).button as { name: string }[])[0]?.name;
  expect([seen(), platform.shown()[0]?.name]).toEqual(['second', 'second']);
  expect(platform.call('menu/delconditional', { menuid: second.menuid }).errcode).toBe(0);
  expect(seen()).toBe('first');
  expect(platform.call('menu/delconditional', { menuid: first.menuid }).errcode).toBe(0);
  expect(seen()).toBe('all');
  expect(platform.call('menu/delconditional', { menuid: '1' }).errcode).toBe(65301);
  expect(platform.call('menu/trymatch', { user_id: 'nobody' }).errcode).toBe(65302);
  platform.call('menu/delete');
  expect(platform.call('menu/get').errcode).toBe(46003);
});

const stamp = { now: 0, msgId: '1', mediaId: 'm', picUrl: '' };

test.each<[type: string, platform: SandboxAccount['platform'], event: string, details: object]>([
  ['click', 'wecom', 'click', {}],
  ['click', 'official-account', 'CLICK', {}],
  ['view', 'wecom', 'view', {}],
  ['view', 'official-account', 'VIEW', {}],
  ['scancode_push', 'wecom', 'scancode_push', { ScanCodeInfo: { ScanType: 'qrcode', ScanResult: 'weiguan:local' } }],
  ['scancode_waitmsg', 'official-account', 'scancode_waitmsg', { ScanCodeInfo: { ScanType: 'qrcode', ScanResult: 'weiguan:local' } }],
  ['pic_weixin', 'official-account', 'pic_weixin', { SendPicsInfo: expect.objectContaining({ Count: '1' }) }],
  ['location_select', 'wecom', 'location_select', { SendLocationInfo: expect.objectContaining({ Scale: '15' }) }],
  ['view_miniprogram', 'wecom', 'view_miniprogram', {}],
  ['miniprogram', 'official-account', 'view_miniprogram', {}],
])('a tap on a %s button of %s sends its event', (type, platform, event, details) => {
  const menu = phoneMenuOf({
    button: [{ type, name: 'a', key: 'k', url: 'k', pagepath: 'k', appid: linkedMiniProgram }],
  });
  const sent = messageOf({ ...(platform === 'wecom' ? wecom : official), menu }, { kind: 'tap', key: 'k' }, stamp);
  expect(sent).toMatchObject({ MsgType: 'event', Event: event, EventKey: 'k', ...details });
});
