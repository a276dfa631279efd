import type { WechatEvent } from './wechat-event.ts';

export type { WechatEvent } from './wechat-event.ts';

/** A parsed XML or JSON element: text, children by name, or a list where an element is repeated. Numbers stay text. */
export type FieldValue = string | FieldTree | FieldValue[];
export interface FieldTree {
  [name: string]: FieldValue;
}

/** What every message has (protocol reference, 2.1). */
export interface MessageHead {
  /** CorpID of WeCom, `gh_…` of an Official Account. */
  to: string;
  /** UserID or OpenID; `sys` for events of the system. */
  from: string;
  /** Unix time in seconds. */
  createdAt: number;
  /** 64 bits, so text. Absent for events. */
  msgId?: string;
  /** The WeCom app's AgentID, as text. */
  agentId?: string;
  /** Everything as it came, for those who want to see what no type names. */
  fields: FieldTree;
}

/** What a person can send (protocol reference, 2.2 and 2.5). A text that is missing is ''. */
export type WechatContent =
  /** `menuChoice` is the id of the entry that the person picked from a msgmenu. */
  | { type: 'text'; content: string; menuChoice?: string }
  | { type: 'image'; picUrl: string; mediaId: string }
  /** `transcript` is there only where the account has speech recognition. */
  | { type: 'voice'; mediaId: string; format: string; transcript?: string }
  | { type: 'video' | 'shortvideo'; mediaId: string; thumbMediaId: string }
  /** `appType` is `wxwork` where it was sent from WeCom itself, absent from WeChat. */
  | { type: 'location'; latitude: string; longitude: string; scale: string; label: string; appType?: string }
  | { type: 'link'; title: string; description: string; url: string; picUrl?: string };

/** A message or an event of either platform. `unknown` is a kind that this version has no name for. */
export type WechatMessage = MessageHead & (WechatContent | WechatEvent | { type: 'unknown'; msgType: string });
