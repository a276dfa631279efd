import type { Direction, MessageState, SignatureCheck, TimingStep } from '../../shared/message-log.ts';
import type { Failure } from '../../shared/result.ts';
import type { WechatMessage } from '../../shared/wechat-message.ts';

/** The HTTP request of a row, for people who look for the mistake. */
export interface RequestRecord {
  method: string;
  path: string;
  query: Record<string, string>;
  remoteAddress: string;
  userAgent: string;
}

/** A message from WeChat, as it is put on disk before anything is answered. */
export interface Arrival {
  account: string;
  /** Unix time in ms. */
  at: number;
  /** Unique within the account: a second arrival with the same key is a redelivery. */
  dedupeKey: string;
  xml: string;
  raw: string;
  message: WechatMessage;
  /** `running` where a command is about to be started, else `received`. */
  state: Extract<MessageState, 'received' | 'running'>;
  command?: string | undefined;
  request: RequestRecord;
  signature?: SignatureCheck | undefined;
}

/** An answer that goes out. */
export interface AnswerRecord {
  at: number;
  type: string;
  xml: string;
  /** The response's body, sealed as it goes over the wire; a redelivery gets the very same. */
  raw: string;
  text: string;
  state: Extract<MessageState, 'sent' | 'late'>;
}

/** What came of an arrival. */
export interface Outcome {
  id: string;
  state: Extract<MessageState, 'done' | 'failed' | 'interrupted'>;
  ms: number;
  timing: TimingStep[];
  failure?: Failure | undefined;
  answer?: AnswerRecord | undefined;
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
  | { id: string; fresh: false; state: MessageState; answer?: { id: string; raw: string; state: MessageState } };

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
}

/** All columns of a row. */
export interface FullMessageRecord extends MessageRecord {
  raw: string;
  request?: RequestRecord;
  signature?: SignatureCheck;
  timing: TimingStep[];
  related?: string;
}

/** Rows of one minute. */
export interface MinuteRecord {
  minute: number;
  in: number;
  out: number;
  refused: number;
  commands: number;
}
