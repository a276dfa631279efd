import { fill, type Language } from '../../shared/language.ts';
import { limits } from '../../shared/limits.ts';
import type { PhoneAction, PhoneBubble } from '../../shared/simulator.ts';
import type { FieldTree } from '../../shared/wechat-message.ts';
import { addressOf, type SandboxAccount } from './account.ts';
import { tapPayload } from './menu-tap.ts';
import { buttonSending } from './phone-menu.ts';
import { phrases } from './phrases.ts';

/** What a message needs besides the account and the act. */
export interface MessageStamp {
  /** Unix time in ms. */
  now: number;
  msgId: string;
  mediaId: string;
  /** Where pictures can be fetched. */
  picUrl: string;
  /** The card whose button was tapped. */
  card?: { task: string; type: string; responseCode: string };
}

/** The fields that every message has (protocol reference, 2.1). */
export function messageHead(account: SandboxAccount, now: number): FieldTree {
  return {
    ToUserName: addressOf(account),
    FromUserName: account.person,
    CreateTime: String(Math.floor(now / 1000)),
  };
}

/**
 * What the platform sends when the person does something: the children of `<xml>`, in the order of the official
 * samples. Events carry no MsgId. Source: protocol reference, 2.2, 2.3, 2.5, 2.6.
 */
export function messageOf(account: SandboxAccount, action: PhoneAction, stamp: MessageStamp): FieldTree {
  const payload = payloadOf(account, action, stamp);
  return {
    ...messageHead(account, stamp.now),
    ...payload,
    ...(payload.MsgType !== 'event' && { MsgId: stamp.msgId }),
    ...(account.agentId !== undefined && { AgentID: account.agentId }),
  };
}

function payloadOf(account: SandboxAccount, action: PhoneAction, { mediaId, picUrl, card }: MessageStamp): FieldTree {
  const wecom = account.platform === 'wecom';
  switch (action.kind) {
    case 'text':
      return {
        ...{ MsgType: 'text', Content: asTyped(action.text) },
        ...(action.menuChoice !== undefined && { bizmsgmenuid: action.menuChoice }),
      };
    case 'image':
      return { MsgType: 'image', PicUrl: picUrl, MediaId: mediaId };
    case 'voice':
      return { MsgType: 'voice', MediaId: mediaId, Format: 'amr', ...(!wecom && action.transcript && { Recognition: action.transcript }) };
    case 'location':
      return {
        MsgType: 'location',
        Location_X: '23.134521',
        Location_Y: '113.358803',
        Scale: '20',
        Label: '广州市海珠区新港中路397号',
        ...(wecom && { AppType: 'wxwork' }),
      };
    case 'tap':
      return tapPayload(account, action) ?? {};
    case 'card':
      return {
        ...{ MsgType: 'event', Event: 'template_card_event', EventKey: action.key },
        ...(card && { TaskId: card.task, CardType: card.type, ResponseCode: card.responseCode }),
      };
    case 'enter':
      // Opening a WeCom app's chat is an event; of an Official Account only the follow is.
      return { MsgType: 'event', Event: wecom ? 'enter_agent' : 'subscribe', EventKey: '' };
  }
}

/** How the person's own act looks in the chat; `button` is what the tapped one of a card says. */
export function bubbleOf(
  account: SandboxAccount,
  action: PhoneAction,
  language: Language,
  button?: string,
): Pick<PhoneBubble, 'kind' | 'text'> {
  switch (action.kind) {
    case 'text':
      return { kind: 'text', text: asTyped(action.text) };
    case 'voice':
      return { kind: 'voice', text: action.transcript ?? '' };
    case 'location':
      return { kind: 'location', text: '广州市海珠区新港中路397号' };
    case 'image':
      return { kind: 'image', text: '' };
    case 'tap':
      return { kind: 'tap', text: buttonName(account, action.key) };
    case 'card':
      return { kind: 'card-tap', text: button ?? action.key };
    case 'enter':
      return {
        kind: 'notice',
        text: fill(phrases[account.platform === 'wecom' ? 'entered' : 'followed'][language], { account: account.name }),
      };
  }
}

/** A key that is not in the menu can still arrive: phones show an old menu for a while (protocol reference, 4.4). */
function buttonName(account: SandboxAccount, key: string): string {
  return buttonSending(account.menu, key)?.name ?? key;
}

/** The app's input field takes 2048 bytes; what goes beyond is not typed. */
function asTyped(text: string): string {
  return cutToBytes(text, limits.textReplyBytes);
}

/** The longest beginning of a text within so many UTF-8 bytes, without half a character at its end. */
export function cutToBytes(text: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += Buffer.byteLength(character);
    if (size > bytes) return kept;
    kept += character;
  }
  return kept;
}

/**
 * Gives 64-bit decimal MsgIds that only grow. They begin with the time, so that no id comes twice when the simulator is
 * started again, and lie above 2^53 as the real ones do.
 */
export function createMsgIds(clock: () => number): () => string {
  let last = 0n;
  return () => {
    const byTime = BigInt(Math.floor(clock())) << 22n;
    last = byTime > last ? byTime : last + 1n;
    return String(last);
  };
}
