import type { ChoiceMenu } from '../../shared/choice-menu.ts';
import type { Direction, HttpRequest, MessageState, Relative, SendRecord, SignatureCheck, TimingStep } from '../../shared/message-log.ts';
import type { TemplateMessage } from '../../shared/notice-template.ts';
import type { Failure } from '../../shared/result.ts';
import type { CardChange, TemplateCard } from '../../shared/template-card.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';

/** The HTTP request of a row, as it is kept. */
export interface RequestRecord extends HttpRequest {
  /**
   * Of a request that came unencrypted: what tells its body from any other. Made with the account's Token, so that nobody
   * can find out by trying what a redacted message said.
   */
  bodyHash?: string;
}

/** A message from WeChat, as it is put on disk before anything is answered. What is JSON comes as text: it is kept so. */
export interface Arrival {
  account: string;
  /** Unix time in ms. */
  at: number;
  /** Unique within the account: a second arrival with the same key is a redelivery. */
  dedupeKey: string;
  type: string;
  event?: string | undefined;
  person: string;
  xml: string;
  raw: string;
  /** A `WechatMessage`, where `xml` is not what it was read from; else it is read from that again when it is asked for. */
  message?: string | undefined;
  /**
   * `running` where a command is about to be started, `waiting` where it waits its turn, `done` where there is nothing to
   * do: then `ms` and `timing` say how long that took. Else `received`.
   */
  state: Extract<MessageState, 'received' | 'waiting' | 'running' | 'done'>;
  ms?: number | undefined;
  /** As `timingOf` reads it. */
  timing?: string | undefined;
  command?: string | undefined;
  /** A `RequestRecord`. */
  request: string;
  /** How its signature was checked, in short (`CheckedSignature`). */
  signature?: string | undefined;
  /** The row that the admin sent through the pipeline once more. */
  replays?: string | undefined;
}

/** An answer that goes out, now or later. */
export interface AnswerRecord {
  /** Unique among all that goes out: written twice it is kept once, and a platform that can tell swallows a second one. */
  key: string;
  at: number;
  type: string;
  text: string;
  /** The reply as XML, and the response's body as it goes over the wire; empty until it leaves in a response. */
  xml: string;
  raw: string;
  state: Extract<MessageState, 'sent' | 'late' | 'queued'>;
  /** Of an `image`, which only the outbox sends: the run whose picture it is. Its text is empty. */
  picture?: string;
  /** Of what only the outbox sends too: what it does with a card. Its text is what people read there. */
  card?: CardSending;
}

/** A template card, or a menu to choose from, to be sent; or a card that somebody has to be changed. */
export type CardSending =
  /** `instead` is the text that is sent where the card can't be; after `until` (Unix ms) nobody needs either. */
  | { kind: 'send'; card: TemplateCard; instead: string; until?: number }
  | { kind: 'menu'; menu: ChoiceMenu; instead: string; until?: number }
  | { kind: 'update'; responseCode: string; change: CardChange };

/** What became of an answer; `xml` and `raw` where it was sealed only now. */
export interface AnswerChange {
  id: string;
  at: number;
  state: AnswerRecord['state'];
  xml?: string | undefined;
  raw?: string | undefined;
}

/** What a redelivery needs of the answer of then. */
export interface KeptAnswer {
  id: string;
  /** Empty where it was never sealed for a response. */
  raw: string;
  text: string;
  state: MessageState;
}

/** A row that the outbox is to send. */
export interface QueuedMessage {
  id: string;
  account: string;
  person: string;
  text: string;
  /** The run whose picture is sent instead of the text. */
  picture?: string;
  /** What is done with a card instead of sending the text. */
  card?: CardSending;
  /** The template message that is sent instead of the text: `isNow`, or once the platform takes no customer message. */
  template?: { message: TemplateMessage; isNow: boolean };
  key: string;
  /** Failed attempts so far. */
  tries: number;
  /** Unix time in ms, both. */
  nextAt: number;
  queuedAt: number;
}

/** A message whose command had not ended when the program did. */
export interface UnfinishedMessage {
  id: string;
  account: string;
  at: number;
  state: Extract<MessageState, 'waiting' | 'running'>;
  xml: string;
  dedupeKey: string;
  /** What it said is not known any more. */
  redacted: boolean;
}

/** What came of an arrival. */
export interface Outcome {
  id: string;
  state: Extract<MessageState, 'done' | 'failed' | 'interrupted'>;
  ms: number;
  /** As `timingOf` reads it. */
  timing: string;
  failure?: Failure | undefined;
  /** In the order in which they are to be read. */
  answers: AnswerRecord[];
}

/** A request that was not let in. */
export interface RefusalRecord {
  account: string;
  at: number;
  raw: string;
  request: RequestRecord;
  signature?: SignatureCheck | undefined;
  failure: Failure;
  ms: number;
}

/** What the store says of an arrival: new, or seen before together with what came of it. */
export type ArrivalReceipt =
  | { id: string; fresh: true }
  /** `at`: when it came in for the first time (Unix ms). */
  | { id: string; fresh: false; at: number; state: MessageState; deliveries: number; answer?: KeptAnswer };

/** What counts of a row where nobody looks at it. */
export interface RowGlance extends Pick<MessageRecord, 'id' | 'direction' | 'account' | 'at' | 'state'> {
  command?: string | undefined;
  failure?: Failure | undefined;
  isReplay?: true | undefined;
}

/** A row as it stands, before it is made ready for a list in some language. */
export interface MessageRecord {
  id: string;
  direction: Direction;
  account: string;
  at: number;
  type: string;
  event?: string;
  person: string;
  xml: string;
  state: MessageState;
  command?: string;
  ms?: number;
  deliveries: number;
  message?: WechatMessage;
  failure?: Failure;
  answer?: string;
  /** There is a row that answers it. */
  hasAnswer?: true;
  /** It is not what was sent: redaction rules matched. */
  redacted?: true;
  /** An admin sent an earlier message through again: its person did nothing then. */
  isReplay?: true;
}

/** A row that belongs to another, as `Relative` of the log. */
export interface RelativeRecord {
  as: Relative['as'];
  record: MessageRecord;
}

/** A row with what came or left over the wire, and how. */
export interface WireRecord extends MessageRecord {
  raw: string;
  request?: RequestRecord;
  signature?: SignatureCheck;
  timing: TimingStep[];
  /** The row that it answers, or the first one that answers it. */
  related?: string;
  replays?: string;
  sending?: SendRecord;
}

/** All columns of a row. */
export interface FullMessageRecord extends WireRecord {
  /** When it was delivered again (Unix ms), the last times, oldest first. */
  redeliveries?: number[];
  relatives: RelativeRecord[];
  picture?: string;
}

/** Rows of one minute. */
export interface MinuteRecord {
  minute: number;
  in: number;
  out: number;
  refused: number;
  commands: number;
}
