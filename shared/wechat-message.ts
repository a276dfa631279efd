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

export type WechatMessage = MessageHead &
  (
    | { type: 'text'; content: string; menuChoice?: string }
    | { type: 'image'; picUrl: string; mediaId: string }
    | { type: 'voice'; mediaId: string; format: string; transcript?: string }
    | { type: 'video' | 'shortvideo'; mediaId: string; thumbMediaId: string }
    | { type: 'location'; latitude: string; longitude: string; scale: string; label: string }
    | { type: 'link'; title: string; description: string; url: string; picUrl?: string }
    | WechatEvent
    | { type: 'unknown'; msgType: string }
  );

/** PLACEHOLDER: the typed events of both platforms go here, one by one. */
export type WechatEvent = { type: 'event'; event: string; eventKey?: string };
