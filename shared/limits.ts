/** Every bound and time limit that more than one room knows, each with its unit and its reason. */
export const limits = {
  /** The largest callback body that is read, in bytes. WeChat's own messages stay far below it. */
  callbackBodyBytes: 1024 * 1024,
  /** All unfinished callback bodies together, in bytes: as many strangers may hold a connection open. */
  callbackBytesInHand: 64 * 1024 * 1024,
  /** After this many ms an unanswered callback gets an empty answer. WeChat hangs up at 5,000 ms; the rest is for the way. */
  answerBudgetMs: 4500,
  /** WeChat drops a delivery after this many ms (protocol reference, 2.7). */
  platformDeadlineMs: 5000,
  /** How often WeChat delivers one message at the most (protocol reference, 2.7). */
  deliveryAttempts: 3,
  /** A text reply in UTF-8 bytes; WeCom cuts longer ones (protocol reference, 2.8). */
  textReplyBytes: 2048,
  /** A signed request older than this many seconds is refused, unless the settings say otherwise; 0 is off. */
  replayWindowSeconds: 600,
  /** A page of messages holds at most this many rows. */
  messagesPerPage: 500,
  /** A line typed as a command, in characters. */
  commandLineChars: 2048,
  /** A call's JSON body over HTTP, in bytes. */
  apiBodyBytes: 1024 * 1024,
  /** The longest XML or JSON text from outside that is parsed, in characters. */
  documentChars: 2 * 1024 * 1024,
  /** How many tags XML, or texts and numbers JSON, from outside may have; WeChat’s have a few dozen. */
  documentParts: 20_000,
  /** How deep XML or JSON from outside may nest. */
  documentDepth: 32,
  /** Refused requests kept; older ones make room, so that a flood cannot fill the disk. */
  refusalsKept: 10_000,
  /** How much of a refused body is kept, in bytes: enough to see what it was. */
  refusedBodyBytes: 4096,
} as const;
