/** Every bound and time limit that more than one room knows, each with its unit and its reason. */
export const limits = {
  /** The largest callback body that is read, in bytes. WeChat's own messages stay far below it. */
  callbackBodyBytes: 1024 * 1024,
  /** All unfinished callback bodies together, in bytes; beyond it the largest is turned away. */
  callbackBytesInHand: 64 * 1024 * 1024,
  /** A callback's head has to be there so many ms after its connection, and all of it so many ms after it began. */
  requestHeadMs: 5_000,
  requestMs: 10_000,
  /** A connection on which nothing moves for so many ms is cut. Longer than any answer takes. */
  idleConnectionMs: 15_000,
  /** Connections at the same time; more than there may be messages in hand. */
  connections: 2_500,
  /** After this many ms an unanswered callback gets an empty answer. WeChat hangs up at 5,000 ms; the rest is for the way. */
  answerBudgetMs: 4500,
  /** Messages in hand at the same time, all accounts together, and their bytes; what comes beyond is turned away. */
  messagesInHand: 2000,
  messageBytesInHand: 64 * 1024 * 1024,
  /** After so many ms, well beyond the platform's three deliveries, no redelivery is the platform's any more. */
  deliveriesOverMs: 20_000,
  /** Messages that wait for an answer by hand at the same time, all accounts together; what comes beyond goes its usual way. */
  messagesHeld: 200,
  /** Commands that run at the same time; the others wait their turn. */
  commandsAtOnce: 32,
  /** A command that had only waited when the program ended is run at the next start while it is this young, in ms. */
  resumeWithinMs: 5 * 60_000,
  /** A message that could not be sent is tried for so long, in ms; then it is a dead letter. */
  outboxKeepMs: 48 * 3_600_000,
  /** A reply by hand, in characters: a few messages. */
  handReplyChars: 6000,
  /** Active messages that are sent at the same time, each to another person. */
  sendingsAtOnce: 16,
  /** People whose next message is looked at in one go. */
  outboxHeads: 200,
  /** WeChat drops a delivery after this many ms (protocol reference, 2.7). */
  platformDeadlineMs: 5000,
  /** How often WeChat delivers one message at the most (protocol reference, 2.7). */
  deliveryAttempts: 3,
  /** A text reply in UTF-8 bytes; WeCom cuts longer ones (protocol reference, 2.8). */
  textReplyBytes: 2048,
  /** A signed request older than this many seconds is refused, unless the settings say otherwise; 0 takes any age. */
  replayWindowSeconds: 600,
  /** So many nonces of signed messages, the latest, are remembered for each account, to tell a recording. */
  noncesKept: 10_000,
  /** A page of messages holds at most this many rows. */
  messagesPerPage: 500,
  /** A message filter, in characters. */
  filterChars: 1000,
  /** Matching rows are counted up to this many; beyond it the answer is "more". */
  messagesCounted: 1000,
  /** How long a search goes back through the log before it gives what it has found, in ms. */
  searchMs: 200,
  /** What of a running command's output is told in one go, in characters. */
  runOutputChars: 64 * 1024,
  /** What is kept of a command's answer in the history, in characters. */
  runAnswerChars: 20_000,
  /** A line typed as a command, in characters. */
  commandLineChars: 2048,
  /** One that the console makes of what was chosen, in characters: it names each of many servers. */
  consoleLineChars: 70_000,
  /** A call's JSON body over HTTP, in bytes. */
  apiBodyBytes: 1024 * 1024,
  /** What was deleted can be brought back for so long, in ms. */
  undoMs: 60_000,
  /** Targets, all together. */
  targets: 1000,
  /** A list of targets to be imported: in characters, and in base64 of its bytes. */
  importChars: 512 * 1024,
  /** The longest XML or JSON text from outside that is parsed, in characters. */
  documentChars: 2 * 1024 * 1024,
  /** How many tags XML, or texts and numbers JSON, from outside may have; WeChat’s have a few dozen. */
  documentParts: 20_000,
  /** How deep XML or JSON from outside may nest. */
  documentDepth: 32,
  /** Refused requests kept; older ones make room, so that a flood cannot fill the disk. */
  refusalsKept: 10_000,
  /** Of older ones those whose signature was right, so many: what strangers send must not push out the record of an attack. */
  signedRefusalsKept: 5_000,
  /** How much of a refused body is kept, in bytes: enough to see what it was. */
  refusedBodyBytes: 4096,
} as const;
