import { limits } from '../../shared/limits.ts';
import type { Result } from '../../shared/result.ts';
import type { AnswerRecord } from '../store/records.ts';
import { encryptReply } from '../wechat/crypt.ts';
import { buildReply, cutUtf8, type Reply } from '../wechat/replies.ts';
import type { CallbackAccount } from './accounts.ts';
import type { Admitted } from './door.ts';
import { createRandomPool } from './random-pool.ts';

const random = createRandomPool();

/** A reply as it stands in the log, and as it goes over the wire. */
export type SealedReply = Pick<AnswerRecord, 'xml' | 'raw'>;

/** A reply, plain and as it goes over the wire: encrypted where the message was. `at` is Unix time in ms. */
export function sealReply(reply: Reply, at: number, { message, encrypted, candidate }: Admitted, from: CallbackAccount): SealedReply {
  const seconds = Math.floor(at / 1000);
  const { platform } = from.account;
  const xml = certain(buildReply(reply, { platform, toUser: message.from, fromUser: message.to, createdAt: seconds }));
  if (!encrypted) return { xml, raw: xml };
  const nonce = random(8).toString('hex');
  const raw = certain(encryptReply(candidate.credentials, xml, { timestamp: String(seconds), nonce, random }));
  return { xml, raw };
}

/** A text or a card's change can always be built; if not, that is a bug. */
function certain<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

/**
 * A text in parts that each fit into one message: cut between lines where that wastes no more than half a message, else
 * between words.
 */
export function messageParts(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest !== '') {
    const part = firstPart(rest);
    parts.push(part);
    rest = rest.slice(part.length).replace(/^\n/, '');
  }
  return parts;
}

function firstPart(text: string): string {
  const most = cutUtf8(text, limits.textReplyBytes);
  if (most.length === text.length) return most;
  const lineEnd = most.lastIndexOf('\n');
  if (lineEnd > most.length / 2) return most.slice(0, lineEnd);
  // why: of a secret that is torn, no part would be known as one after a restart
  const wordEnd = most.lastIndexOf(' ') + 1;
  return wordEnd > most.length / 2 ? most.slice(0, wordEnd) : most;
}

/** The parts with the line ends that were lost between them: put together they are the text that was cut. */
export function uncutParts(parts: readonly string[]): string[] {
  return parts.map((part, index) => {
    const next = parts[index + 1];
    return next === undefined || messageParts(part + next)[0] === part ? part : `${part}\n`;
  });
}
