import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languages } from '../../shared/language.ts';
import { eventNames } from '../../shared/message-names.ts';
import { summarise } from '../../shared/summary.ts';
import { must } from '../../shared/test-result.ts';
import type { FieldValue, WechatMessage } from '../../shared/wechat-message.ts';
import { parseMessage } from './messages.ts';

function read(text: string): WechatMessage {
  return must(parseMessage(text));
}

/** The samples of the protocol reference, each with what has to be read from it, written by hand beside it. */
const folder = new URL('../../test/fixtures/wechat/', import.meta.url);
const contents = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const samples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /\.(xml|json)$/.test(name) && !name.endsWith('.expected.json'))
  .map((name) => ({ name, text: contents(name), expected: contents(name.replace(/\.\w+$/, '.expected.json')) }));

/** Every `name: text` of a tree, in the order of the document. */
function leaves(name: string, value: FieldValue): string[] {
  if (typeof value === 'string') return [`${name}: ${value}`];
  if (Array.isArray(value)) return value.flatMap((entry) => leaves(name, entry));
  return Object.entries(value).flatMap(([child, entry]) => leaves(child, entry));
}
/** The same from the XML itself, without the parser. */
function leavesOfXml(xml: string): string[] {
  const elements = xml.matchAll(/<(\w+)>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))<\/\1>/gs);
  return Array.from(elements, ([, name, cdata, bare]) => `${name}: ${cdata ?? bare}`);
}

describe('each sample of the platforms', () => {
  test.each(samples)('$name is read as what it is', ({ text, expected }) => {
    const { fields, ...message } = read(text);
    expect(message).toStrictEqual(JSON.parse(expected));
    expect(message.type).not.toBe('unknown');
    expect(fields).not.toEqual({});
  });
  test.each(samples.filter(({ name }) => name.endsWith('.xml')))('$name loses no field', ({ text }) => {
    expect(leaves('xml', read(text).fields).toSorted()).toEqual(leavesOfXml(text).toSorted());
  });
  test('is there for every type of message', () => {
    const types = (platform: string) =>
      samples.filter(({ name }) => name.startsWith(`${platform}/messages`)).map(({ text }) => read(text).type);
    const all = ['image', 'link', 'location', 'text', 'video', 'voice'];
    expect(new Set(types('wecom'))).toEqual(new Set(all));
    expect(new Set(types('official-account'))).toEqual(new Set([...all, 'shortvideo']));
  });
  test('is there for every event that has a name', () => {
    const events = new Set(samples.map(({ text }) => read(text)).map((message) => (message.type === 'event' ? message.event : '')));
    expect(Object.keys(eventNames).filter((event) => !events.has(event))).toEqual([]);
  });
});

describe('each sample has a summary in both languages', () => {
  test.each(samples)('$name', ({ text }) => {
    for (const language of languages) {
      const summary = summarise(read(text), language);
      expect(summary).toMatch(/\S/);
      expect(summary).not.toMatch(/未知|Unknown|undefined|NaN|\[object|\{|\n/);
    }
  });
  test.each([
    ['wecom/messages/text', 'this is a test', 'this is a test'],
    ['wecom/messages/image', '「图片」', 'Image'],
    ['wecom/messages/voice', '「语音」', 'Voice'],
    ['official-account/messages/voice-recognised', '腾讯微信团队', '腾讯微信团队'],
    ['wecom/messages/video', '「视频」', 'Video'],
    ['official-account/messages/shortvideo', '「小视频」', 'Short video'],
    ['wecom/messages/location', '广州市海珠区客村艺苑路 11-13号', '广州市海珠区客村艺苑路 11-13号'],
    ['wecom/messages/link', 'this is a title！', 'this is a title！'],
    ['wecom/events/click', '「点击菜单 EVENTKEY」', 'Tapped menu EVENTKEY'],
    ['official-account/events/CLICK', '「点击菜单 EVENTKEY」', 'Tapped menu EVENTKEY'],
    ['official-account/events/VIEW', '「打开菜单链接 http://www.qq.com」', 'Opened menu link http://www.qq.com'],
    ['official-account/events/subscribe', '「关注」', 'Subscribed'],
    ['official-account/events/subscribe-qr-code', '「关注 123123」', 'Subscribed 123123'],
    ['official-account/events/unsubscribe', '「取消关注」', 'Unsubscribed'],
    ['official-account/events/SCAN', '「扫描带参数二维码 SCENE_VALUE」', 'Scanned the account’s QR code SCENE_VALUE'],
    ['wecom/events/enter_agent', '「进入应用」', 'Opened the app'],
    ['wecom/events/LOCATION', '「上报地理位置 23.104, 113.320」', 'Reported a position 23.104, 113.320'],
    ['wecom/events/scancode_waitmsg', '「扫码 cmd:restart web-01」', 'Scanned cmd:restart web-01'],
    ['wecom/events/pic_photo_or_album', '「拍照或相册发图 2 张」', 'Sent photos (2)'],
    ['wecom/events/location_select', '「发送位置 广州TIT创意园」', 'Picked a place 广州TIT创意园'],
    ['official-account/events/location_select', '「发送位置 广州市海珠区客村艺苑路 106号」', 'Picked a place 广州市海珠区客村艺苑路 106号'],
    [
      'wecom/events/template_card_event',
      '「点击卡片按钮 key111 OptionId1 OptionId2 OptionId3」',
      'Tapped card button key111 OptionId1 OptionId2 OptionId3',
    ],
    ['wecom/events/open_approval_change', '「审批状态变更 付款 201806010001 审批中」', 'Approval changed 付款 201806010001 pending'],
    ['wecom/events/change_contact-create_user', '「通讯录变更 新增成员 zhangsan 张三」', 'Contacts changed member added zhangsan 张三'],
    ['wecom/events/change_contact-delete_party', '「通讯录变更 删除部门 2」', 'Contacts changed department removed 2'],
    ['wecom/events/change_contact-update_tag', '「通讯录变更 标签成员变更 1」', 'Contacts changed tag members changed 1'],
    [
      'official-account/events/TEMPLATESENDJOBFINISH-blocked',
      '「模板消息发送结果 failed:user block」',
      'Template message result failed:user block',
    ],
    ['official-account/events/MASSSENDJOBFINISH-sent', '「群发结果 send success 75/100」', 'Mass message result send success 75/100'],
    [
      'official-account/events/kf_switch_session',
      '「客服转接会话 test1@test → test2@test」',
      'Service session handed over test1@test → test2@test',
    ],
    ['official-account/events/naming_verify_fail', '「名称认证失败 by time」', 'Name refused by time'],
    ['official-account/events/debug_demo', '「回调调试 hello」', 'Callback debugging hello'],
  ])('%s: %s', (name, chinese, english) => {
    const message = read(contents(`${name}.xml`));
    expect([summarise(message, 'zh-CN'), summarise(message, 'en')]).toEqual([chinese, english]);
  });
});
