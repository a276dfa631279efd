import type { Failure } from './result.ts';
import type { WechatMessage } from './wechat-message.ts';

/** In: from WeChat. Out: to a person. Refused: a request that was not let in. */
export type Direction = 'in' | 'out' | 'refused';

/**
 * How far a row of the log has come.
 * - in: `received` (on disk), `running` (its command was started), `done`, `failed` (the command failed or is unknown),
 *   `interrupted` (the program ended while it ran; it is never run again by itself)
 * - out: `sent` (left in the callback's response), `late` (ready after the budget; nobody has got it yet)
 * - refused: `refused`
 */
export type MessageState = 'received' | 'running' | 'done' | 'failed' | 'interrupted' | 'sent' | 'late' | 'refused';

/** A row of the message log, as lists show it. */
export interface MessageItem {
  /** Grows with time; also the cursor of `messages.page`. */
  id: string;
  direction: Direction;
  /** The account's id; of a refused request the one its path names, which may not exist. */
  account: string;
  /** Unix time in ms when it came in or was made. */
  at: number;
  /** `text`, `image`, … `event`; of refused rows the failure's code. */
  type: string;
  /** `CLICK`, `subscribe`, … where `type` is `event`. */
  event?: string;
  /** UserID or OpenID of the person in WeChat; empty where none is known. */
  person: string;
  /** One line in the gateway's language. */
  summary: string;
  /** The plain XML: decrypted of what came in, before encryption of what went out; empty for refused requests. */
  xml: string;
  state: MessageState;
  /** The command that it ran, by its name. */
  command?: string;
  /** From the request's arrival to the answer, in ms. */
  ms?: number;
  /** How often WeChat delivered it. */
  deliveries: number;
}

/** A step of a message's way, for the timing waterfall. Times in ms since the request arrived. */
export interface TimingStep {
  step: 'received' | 'verified' | 'decrypted' | 'parsed' | 'stored' | 'run' | 'answered';
  from: number;
  to: number;
}

/** One check of a signature, for people who look for the mistake. No secret stands in it: the token is masked. */
export interface SignatureCheck {
  /** The query parameter that was checked: `msg_signature` or `signature`. */
  name: string;
  /** What was sorted, joined and hashed, in sorted order; the token as `token`. */
  parts: { label: 'token' | 'timestamp' | 'nonce' | 'encrypt'; text: string }[];
  computed: string;
  given: string;
  matches: boolean;
}

/** All that is known of one row. */
export interface MessageDetail extends MessageItem {
  /** The request's or response's body as it went over the wire. */
  raw: string;
  /** The request as it came in; absent for rows that went out. */
  request?: { method: string; path: string; query: Record<string, string>; remoteAddress: string; userAgent: string };
  /** The typed message; absent for rows that went out and for refused requests. */
  message?: WechatMessage;
  signature?: SignatureCheck;
  timing: TimingStep[];
  /** Why it was refused, or why its command failed. */
  failure?: Failure;
  /** The text that the answer shows, of rows that went out. */
  answer?: string;
  /** The id of the row that this one answers, or that answers this one. */
  related?: string;
}

/** Newest first. `next` is the cursor of the page behind it, or null at the end. */
export interface MessagePage {
  items: MessageItem[];
  next: string | null;
}
