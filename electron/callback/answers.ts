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

/** A text in parts that each fit into one message: cut between lines where that wastes no more than half a message. */
export function messageParts(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest !== '') {
    const most = cutUtf8(rest, limits.textReplyBytes);
    const lineEnd = most.length < rest.length ? most.lastIndexOf('\n') : -1;
    const part = lineEnd > most.length / 2 ? most.slice(0, lineEnd) : most;
    parts.push(part);
    rest = rest.slice(part.length).replace(/^\n/, '');
  }
  return parts;
}
