import type { ReplyAllowance } from './reply-allowance.ts';
import type { Failure } from './result.ts';

/** Which way a reply by hand went: into the response that still waited, or into the outbox. */
export interface HandReply {
  way: 'response' | 'outbox';
  /** The row of the reply; of one in the response it follows as `messages.changed`. */
  id?: string;
}

/** What may be written to a person by hand, now. */
export interface ReplyOutlook {
  /** Unix time in ms until which a message of theirs waits for an answer in its response. */
  heldUntil?: number;
  active: ReplyAllowance;
}

/** Accounts whose messages wait a few seconds for somebody's answer, and the messages that wait at this moment. */
export interface Holding {
  accounts: string[];
  messages: { id: string; account: string; until: number }[];
  /** How many went their usual way since it was switched on, because so many waited already. */
  passed: number;
}

/** A command line that delivers a message of the log to this program's own listener once more. */
export interface CurlCopy {
  text: string;
  /** Which shell it is written for: that of the system where the listener is. */
  shell: 'posix' | 'powershell';
  /** How long its signature is taken, in seconds; 0 is for ever. */
  seconds: number;
}

/** What a message would do, without doing it. */
export interface Rehearsal {
  /** One line in the gateway's language. */
  summary: string;
  /** Whose message it would be taken for: an edited one may name somebody else. */
  person: string;
  /** The command that it would run, with the line that asks for it. */
  command?: { name: string; line: string; danger: 'read' | 'change' | 'danger' };
  /** Why it would not run, as the person would be told. */
  refusal?: Failure;
  /** Where its answer would go. */
  answer: 'none' | 'outbox' | 'fetched';
}
