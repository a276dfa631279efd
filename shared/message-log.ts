import type { Problem } from './filter/problems.ts';
import type { Failure } from './result.ts';
import type { WechatMessage } from './wechat-message.ts';

/** In: from WeChat. Out: to a person. Refused: a request that was not let in. */
export type Direction = 'in' | 'out' | 'refused';

/**
 * How far a row of the log has come.
 * - in: `received` (on disk), `waiting` (its command waits its turn), `running` (its command was started), `done`,
 *   `failed` (the command failed or is unknown), `interrupted` (the program ended while it ran; it is never run again by
 *   itself)
 * - out: `sent` (left in the callback's response, or the platform has taken it), `queued` (in the outbox), `dead` (given
 *   up; somebody may send it again), `aside` (given up, and put aside by an admin: it needn't be sent any more, though it
 *   can be), `late` (ready, and waiting for the person to fetch it)
 * - refused: `refused`
 */
export const messageStates = {
  in: ['received', 'waiting', 'running', 'done', 'failed', 'interrupted'],
  out: ['sent', 'queued', 'dead', 'aside', 'late'],
  refused: ['refused'],
} as const satisfies Record<Direction, readonly string[]>;
export type MessageState = (typeof messageStates)[Direction][number];

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
  /** There is a row that answers it. */
  hasAnswer?: boolean;
  hasFailure?: boolean;
  /** It is not what was sent: redaction rules matched, so it can't be replayed as it is. */
  redacted?: boolean;
  /** All that a search finds it by, so that `matches` decides on a live row as the store does. */
  searchText?: string;
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

/** One attempt of the outbox to send a row. */
export interface SendAttempt {
  /** Unix time in ms of its start. */
  at: number;
  /** How long the platform took, in ms. */
  ms: number;
  /** Why it failed; absent where the platform has taken it. */
  failure?: Failure;
}

/** How a row of the outbox stands. */
export interface SendRecord {
  attempts: SendAttempt[];
  /** Failed attempts, those too that are not listed any more. */
  tries: number;
  /** Unix time in ms of the next attempt, while it is queued. */
  nextAt?: number;
}

/** A row that belongs to another: what it `answers`, an `answer` to it, what it `replays`, or a `replay` of it. */
export interface Relative {
  as: 'answers' | 'answer' | 'replays' | 'replay';
  item: MessageItem;
}

/** The HTTP request of a row, for people who look for the mistake. */
export interface HttpRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  remoteAddress: string;
  userAgent: string;
  /** A few other headers, those that tell which way it came; none that could hold a secret. */
  headers?: Record<string, string>;
}

/** All that is known of one row. */
export interface MessageDetail extends MessageItem {
  /** The request's or response's body as it went over the wire. */
  raw: string;
  /** The request as it came in; absent for rows that went out. */
  request?: HttpRequest;
  /** The typed message; absent for rows that went out and for refused requests. */
  message?: WechatMessage;
  signature?: SignatureCheck;
  timing: TimingStep[];
  /** When WeChat delivered it again (Unix ms), oldest first: of very many deliveries the last ones. */
  redeliveries?: number[];
  /** Why it was refused, or why its command failed. */
  failure?: Failure;
  /** The text that the answer shows, of rows that went out. */
  answer?: string;
  /** The id of the row that this one answers, or that answers this one. */
  related?: string;
  /** The row that it is a replay of. */
  replays?: string;
  /** Rows that belong to it, oldest first; a bounded number. */
  relatives: Relative[];
  /** Of rows that the outbox sends or has sent. */
  sending?: SendRecord;
  /** The run whose picture it sends. */
  picture?: string;
}

/** Newest first. `next` is the cursor of the page behind it, or null at the end. */
export interface MessagePage {
  items: MessageItem[];
  next: string | null;
  /** What of the filter was not understood; absent where all was. */
  problems?: Problem[];
  /** Set where the search gave up before the page was full: rows back to here (Unix ms) were searched. `next` goes on. */
  searchedUntil?: number;
}

/** The rows of those asked for that something was done with. */
export interface RowsChanged {
  changed: string[];
}

/** How many rows meet a filter. */
export interface MessageCount {
  count: number;
  /** There may be more: the bound, or the time, was reached. */
  atLeast: boolean;
  problems?: Problem[];
}
