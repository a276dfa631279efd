import { fill, type Language, type Localized } from './language.ts';
import { eventNames, messageTypeNames } from './message-names.ts';
import type { EventDetail, EventKind, WechatEvent } from './wechat-event.ts';
import type { WechatMessage } from './wechat-message.ts';

/** The longest summary, in characters. */
const longest = 200;

/** One line that tells what a message is about, for lists and notifications. */
export function summarise(message: WechatMessage, language: Language): string {
  return oneLine(describe(message, language));
}

/** What the type column says: the name of a message's type. A type without a name is shown as it came. */
export function typeName(type: string, language: Language): string {
  return nameIn(messageTypeNames, type, language) ?? type;
}

/** The name of an event. One without a name is shown as it came. */
export function eventName(event: string, language: Language): string {
  return nameIn(eventNames, event, language) ?? event;
}

function nameIn(names: Record<string, Localized>, name: string, language: Language): string | undefined {
  return Object.hasOwn(names, name) ? names[name]?.[language] : undefined;
}

function describe(message: WechatMessage, language: Language): string {
  switch (message.type) {
    case 'text':
      return message.content;
    case 'voice':
      return message.transcript || bracketed(typeName('voice', language), language);
    case 'location':
      return message.label || `${message.latitude}, ${message.longitude}`;
    case 'link':
      return message.title || message.url;
    case 'event':
      return describeEvent(message, language);
    case 'unknown':
      return bracketed(fill(phrases.unknownType[language], { type: message.msgType }), language);
    default:
      return bracketed(typeName(message.type, language), language);
  }
}

function describeEvent(message: WechatEvent, language: Language): string {
  const name = Object.hasOwn(eventNames, message.event)
    ? eventName(message.event, language)
    : fill(phrases.unknownEvent[language], { event: message.event });
  const detail = describeDetail(message, language);
  return bracketed(detail ? `${name} ${detail}` : name, language);
}

type Describe<K extends EventKind> = (detail: Extract<EventDetail, { kind: K }>, event: WechatEvent, language: Language) => string;

/** What is said of an event beside its name. A kind that isn't here has its key, if any. */
const details: { [K in EventKind]?: Describe<K> } = {
  follow: ({ scene = '' }) => scene,
  'qr-code': ({ scene }) => scene,
  scan: ({ scan }) => scan.result,
  pictures: ({ pictures }, _event, language) => fill(phrases.pictures[language], { count: pictures.count }),
  place: ({ place }) => place.poi || place.label || `${place.latitude}, ${place.longitude}`,
  position: ({ position }) => `${position.latitude}, ${position.longitude}`,
  'card-button': ({ card }, { eventKey }) => joined(eventKey, ...card.selected.flatMap(({ options }) => options)),
  job: ({ job }) => joined(job.type, job.id, job.errorMessage),
  contact: ({ change }, _event, language) => {
    const type = change.type === 'other' ? change.changeType : (contactChanges[change.type]?.[language] ?? change.type);
    return joined(type, contactSubject(change));
  },
  approval: ({ approval }, _event, language) =>
    joined(approval.templateName, approval.number, approvalStates[approval.status]?.[language] ?? approval.status),
  'template-result': ({ sent }) => sent.status,
  'mass-result': ({ mass }) => `${mass.status} ${mass.sent}/${mass.total}`,
  'publish-result': ({ publish }) => joined(publish.publishId, publish.status),
  'service-session': ({ account, fromAccount, toAccount }) => account ?? `${fromAccount ?? ''} → ${toAccount ?? ''}`,
  subscription: ({ templates }) =>
    joined(...templates.map(({ templateId, choice, errorStatus }) => joined(templateId, choice, errorStatus))),
  verification: ({ reason = '' }) => reason,
  authorization: ({ openId }) => openId,
  'product-scan': ({ product }) => product.key,
  coupon: ({ coupon }) => joined(coupon.cardId, coupon.code),
  'mini-program': ({ sessionFrom }) => sessionFrom,
  debug: ({ text }) => text,
};

function describeDetail(event: WechatEvent, language: Language): string {
  const describeKind = details[event.kind] as Describe<EventKind> | undefined;
  return describeKind ? describeKind(event, event, language) : (event.eventKey ?? '');
}

function contactSubject(change: Extract<EventDetail, { kind: 'contact' }>['change']): string {
  if ('userId' in change) return joined(change.userId, 'user' in change ? change.user.name : '');
  if ('partyId' in change) return joined(change.partyId, 'name' in change ? change.name : '');
  return 'tagId' in change ? change.tagId : '';
}

const contactChanges: Record<string, Localized> = {
  create_user: { 'zh-CN': '新增成员', en: 'member added' },
  update_user: { 'zh-CN': '更新成员', en: 'member updated' },
  delete_user: { 'zh-CN': '删除成员', en: 'member removed' },
  create_party: { 'zh-CN': '新增部门', en: 'department added' },
  update_party: { 'zh-CN': '更新部门', en: 'department updated' },
  delete_party: { 'zh-CN': '删除部门', en: 'department removed' },
  update_tag: { 'zh-CN': '标签成员变更', en: 'tag members changed' },
};

const approvalStates: Record<string, Localized> = {
  '1': { 'zh-CN': '审批中', en: 'pending' },
  '2': { 'zh-CN': '已通过', en: 'approved' },
  '3': { 'zh-CN': '已驳回', en: 'rejected' },
  '4': { 'zh-CN': '已撤销', en: 'withdrawn' },
};

const phrases = {
  unknownType: { 'zh-CN': '未知类型 {type}', en: 'Unknown type {type}' },
  unknownEvent: { 'zh-CN': '未知事件 {event}', en: 'Unknown event {event}' },
  pictures: { 'zh-CN': '{count} 张', en: '({count})' },
} satisfies Record<string, Localized>;

const joined = (...parts: (string | undefined)[]) => parts.filter((part) => part).join(' ');

const brackets: Localized = { 'zh-CN': '「{text}」', en: '{text}' };
const bracketed = (text: string, language: Language) => fill(brackets[language], { text });

/** Line breaks become ⏎; a text that is too long is cut between two characters. */
function oneLine(text: string): string {
  const line = text.slice(0, longest * 4).replace(/\r\n|[\r\n\u{2028}\u{2029}]/gu, '⏎');
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line;
}
