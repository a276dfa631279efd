import { createHash } from 'node:crypto';
import { ok, type Result } from '../../shared/result.ts';
import type { FieldTree, MessageHead, WechatContent, WechatMessage } from '../../shared/wechat-message.ts';
import { parseDocument } from './envelope.ts';
import { readEvent } from './events.ts';
import { optionalText, partialRecord, record, textOf } from './fields.ts';

type MessageType = WechatContent['type'];

/** How each kind of message is read (protocol reference, 2.2 and 2.5). */
const readers: Record<MessageType, (fields: FieldTree) => WechatContent> = {
  text: (fields) => ({ type: 'text', ...record(fields, { content: 'Content' }), ...partialRecord(fields, { menuChoice: 'bizmsgmenuid' }) }),
  image: (fields) => ({ type: 'image', ...record(fields, { picUrl: 'PicUrl', mediaId: 'MediaId' }) }),
  voice: (fields) => ({
    type: 'voice',
    ...record(fields, { mediaId: 'MediaId', format: 'Format' }),
    ...partialRecord(fields, { transcript: 'Recognition' }),
  }),
  video: (fields) => ({ type: 'video', ...record(fields, videoFields) }),
  shortvideo: (fields) => ({ type: 'shortvideo', ...record(fields, videoFields) }),
  location: (fields) => ({
    type: 'location',
    ...record(fields, { latitude: 'Location_X', longitude: 'Location_Y', scale: 'Scale', label: 'Label' }),
    ...partialRecord(fields, { appType: 'AppType' }),
  }),
  link: (fields) => ({
    type: 'link',
    ...record(fields, { title: 'Title', description: 'Description', url: 'Url' }),
    ...partialRecord(fields, { picUrl: 'PicUrl' }),
  }),
};
const videoFields = { mediaId: 'MediaId', thumbMediaId: 'ThumbMediaId' };

const isMessageType = (msgType: string): msgType is MessageType => Object.hasOwn(readers, msgType);

/**
 * Reads a plain message or event of either platform, XML or JSON. A kind that is not known is kept whole.
 * Fails with -40002 where it is no document.
 */
export function parseMessage(xml: string): Result<WechatMessage> {
  const parsed = parseDocument(xml);
  if (!parsed.ok) return parsed;
  const { fields } = parsed.value;
  const head = readHead(fields);
  const msgType = optionalText(fields, 'MsgType') ?? '';
  if (msgType === 'event') return ok(Object.assign(head, readEvent(fields)));
  if (isMessageType(msgType)) return ok(Object.assign(head, readers[msgType](fields)));
  return ok(Object.assign(head, { type: 'unknown' as const, msgType }));
}

/**
 * Nothing that is signed is refused for what it leaves out: it would be lost. Some events have no sender
 * (`kf_msg_or_event`), and whoever is unknown is simply never answered.
 */
function readHead(fields: FieldTree): MessageHead {
  const isEvent = optionalText(fields, 'MsgType') === 'event';
  const msgId = isEvent ? undefined : optionalText(fields, 'MsgId', 'MsgID');
  const agentId = optionalText(fields, 'AgentID', 'AgentId');
  const createTime = textOf(fields, 'CreateTime');
  const head: MessageHead = {
    to: textOf(fields, 'ToUserName'),
    from: textOf(fields, 'FromUserName'),
    createdAt: /^[0-9]{1,15}$/.test(createTime) ? Number(createTime) : 0,
    fields,
  };
  if (msgId) head.msgId = msgId;
  if (agentId) head.agentId = agentId;
  return head;
}

/**
 * The same for every delivery of a message, and different for different messages of one account
 * (protocol reference, 2.7): sender, MsgId and time. What has no MsgId is told apart by all that it says, because a
 * sender (`sys` above all) may have many events in one second. Only what may differ from one delivery to the next is
 * left out. The time stands first, and then the platform's own numbers, which mostly rise: so that keys that come
 * together lie together in the store's index.
 */
export function dedupeKey(message: WechatMessage): string {
  const { from, createdAt, msgId } = message;
  if (msgId !== undefined) {
    const isUsual = msgNumber.test(msgId) && from.length <= longestName;
    return isUsual ? `${createdAt} ${msgId} ${from}` : `${createdAt} ${hashed(JSON.stringify(['message', from, msgId]))}`;
  }
  const { ResponseCode: _perDelivery, ...identity } = message.fields;
  return `${createdAt} ${hashed(JSON.stringify(['event', from, identity]))}`;
}

const msgNumber = /^[0-9]{1,20}$/;
/** Of a sender, in characters, where the key still names it. */
const longestName = 64;

/** Nothing that somebody wrote can be read in it: it is kept even where the message itself may not be. */
const hashed = (key: string) => `sha256:${createHash('sha256').update(key, 'utf8').digest('hex')}`;
