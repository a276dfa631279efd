/**
 * The events of both platforms (protocol reference, 2.3, 2.4 and 2.6). `event` is the name as it came, letter case
 * included; `kind` says which details go with it. A text that is missing is '', unless its property is optional.
 */
export type WechatEvent = { type: 'event'; event: string; eventKey?: string } & EventDetail;

export type EventDetail =
  /** subscribe and unsubscribe; scene and ticket where somebody followed through a QR code. */
  | { kind: 'follow'; scene?: string; ticket?: string }
  /** SCAN: a follower scanned the account's QR code. */
  | { kind: 'qr-code'; scene: string; ticket: string }
  /** A tap on a menu button that sends its key, opens a page or a mini program. */
  | { kind: 'menu'; menuId?: string }
  /** scancode_push and scancode_waitmsg. */
  | { kind: 'scan'; scan: { type: string; result: string } }
  /** pic_sysphoto, pic_photo_or_album and pic_weixin; the pictures follow as messages of their own. */
  | { kind: 'pictures'; pictures: { count: string; md5: string[] } }
  /** location_select: a place that was picked on the map. */
  | { kind: 'place'; place: { latitude: string; longitude: string; scale: string; label: string; poi: string }; appType?: string }
  /** LOCATION: where the person is, sent on entering the chat. */
  | { kind: 'position'; position: { latitude: string; longitude: string; precision: string }; appType?: string }
  | { kind: 'card-button'; card: CardAnswer }
  /** enter_agent and what happens to a WeCom app as a whole; `effectiveAt` (Unix s) of the activity warnings. */
  | { kind: 'app'; effectiveAt?: string; mode?: string }
  | { kind: 'job'; job: { id: string; type: string; errorCode: string; errorMessage: string } }
  | { kind: 'contact'; change: ContactChange }
  | { kind: 'approval'; approval: Approval }
  /** The fate of a template message. */
  | { kind: 'template-result'; sent: { messageId: string; status: string } }
  | { kind: 'mass-result'; mass: MassResult }
  | { kind: 'publish-result'; publish: PublishResult }
  /** A session with a human customer-service account is opened, closed or handed over. */
  | { kind: 'service-session'; account?: string; fromAccount?: string; toAccount?: string }
  | { kind: 'subscription'; templates: SubscribedTemplate[] }
  | { kind: 'verification'; expiresAt?: string; failedAt?: string; reason?: string }
  | { kind: 'authorization'; openId: string; appId: string; revoked: string }
  | { kind: 'product-scan'; product: ProductScan }
  /** Events of the card-and-coupon service. */
  | { kind: 'coupon'; coupon: { cardId: string; code: string } }
  | { kind: 'mini-program'; sessionFrom: string }
  | { kind: 'debug'; text: string }
  /** An event without details of its own: all there is stands in `fields`. */
  | { kind: 'other' };

export type EventKind = EventDetail['kind'];

/** A button or menu entry of a template card that somebody tapped. */
export interface CardAnswer {
  taskId: string;
  cardType: string;
  /** Lets the card be changed once, within 72 hours. */
  responseCode: string;
  selected: { question: string; options: string[] }[];
}

/** A change in WeCom's address book. Of an update only what was changed is there. Lists are separated by commas. */
export type ContactChange =
  | { type: 'create_user' | 'update_user'; userId: string; newUserId?: string; user: ContactUser }
  | { type: 'delete_user'; userId: string }
  | { type: 'create_party' | 'update_party'; partyId: string; name?: string; parentId?: string; order?: string }
  | { type: 'delete_party'; partyId: string }
  | { type: 'update_tag'; tagId: string; addedUsers: string; removedUsers: string; addedParties: string; removedParties: string }
  | { type: 'other'; changeType: string };

export interface ContactUser {
  name?: string;
  department?: string;
  mainDepartment?: string;
  isLeaderInDept?: string;
  directLeader?: string;
  position?: string;
  mobile?: string;
  /** 0 unknown, 1 male, 2 female. */
  gender?: string;
  email?: string;
  bizMail?: string;
  /** 1 active, 2 disabled, 4 inactive, 5 left. */
  status?: string;
  avatar?: string;
  alias?: string;
  telephone?: string;
  address?: string;
}

/** An approval; its status is 1 pending, 2 passed, 3 rejected or 4 cancelled. */
export interface Approval {
  number: string;
  templateId: string;
  templateName: string;
  status: string;
  /** Unix time in seconds. */
  appliedAt: string;
  applicant: { userId: string; name: string; party: string; image: string };
  /** Index of the current node. */
  currentStep: string;
  nodes: ApprovalNode[];
  notified: { userId: string; name: string; image: string }[];
}

/** A step of an approval. `attribute` 1: any one, 2: all; `type` 1: member, 2: tag, 3: superior; status 4: handed on. */
export interface ApprovalNode {
  status: string;
  attribute: string;
  type: string;
  items: { userId: string; name: string; image: string; status: string; speech: string; decidedAt: string }[];
}

/** The fate of a mass message. */
export interface MassResult {
  messageId: string;
  /** `send success`, `send fail` or `err(<number>)`. */
  status: string;
  total: string;
  filtered: string;
  sent: string;
  failed: string;
  /** 1 not judged a repost, 2 a repost, 3 a repost that may not be sent; '' where nothing was checked. */
  copyrightState: string;
  copyright: {
    article: string;
    declared: string;
    audit: string;
    originalUrl: string;
    originalType: string;
    canReprint: string;
    needReplace: string;
    needSource: string;
  }[];
  articles: { article: string; url: string }[];
}

/** The fate of a published article. */
export interface PublishResult {
  publishId: string;
  status: string;
  articleId: string;
  articles: { article: string; url: string }[];
  failedArticles: string[];
}

/** What became of one subscription template: the person's choice, or the fate of a message. */
export interface SubscribedTemplate {
  templateId: string;
  /** `accept` or `reject`. */
  choice?: string;
  scene?: string;
  messageId?: string;
  errorCode?: string;
  errorStatus?: string;
}

/** A product's bar or QR code that somebody scanned. */
export interface ProductScan {
  standard: string;
  key: string;
  country?: string;
  province?: string;
  city?: string;
  sex?: string;
  scene?: string;
  extra?: string;
  region?: string;
  result?: string;
  reason?: string;
}
